import type { BootstrapKind } from '../../bootstrap/kinds.js';
import type { Architecture } from '../../lambda/architectures.js';
import type { Runtime } from '../../lambda/runtimes.js';
import type { ArchiveSpec } from '../../manifest/manifest.js';
import type { PlannedFile } from '../build-plan.js';
import type { HandlerPackage } from '../packages.js';

/** How a layout creates programs and archives. The facts that other code relies on are in manifest/layouts.ts. */
export interface LayoutRules {
  /** Identifies programs: main packages with the same name are linked into one program. */
  readonly programName: (main: HandlerPackage) => string;
  /** The program of handlers with the same name. */
  readonly programOf: (mains: MainPackages) => LinkedProgram;
  /** The archives made from an archive in the manifest. */
  readonly archivesOf: (contents: ArchiveContents) => readonly LaidOutArchive[];
}

export type MainPackages = readonly [HandlerPackage, ...HandlerPackage[]];

/** A program that go links. */
export interface LinkedProgram {
  /** The file's name in the run's output directory. */
  readonly executable: string;
  /** The name of the run that links only this program; null if others may join the run. */
  readonly ownRun: string | null;
  /** Whether it contains several main packages, which go does not link by itself. */
  readonly isMulticall: boolean;
}

/** Where the program of a handler comes from. */
export interface ProgramSource {
  readonly main: HandlerPackage;
  /** The id of the run. */
  readonly run: string;
  readonly executable: string;
}

/** An archive in the manifest with everything found for it. */
export interface ArchiveContents {
  readonly spec: ArchiveSpec;
  readonly sources: readonly ProgramSource[];
  readonly files: readonly PlannedFile[];
}

/** An archive without a path on disk yet. */
export interface LaidOutArchive {
  /** Also the name of its zip. */
  readonly name: string;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** null if a program is the entry `bootstrap`. */
  readonly bootstrap: BootstrapKind | null;
  /** The program of each handler. Several handlers can share an entry if it is the same program. */
  readonly placed: readonly PlacedProgram[];
}

/** A program, and its path in the archive. */
export interface PlacedProgram {
  readonly source: ProgramSource;
  readonly entry: string;
}
