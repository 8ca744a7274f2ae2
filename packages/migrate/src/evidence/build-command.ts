import type { Location } from '@lambdazip/core/internal';
import type { Route } from './route.js';

/** What a `go build` line names as its packages. Paths are relative to the project's root; the root is `.`. */
export type PackageArgument =
  | { readonly kind: 'directory'; readonly path: string }
  /** `.go` files of one directory. */
  | { readonly kind: 'files'; readonly files: readonly string[] }
  /** An import path, such as `example.com/shop/cmd/create`. */
  | { readonly kind: 'import'; readonly path: string }
  /** `./...` and other patterns, the part before `...` as a directory. */
  | { readonly kind: 'all-below'; readonly path: string };

/** A `go build` (or `go install`) that some build file runs, with everything filled in that could be. */
export interface BuildCommand {
  /** The directory that it runs in, relative to the project's root. */
  readonly directory: string;
  /**
   * `-o`, relative to the project's root; ends in `/` where it is a directory; null where there is none. What goes to SAM's
   * directory begins with `$(ARTIFACTS_DIR)`, and `target` is then the target that SAM calls.
   */
  readonly output: string | null;
  readonly packages: readonly PackageArgument[];
  /** Flags of `go build` by name without dashes (`tags`, `ldflags`, `trimpath`), the last one where one stands twice; '' for those without a value. */
  readonly flags: Readonly<Record<string, string>>;
  /** Variables that the line or its file sets for go: `GOOS`, `CGO_ENABLED`, ... */
  readonly environment: Readonly<Record<string, string>>;
  /** The make target, task, npm script, job step or shell function that holds it; null for a plain script. */
  readonly target: string | null;
  readonly file: BuildFile;
  /** The line in that file. */
  readonly location: Location;
  /** The line as it stands there, without what was filled in. */
  readonly source: string;
  /**
   * Names of variables that could not be filled in; they stand as `${NAME}` in the fields above. `*` is what `%` stands
   * for in a pattern rule that nothing in the project asks for (`build-%`, which SAM calls with logical ids).
   */
  readonly unknown: readonly string[];
  /** Plain variables of the build file, `VERSION` and `1.2.0`, by which it can be told where a value came from. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The ways in which the line is reached with these values. */
  readonly routes?: readonly Route[];
  /** Nothing that deploys reaches the line, and nothing else builds the program. Default: false. */
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

/** A `cp`, `mv`, `zip` (or `build-lambda-zip`) beside the builds. Paths are relative to the project's root. */
export interface FileCommand {
  readonly kind: 'copy' | 'zip';
  readonly from: readonly string[];
  /** The file or directory (ends in `/`) that is written. */
  readonly to: string;
  /** zip: `-j`, which drops the directories of what is packed. */
  readonly junkPaths: boolean;
  readonly target: string | null;
  readonly file: BuildFile;
  readonly location: Location;
  readonly source: string;
}

/** A command that builds Go programs by itself, such as `sam build`, with what its environment says to go. */
export interface ToolCommand {
  readonly tool: 'sam' | 'serverless' | 'cdk';
  /** As of a {@link BuildCommand} without flags and packages. */
  readonly command: BuildCommand;
}

/** All that the build files of a project say. */
export interface BuildEvidence {
  readonly commands: readonly BuildCommand[];
  readonly files: readonly FileCommand[];
  /** Default: none. */
  readonly tools?: readonly ToolCommand[];
  /** Lines that run go build and could not be read to the end: what, where. */
  readonly unread: readonly {
    readonly source: string;
    readonly reason: string;
    readonly location: Location;
  }[];
}
