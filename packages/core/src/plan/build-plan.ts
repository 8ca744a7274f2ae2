import type { EntryMode } from '../archive/entry.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Toolchain } from '../go/toolchain.js';
import type { Architecture } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import type { ArchiveSpec, BootstrapKind, Layout } from '../manifest/manifest.js';

/** Everything that a build will do. Paths are absolute, with `/`. */
export interface BuildPlan {
  /** The manifest, as diagnostics name it. */
  readonly manifest: string;
  readonly outDir: string;
  /** Bytes that the cache may take; null for the default. */
  readonly maxCacheSize: number | null;
  /** Every declared variable with its value. */
  readonly variables: Readonly<Record<string, string>>;
  /** The go commands, in order. No two write to one directory. */
  readonly steps: readonly GoStep[];
  readonly archives: readonly PlannedArchive[];
  /** The manifest's directory; absolute, links resolved. */
  readonly directory: string;
  /** What the manifest says of the archives that are built: defaults filled in, variables replaced. */
  readonly specs: readonly ArchiveSpec[];
  readonly warnings: readonly Diagnostic[];
  /** Which part of the archives these are; null for all of them. */
  readonly shard: PlannedShard | null;
}

export interface PlannedShard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
  /** The names of the archives of all parts, sorted. */
  readonly archives: readonly string[];
}

/** One `go build -o directory/` for all main packages that can share it. */
export interface GoStep {
  /** Names the directory in the cache that keeps the linked programs. */
  readonly key: string;
  /** The directory of the module. */
  readonly workingDirectory: string;
  /** The directory that go writes programs to, ending in `/`. */
  readonly output: string;
  /** go and its arguments up to the packages; {@link argvOf} has all of them. */
  readonly command: readonly [string, ...string[]];
  /** The complete environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The names in `environment` that come from the machine. */
  readonly inherited: readonly string[];
  readonly toolchain: Toolchain;
  /** What `go list` must be told to see the same packages. */
  readonly listArguments: readonly string[];
  readonly programs: readonly PlannedProgram[];
}

/** A main package that a step builds. */
export interface PlannedProgram {
  readonly importPath: string;
  /** The package's directory. */
  readonly directory: string;
  /** What stands in argv: one argument, or several `.go` files. */
  readonly arguments: readonly string[];
  /** The file's name in the step's directory. */
  readonly executable: string;
  /** The handlers, of all archives, that it answers to. */
  readonly handlers: readonly string[];
}

export interface PlannedArchive {
  /** The archive's name; with `per-handler`, the handler. */
  readonly name: string;
  /** The archive of the manifest that it belongs to. */
  readonly archive: string;
  readonly path: string;
  readonly layout: Layout;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  readonly compression: number;
  /** null with `per-handler`, where the program itself is the bootstrap. */
  readonly bootstrap: BootstrapKind | null;
  readonly programs: readonly PlannedEntry[];
  readonly files: readonly PlannedFile[];
}

/** A program in an archive. */
export interface PlannedEntry {
  readonly handler: string;
  /** Its path in the archive. */
  readonly entry: string;
  /** As diagnostics and reports name the main package: an import path, or `.go` files. */
  readonly package: string;
  readonly step: number;
  readonly executable: string;
  readonly cgo: boolean;
  readonly norpc: boolean;
  /** The user's own linker flags. */
  readonly ldflags: readonly string[];
}

export interface PlannedFile {
  readonly entry: string;
  readonly source: string;
  readonly mode: EntryMode;
}

/** The complete argument vector of a step. */
export function argvOf({ command, programs }: GoStep): readonly string[] {
  return [...command, '--', ...programs.flatMap((program) => program.arguments)];
}
