import { relative } from 'pathe';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { shownEnvironment } from '../go/environment.js';
import type { Architecture } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import type { BootstrapKind, Layout } from '../manifest/manifest.js';
import { argvOf, type BuildPlan, type GoStep, type PlannedArchive } from './build-plan.js';
import { type DocumentOptions, documentPaths } from './document-paths.js';
import { neededSteps } from './narrow-plan.js';

/** What a build would do, to be shown. Paths are relative to the working directory, but those in commands. */
export interface PlanReport {
  readonly manifest: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly commands: readonly PlannedCommand[];
  readonly archives: readonly PlannedArchiveReport[];
  readonly warnings: readonly Diagnostic[];
}

export interface PlannedCommand {
  /** The release that compiles, such as `1.26.8`. */
  readonly go: string;
  readonly workingDirectory: string;
  readonly argv: readonly string[];
  /** The complete environment; credentials are replaced by `***`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The names in `environment` that are taken over from the machine. */
  readonly inherited: readonly string[];
}

export interface PlannedArchiveReport {
  readonly name: string;
  readonly path: string;
  readonly layout: Layout;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  readonly bootstrap: BootstrapKind | null;
  readonly compression: number;
  readonly handlers: readonly HandlerReport[];
  readonly files: readonly {
    readonly name: string;
    readonly source: string;
    readonly mode: '0755' | '0644';
  }[];
  /** What would be written beside it: its record, its bill of materials. */
  readonly documents: readonly string[];
}

export interface HandlerReport {
  /** The function's `Handler`. */
  readonly handler: string;
  /** The import path, or the `.go` files. */
  readonly package: string;
  /** The path of its program in the archive. */
  readonly entry: string;
}

/** The plan as it is shown and printed as JSON. */
export function planReport(plan: BuildPlan, workingDirectory: string, options: DocumentOptions): PlanReport {
  const shown = (path: string): string => relative(workingDirectory, path) || '.';
  return {
    manifest: plan.manifest,
    variables: plan.variables,
    commands: neededSteps(plan).map((step) => plannedCommand(step, shown)),
    archives: plan.archives.map((archive) => plannedArchive(archive, shown, options)),
    warnings: plan.warnings,
  };
}

function plannedCommand(step: GoStep, shown: (path: string) => string): PlannedCommand {
  return {
    go: step.toolchain.version,
    workingDirectory: shown(step.workingDirectory),
    argv: argvOf(step),
    environment: shownEnvironment(step.environment),
    inherited: [...step.inherited].sort(),
  };
}

function plannedArchive(
  archive: PlannedArchive,
  shown: (path: string) => string,
  options: DocumentOptions,
): PlannedArchiveReport {
  const { name, path, layout, runtime, architecture, bootstrap, compression, programs, files } = archive;
  return {
    name,
    path: shown(path),
    layout,
    runtime,
    architecture,
    bootstrap,
    compression,
    handlers: programs.map(({ handler, package: main, entry }) => ({ handler, package: main, entry })),
    files: files.map(({ entry, source, mode }) => ({
      name: entry,
      source: shown(source),
      mode: modeText(mode),
    })),
    documents: documentPaths(path, options).map(shown),
  };
}

/** A mode as reports write it. */
export function modeText(mode: 0o755 | 0o644): '0755' | '0644' {
  return mode === 0o755 ? '0755' : '0644';
}
