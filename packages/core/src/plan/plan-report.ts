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

/** What a build would do. Paths are relative to the working directory, except in the `machine` of a command. */
export interface PlanReport {
  readonly manifest: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly commands: readonly PlannedCommand[];
  readonly archives: readonly PlannedArchiveReport[];
  readonly warnings: readonly Diagnostic[];
}

/** A go command as it appears in reports and provenance, and as it would be run in this environment. */
export interface PlannedCommand extends GoCommand {
  readonly machine: MachineCommand;
}

/** The parts of a go command that depend on the environment. */
export interface MachineCommand {
  readonly workingDirectory: string;
  readonly argv: readonly string[];
  /** The complete environment. Credentials are replaced by `***`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The names in `environment` that are inherited from the caller's environment. */
  readonly inherited: readonly string[];
}

/** An archive that the build would write. */
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
  /** The files that would be written next to it: provenance, bill of materials. */
  readonly documents: readonly string[];
}

/** A handler and its program. */
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
  /** The directories that go would write to during a run. */
  readonly directories: (run: GoRun) => RunDirectories;
  readonly documents: DocumentOptions;
}

/** The plan as shown to users and printed as JSON. */
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

/** A mode as written in reports. */
export function modeText(mode: 0o755 | 0o644): '0755' | '0644' {
  return mode === 0o755 ? '0755' : '0644';
}
