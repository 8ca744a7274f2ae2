import type { BootstrapKind } from '../../bootstrap/kinds.js';
import type { GoProgram } from '../../go/go-run.js';
import type { Architecture } from '../../lambda/architectures.js';
import type { Runtime } from '../../lambda/runtimes.js';
import type { ArchiveSpec } from '../../manifest/manifest.js';
import type { PlannedFile } from '../build-plan.js';
import type { HandlerPackage } from '../packages.js';

/** How a layout makes programs and archives. What follows for others is in manifest/layouts.ts. */
export interface LayoutRules {
  /** Tells programs apart: main packages of one name are linked into one program. */
  readonly programName: (main: HandlerPackage) => string;
  /** The program that answers to handlers; their main packages have one name. */
  readonly programOf: (mains: MainPackages) => LinkedProgram;
  /** The archives that an archive of the manifest makes. */
  readonly archivesOf: (contents: ArchiveContents) => readonly LaidOutArchive[];
}

export type MainPackages = readonly [HandlerPackage, ...HandlerPackage[]];

/** A program that go links. */
export interface LinkedProgram extends Omit<GoProgram, 'handlers'> {
  /** The name of the run that links nothing else; null if others may join it. */
  readonly ownRun: string | null;
}

/** Where the program of a handler comes from. */
export interface ProgramSource {
  readonly main: HandlerPackage;
  /** The id of the run. */
  readonly run: string;
  readonly executable: string;
}

/** An archive of the manifest with all that was found for it. */
export interface ArchiveContents {
  readonly spec: ArchiveSpec;
  readonly sources: readonly ProgramSource[];
  readonly files: readonly PlannedFile[];
}

/** An archive that has no place on disk yet. */
export interface LaidOutArchive {
  /** That of its zip, too. */
  readonly name: string;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** null if a program is the entry `bootstrap`. */
  readonly bootstrap: BootstrapKind | null;
  /** What answers to each handler. Several can have one entry, if it is one program. */
  readonly placed: readonly PlacedProgram[];
}

/** A program, and its path in the archive. */
export interface PlacedProgram {
  readonly source: ProgramSource;
  readonly entry: string;
}
