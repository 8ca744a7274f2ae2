import type { EntryMode } from '../archive/entry.js';
import type { BootstrapKind } from '../bootstrap/kinds.js';
import type { Diagnostic } from '../diagnostics/diagnose.js';
import type { StandingWarning } from '../diagnostics/standing-warnings.js';
import type { GoRun } from '../go/go-run.js';
import type { Architecture } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import type { Layout } from '../manifest/layouts.js';
import type { ArchiveSpec } from '../manifest/manifest.js';

/** Everything that a build will do. Paths are absolute, with `/`. */
export interface BuildPlan {
  /** The manifest's path, as used in diagnostics. */
  readonly manifest: string;
  readonly outDir: string;
  /** Maximum size of the cache in bytes; null for the default. */
  readonly maxCacheSize: number | null;
  /** The codes of warnings that the manifest acknowledges. */
  readonly acknowledged: readonly StandingWarning[];
  /** Every declared variable with its value. */
  readonly variables: Readonly<Record<string, string>>;
  /** The runs of go that the archives need, in order. Their ids are unique. */
  readonly runs: readonly GoRun[];
  readonly archives: readonly PlannedArchive[];
  /** The manifest's directory; absolute, links resolved. */
  readonly directory: string;
  /** The archives to build, as in the manifest: defaults filled in, variables replaced. */
  readonly specs: readonly ArchiveSpec[];
  readonly warnings: readonly Diagnostic[];
  /** The shard that these archives are; null for all archives. */
  readonly shard: PlannedShard | null;
}

export interface PlannedShard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
  /** The names of the archives of all shards, sorted. */
  readonly archives: readonly string[];
}

export interface PlannedArchive {
  /** The archive's name; with `per-handler`, the handler. */
  readonly name: string;
  /** The archive in the manifest that it comes from. */
  readonly archive: string;
  readonly path: string;
  readonly layout: Layout;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  readonly compression: number;
  /** null with `per-handler`, where the program itself is the bootstrap. */
  readonly bootstrap: BootstrapKind | null;
  /** Sorted by name. */
  readonly handlers: readonly PlannedHandler[];
  /** The linked programs in it, each with at least one of the handlers. */
  readonly programs: readonly PlannedArchiveProgram[];
  readonly files: readonly PlannedFile[];
}

/** A handler and its program in the archive. */
export interface PlannedHandler {
  /** The function's `Handler`. */
  readonly handler: string;
  /** Its main package, as used in diagnostics and reports: an import path, or `.go` files. */
  readonly package: string;
  /** The path of its program in the archive; several handlers can share one. */
  readonly entry: string;
}

/** A linked program in an archive. */
export interface PlannedArchiveProgram {
  /** Its path in the archive. */
  readonly entry: string;
  /** The id of the run that links it. */
  readonly run: string;
  readonly executable: string;
}

export interface PlannedFile {
  readonly entry: string;
  readonly source: string;
  readonly mode: EntryMode;
}

/** The run that links a program in the plan's archives. */
export function runOf(
  { runs }: Pick<BuildPlan, 'runs'>,
  { run: id }: Pick<PlannedArchiveProgram, 'run'>,
): GoRun {
  const run = runs.find((each) => each.id === id);
  if (run === undefined) throw new TypeError(`the plan has no run ${id}`);
  return run;
}
