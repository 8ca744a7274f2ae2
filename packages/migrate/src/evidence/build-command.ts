import type { Location } from '@lambdazip/core/internal';
import type { Route } from './route.js';

/** The packages of a `go build` line. Paths are relative to the project's root; the root is `.`. */
export type PackageArgument =
  | { readonly kind: 'directory'; readonly path: string }
  /** `.go` files of one directory. */
  | { readonly kind: 'files'; readonly files: readonly string[] }
  /** An import path, such as `example.com/shop/cmd/create`. */
  | { readonly kind: 'import'; readonly path: string }
  /** `./...` and other patterns; the part before `...` as a directory. */
  | { readonly kind: 'all-below'; readonly path: string };

/** A `go build` (or `go install`) in a build file, with variables expanded as far as possible. */
export interface BuildCommand {
  /** The directory it runs in, relative to the project's root. */
  readonly directory: string;
  /**
   * `-o`, relative to the project's root; ends in `/` if it is a directory; null if not set. A path in SAM's artifacts
   * directory begins with `$(ARTIFACTS_DIR)`, and `target` is then the target that SAM runs.
   */
  readonly output: string | null;
  readonly packages: readonly PackageArgument[];
  /**
   * Flags of `go build` by name without dashes (`tags`, `ldflags`, `trimpath`), the last one if repeated; '' for flags
   * without a value.
   */
  readonly flags: Readonly<Record<string, string>>;
  /** Variables for go that the line or its file sets: `GOOS`, `CGO_ENABLED`, ... */
  readonly environment: Readonly<Record<string, string>>;
  /** The make target, task, npm script, job step or shell function that contains it; null for a plain script. */
  readonly target: string | null;
  readonly file: BuildFile;
  /** The line in that file. */
  readonly location: Location;
  /** The line as written, with variables unexpanded. */
  readonly source: string;
  /**
   * Names of variables that could not be expanded; they appear as `${NAME}` in the fields above. `*` is the stem `%` of a
   * pattern rule that nothing in the project requires (`build-%`, which SAM runs with logical IDs).
   */
  readonly unknown: readonly string[];
  /** Plain variables of the build file, such as `VERSION` and `1.2.0`, used to find the variable that a value came from. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The ways in which the line is reached with these values. */
  readonly routes?: readonly Route[];
  /** No deployment reaches the line, and nothing else builds the program. Default: false. */
  readonly isOnlyForDevelopment?: boolean;
}

export type BuildFile =
  | 'Makefile'
  | 'Taskfile'
  | 'shell script'
  | 'package.json'
  | 'buildspec'
  | 'GitHub workflow'
  | 'GitLab CI'
  | 'serverless-go-plugin';

/** A `cp`, `mv`, `zip` (or `build-lambda-zip`) next to the builds. Paths are relative to the project's root. */
export interface FileCommand {
  readonly kind: 'copy' | 'zip';
  readonly from: readonly string[];
  /** The file or directory (ends in `/`) it writes. */
  readonly to: string;
  /** zip: `-j`, which drops the directories of packaged files. */
  readonly junkPaths: boolean;
  readonly target: string | null;
  readonly file: BuildFile;
  readonly location: Location;
  readonly source: string;
}

/** A command that itself builds Go programs, such as `sam build`, with the go settings of its environment. */
export interface ToolCommand {
  readonly tool: 'sam' | 'serverless' | 'cdk';
  /** Like a {@link BuildCommand} without flags and packages. */
  readonly command: BuildCommand;
}

/** Everything found in the build files of a project. */
export interface BuildEvidence {
  readonly commands: readonly BuildCommand[];
  readonly files: readonly FileCommand[];
  /** Default: none. */
  readonly tools?: readonly ToolCommand[];
  /** Lines that run go build but could not be interpreted: location and reason. */
  readonly unread: readonly {
    readonly source: string;
    readonly reason: string;
    readonly location: Location;
  }[];
}
