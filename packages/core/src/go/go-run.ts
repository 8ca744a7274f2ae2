import type { BuildSettings } from './build-settings.js';
import type { GoModule } from './module.js';
import type { Toolchain } from './toolchain.js';

/** All that `go list` and `go build` of a module follow from, except packages and directories. */
export interface GoSetup {
  readonly module: GoModule;
  readonly settings: BuildSettings;
  readonly toolchain: Toolchain;
  readonly machine: GoMachine;
}

/** What go gets from this machine (see `environment.ts`). None of it changes a byte, except the C compiler with cgo. */
export interface GoMachine {
  readonly variables: Readonly<Record<string, string>>;
  /** What is passed on of GOFLAGS. */
  readonly flags: string;
}

/** One `go build -o directory/` for all main packages that can share it. */
export interface GoRun extends GoSetup {
  /** Follows from module, settings and release; names the directory in the cache that keeps the linked programs. */
  readonly id: string;
  readonly programs: readonly GoProgram[];
}

/** A main package that a run builds. */
export interface GoProgram {
  readonly importPath: string;
  /** The package's directory. */
  readonly directory: string;
  /** How go is given it: one argument, or several `.go` files. */
  readonly arguments: readonly string[];
  /** The file's name in the run's output directory. */
  readonly executable: string;
  /** The handlers, of all archives, that it answers to. */
  readonly handlers: readonly string[];
}

/** Where go writes during a run. */
export interface RunDirectories {
  /** For linked programs; ends in `/`. */
  readonly output: string;
  /** For everything else (GOTMPDIR): on the disk of `output`, so that go moves a finished program there at once and whole. */
  readonly temporary: string;
}
