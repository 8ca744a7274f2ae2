import type { EntryMode } from '../archive/entry.js';
import type { BootstrapKind } from '../bootstrap/kinds.js';
import type { Location } from '../diagnostics/diagnostic.js';
import type { StandingWarning } from '../diagnostics/standing-warnings.js';
import type { Architecture, MicroarchitectureSetting } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import type { Layout } from './layouts.js';

/** A parsed manifest: defaults filled in, settings inherited, variables replaced. */
export interface Manifest {
  /** As passed by the caller; diagnostics use it. */
  readonly file: string;
  /** Relative to the manifest's directory, or absolute. */
  readonly outDir: string;
  /** Maximum size of the cache in bytes; null for the default. */
  readonly maxCacheSize: number | null;
  /** Codes of warnings that are not printed. */
  readonly acknowledged: readonly StandingWarning[];
  /** Every declared variable with its value in this build. */
  readonly variables: Readonly<Record<string, string>>;
  readonly archives: readonly ArchiveSpec[];
}

/** An archive in a manifest, with defaults filled in. */
export interface ArchiveSpec {
  readonly name: string;
  readonly layout: Layout;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  readonly bootstrap: BootstrapKind;
  /** The deflate level, 1 to 9. */
  readonly compression: number;
  readonly handlers: readonly HandlerSpec[];
  readonly files: readonly FileSpec[];
  /** In the order of the manifest; empty unless handlers share a program. */
  readonly functions: readonly FunctionSpec[];
  readonly location: Location;
}

/** A function, or a pattern for several, whose Handler does not name its handler. */
export interface FunctionSpec {
  /** `*` matches any characters. */
  readonly name: string;
  readonly handler: string;
  /** Location of the name. */
  readonly location: Location;
}

/** A handler in a manifest, or a wildcard for several. */
export interface HandlerSpec {
  /** The `Handler` string, or a wildcard for several. */
  readonly key: string;
  readonly target: HandlerTarget;
  /** The directory whose module is used to resolve an import path, relative to the manifest. */
  readonly module: string;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  readonly go: GoSettings;
  /** Location of the key. */
  readonly location: Location;
  /** Location of the main package. */
  readonly targetLocation: Location;
}

/** The main package of a handler, or the files of its program. */
export type HandlerTarget =
  | { readonly kind: 'package'; readonly pattern: string }
  | { readonly kind: 'files'; readonly files: readonly string[] };

/** A file in an archive that is not a program, or a pattern for several. */
export interface FileSpec {
  /** The path in the archive; a prefix if it ends in `/`. */
  readonly key: string;
  /** A file, or a glob if the key ends in `/`, relative to the manifest. */
  readonly source: string;
  readonly mode: EntryMode;
  readonly location: Location;
  readonly sourceLocation: Location;
}

/** The `go` settings in a manifest, with defaults filled in. */
export interface GoSettings extends Readonly<Record<MicroarchitectureSetting, string | null>> {
  /** Without the prefix `go`; null for the installed release. */
  readonly version: string | null;
  readonly tags: readonly string[];
  /** One item per flag, variables replaced, not yet quoted. */
  readonly ldflags: readonly string[];
  readonly gcflags: readonly string[];
  readonly norpc: boolean;
  readonly strip: boolean;
  readonly cgo: boolean;
  readonly trimpath: boolean;
  /** `off`, `auto`, or a path relative to the manifest. */
  readonly pgo: string;
  readonly mod: 'readonly' | 'vendor' | 'mod' | null;
  /**
   * A path relative to the manifest, or whether go looks for a go.work; null (same as false) if not set in the
   * manifest.
   */
  readonly work: boolean | string | null;
  readonly env: Readonly<Record<string, string>>;
}
