import { relative } from 'pathe';
import type { BootstrapKind } from '../bootstrap/kinds.js';
import type { Diagnostic } from '../diagnostics/diagnose.js';
import { shownEnvironment } from '../go/environment.js';
import type { GoRun, RunDirectories } from '../go/go-run.js';
import { buildCommand, inheritedNames } from '../go/run-command.js';
import type { Architecture } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import type { Layout } from '../manifest/layouts.js';
import type { BuildPlan, PlannedArchive } from './build-plan.js';
import { type DocumentOptions, documentPaths } from './document-paths.js';
import { type GoCommand, recordedCommand } from './recorded-command.js';

/** What a build would do, to be shown. Paths are relative to the working directory, except those in `machine` of a command. */
export interface PlanReport {
  readonly manifest: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly commands: readonly PlannedCommand[];
  readonly archives: readonly PlannedArchiveReport[];
  readonly warnings: readonly Diagnostic[];
}

/** A go command as reports and provenance have it, and as this machine would start it. */
export interface PlannedCommand extends GoCommand {
  readonly machine: MachineCommand;
}

/** A go command with what belongs to this machine. */
export interface MachineCommand {
  readonly workingDirectory: string;
  readonly argv: readonly string[];
  /** The complete environment; credentials are replaced by `***`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The names in `environment` that are taken over from the machine. */
  readonly inherited: readonly string[];
}

/** An archive that a build would write. */
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

/** A handler, and the program that answers it. */
export interface HandlerReport {
  /** The function's `Handler`. */
  readonly handler: string;
  /** The import path, or the `.go` files. */
  readonly package: string;
  /** The path of its program in the archive. */
  readonly entry: string;
}

export interface PlanReportOptions {
  readonly workingDirectory: string;
  /** Where go would write during a run. */
  readonly directories: (run: GoRun) => RunDirectories;
  readonly documents: DocumentOptions;
}

/** The plan as it is shown and printed as JSON. */
export function planReport(plan: BuildPlan, options: PlanReportOptions): PlanReport {
  const shown = (path: string): string => relative(options.workingDirectory, path) || '.';
  return {
    manifest: plan.manifest,
    variables: plan.variables,
    commands: plan.runs.map((run) => ({
      ...recordedCommand(run, plan.directory),
      machine: machineCommand(run, options.directories(run), shown),
    })),
    archives: plan.archives.map((archive) => plannedArchive(archive, shown, options.documents)),
    warnings: plan.warnings,
  };
}

function machineCommand(
  run: GoRun,
  directories: RunDirectories,
  shown: (path: string) => string,
): MachineCommand {
  const { argv, workingDirectory, environment } = buildCommand(run, directories);
  return {
    workingDirectory: shown(workingDirectory),
    argv,
    environment: shownEnvironment(environment),
    inherited: inheritedNames(run).sort(),
  };
}

function plannedArchive(
  archive: PlannedArchive,
  shown: (path: string) => string,
  options: DocumentOptions,
): PlannedArchiveReport {
  const { name, path, layout, runtime, architecture, bootstrap, compression, handlers, files } = archive;
  return {
    name,
    path: shown(path),
    layout,
    runtime,
    architecture,
    bootstrap,
    compression,
    handlers,
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
