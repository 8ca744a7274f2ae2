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

/** A program that a run links. */
export interface GoProgram {
  /** The file's name in the run's output directory. */
  readonly executable: string;
  /** The main packages in it: one, or with `multicall` those of all handlers, sorted by import path. */
  readonly mains: readonly [GoMain, ...GoMain[]];
  /** How several main packages become one program; null if go links the main package as it is. */
  readonly multicall: Multicall | null;
}

/** A main package in a program. */
export interface GoMain {
  readonly importPath: string;
  /** The package's directory. */
  readonly directory: string;
  /** Its arguments for go: one package, or several `.go` files. */
  readonly arguments: readonly string[];
  /** The handlers, in all archives, that use this program. */
  readonly handlers: readonly string[];
}

/** The name of the directory, and so of the program, of a generated main package. */
export const generatedName = 'lambdazip_multicall';

/** What go needs to know to link several main packages into one program. The sources are generated when it is built. */
export interface Multicall {
  /** The import path of the generated main package, in the module of the run. */
  readonly importPath: string;
  /** Its directory, which does not exist on disk; absolute. */
  readonly directory: string;
  /** In the order of `mains`. */
  readonly sources: readonly MainSources[];
  /** The packages outside the standard library that some of the main packages do not need, sorted by import path. */
  readonly gated: readonly GatedPackage[];
  /** Whether one of the main packages needs the package `flag`. */
  readonly usesFlag: boolean;
  /** The default settings of GODEBUG, such as `asynctimerchan=1`, which all main packages share. */
  readonly debug: readonly string[];
  /** The handlers by the names of functions, for functions whose Handler is none of the program's, in order. */
  readonly functions: readonly FunctionHandler[];
  readonly root: GoRoot;
}

/** The files of a main package, relative to its directory. */
export interface MainSources {
  readonly goFiles: readonly string[];
  /** Files that go excludes, some of them only after it has compared the names of their packages. */
  readonly ignoredFiles: readonly string[];
  readonly testFiles: readonly string[];
}

/** A package that is initialized only for some handlers. */
export interface GatedPackage {
  readonly importPath: string;
  /** Indexes of the main packages that need it, ascending. */
  readonly mains: readonly number[];
}

/** A function, or a pattern for several, and its handler. */
export interface FunctionHandler {
  /** `*` matches any characters. */
  readonly name: string;
  readonly handler: string;
}

/** The GOROOT that compiles. */
export interface GoRoot {
  /** Absolute, with `/`. */
  readonly path: string;
  /** Whether go downloaded it into GOMODCACHE, whose files an overlay cannot replace. */
  readonly isInModuleCache: boolean;
}

/** The handlers of a program, in all archives. */
export function handlersOf({ mains }: Pick<GoProgram, 'mains'>): string[] {
  return mains.flatMap(({ handlers }) => handlers);
}

/** The arguments with which go lists the main packages of programs. */
export function argumentsOf(programs: readonly Pick<GoProgram, 'mains'>[]): string[] {
  return programs.flatMap(({ mains }) => mains.flatMap((main) => main.arguments));
}

/** The directories that go writes to during a run. */
export interface RunDirectories {
  /** For linked programs; ends in `/`. */
  readonly output: string;
  /** For everything else (GOTMPDIR): on the same disk as `output`, so that go moves a finished program there atomically. */
  readonly temporary: string;
}
