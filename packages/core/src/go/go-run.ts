import type { BuildSettings } from './build-settings.js';
import type { GoModule } from './module.js';
import type { Toolchain } from './toolchain.js';

/** Everything that determines the result of `go list` and `go build` for a module, except packages and directories. */
export interface GoSetup {
  readonly module: GoModule;
  readonly settings: BuildSettings;
  readonly toolchain: Toolchain;
  readonly machine: GoMachine;
}

/**
 * The settings that go gets from this environment (see `environment.ts`). None of them changes a byte, except the C
 * compiler with cgo.
 */
export interface GoMachine {
  readonly variables: Readonly<Record<string, string>>;
  /** The part of GOFLAGS that is passed on. */
  readonly flags: string;
}

/** One `go build -o directory/` for all main packages that can share it. */
export interface GoRun extends GoSetup {
  /** Derived from module, settings and release; names the cache directory that keeps the linked programs. */
  readonly id: string;
  readonly programs: readonly GoProgram[];
}

/** A main package that a run builds. */
export interface GoProgram {
  readonly importPath: string;
  /** The package's directory. */
  readonly directory: string;
  /** Its arguments for go: one package, or several `.go` files. */
  readonly arguments: readonly string[];
  /** The file's name in the run's output directory. */
  readonly executable: string;
  /** The handlers, in all archives, that use this program. */
  readonly handlers: readonly string[];
}

/** The directories that go writes to during a run. */
export interface RunDirectories {
  /** For linked programs; ends in `/`. */
  readonly output: string;
  /** For everything else (GOTMPDIR): on the same disk as `output`, so that go moves a finished program there atomically. */
  readonly temporary: string;
}
