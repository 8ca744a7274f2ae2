import { join, relative, resolve } from 'pathe';
import { openBuildCache } from '../cache/cache.js';
import { pruneCache } from '../cache/cache-maintenance.js';
import type { LinkDirectory } from '../cache/link-directory.js';
import { acquireLock, type Lock } from '../cache/lock.js';
import { noteStore } from '../cache/notes.js';
import { type Diagnostic, diagnose, failure } from '../diagnostics/diagnose.js';
import { version } from '../diagnostics/version.js';
import type { ManifestNotes } from '../manifest/load-manifest.js';
import type { BuildPlan } from '../plan/build-plan.js';
import { documentPaths } from '../plan/document-paths.js';
import { confirmedPlan, keptPlanOf, makePlan, type PlanParts } from '../plan/plan.js';
import { modeText } from '../plan/plan-report.js';
import { recordedCommand } from '../plan/recorded-command.js';
import type { Host } from '../ports/host.js';
import { gitState } from '../provenance/git-state.js';
import { checkOutputWritable } from '../publish/check-output.js';
import { outputFailure } from '../publish/output-failure.js';
import { Publication } from '../publish/publish.js';
import { undoInterrupted } from '../publish/undo.js';
import type { MadeArchive } from './assembly.js';
import type { BuildContext } from './build-context.js';
import type { BuildOptions, PlannedBuildOptions } from './build-options.js';
import type { ArchiveReport, BuildReport } from './build-report.js';
import { makeDocuments, staleRecords } from './documents.js';
import { lineEndWarnings } from './line-ends.js';
import { waitIn, withLinkDirectories } from './link-directories.js';
import { makeArchives } from './make-archives.js';
import { silencedWarnings } from './silenced-warnings.js';
import { fileSystemMoment, InputObserver } from './watching/build-inputs.js';
import { reportContent } from './write-report.js';

/**
 * Builds a manifest: compiles the programs, checks them, and writes all archives with their provenance, or nothing.
 *
 * @throws LambdazipError with any of the codes in docs/errors.md
 */
export async function build(options: BuildOptions, host: Host, parts: PlanParts): Promise<BuildReport> {
  return await buildPlanned(options, host, (notes) => makePlan(options, host, parts, notes));
}

/**
 * Builds an existing plan.
 *
 * @throws LambdazipError `plan-stale`, `plan-unknown`, and the codes of `build`
 */
export async function buildKeptPlan(
  { plan: report, strictInputs, report: file, rememberWarnings, onEvent, signal }: PlannedBuildOptions,
  parts: PlanParts,
): Promise<BuildReport> {
  const planned = keptPlanOf(report);
  const options = { ...planned.options, strictInputs, report: file, rememberWarnings, onEvent, signal };
  return await buildPlanned(options, planned.host, () => confirmedPlan(planned, parts, signal));
}

/**
 * Opens the cache and builds the plan that the callback returns.
 *
 * @throws LambdazipError with the codes of `build`
 */
export async function buildPlanned(
  options: BuildOptions,
  host: Host,
  planned: (notes: ManifestNotes) => Promise<BuildPlan>,
): Promise<BuildReport> {
  const { signal, onEvent = () => undefined } = options;
  const cache = await openBuildCache(host, options.cache);
  let bound: number | null = null;
  try {
    const started = await fileSystemMoment(host, cache.directory);
    const plan = await planned({ notes: noteStore(host, cache), directory: cache.directory });
    bound = plan.maxCacheSize;
    onEvent({
      type: 'planned',
      archives: plan.archives.length,
      programs: plan.runs.reduce((sum, { programs }) => sum + programs.length, 0),
    });
    const context: BuildContext = { host, plan, cache, version, signal, onEvent };
    const targets = plan.archives.flatMap(({ path }) => [path, ...documentPaths(path, options)]);
    const report = reportPath(options, host);
    if (report !== undefined && targets.includes(report)) {
      throw failure('output-not-writable', {
        path: report,
        reason: 'the build also writes an archive or its provenance to this path',
      });
    }
    await checkOutputWritable(host, plan.outDir, report === undefined ? targets : [...targets, report]);
    const output = await lockOutput(context);
    try {
      return await withLinkDirectories(context, (links) =>
        makeAndWrite(context, options, { links, output, started }),
      );
    } finally {
      await output.release();
    }
  } finally {
    // Only prune if something was written.
    if (!cache.temporary && cache.written.size > 0) await pruneCache(host, cache, bound);
    await cache.close();
  }
}

function reportPath(
  { report }: BuildOptions,
  { workingDirectory }: Pick<Host, 'workingDirectory'>,
): string | undefined {
  return report === undefined ? undefined : resolve(workingDirectory, report);
}

async function lockOutput(context: BuildContext): Promise<Lock> {
  const { host, plan, signal } = context;
  const path = join(plan.outDir, '.lambdazip.lock');
  let lock: Lock;
  try {
    lock = await acquireLock(host, path, waitIn(plan.outDir, context));
  } catch (error) {
    throw signal?.aborted ? error : outputFailure(path, error);
  }
  try {
    await undoInterrupted(host, plan.outDir);
    return lock;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The state of a build before go compiles. */
interface Prepared {
  readonly links: readonly LinkDirectory[];
  readonly output: Lock;
  /** By the clock of the file system, before any input was read. */
  readonly started: number;
}

async function makeAndWrite(
  context: BuildContext,
  options: BuildOptions,
  { links, output, started }: Prepared,
): Promise<BuildReport> {
  const { host, plan, cache, signal } = context;
  const file = reportPath(options, host);
  // Started while go compiles, so that it describes the sources that were built.
  const git =
    options.provenance === false
      ? Promise.resolve(null)
      : gitState(host, {
          directory: plan.directory,
          outputs: [plan.outDir, cache.directory, ...(file === undefined ? [] : [file])],
          signal,
        });
  // Avoid an unhandled rejection if makeArchives fails first.
  git.catch(() => undefined);
  const inputs = new InputObserver(
    {
      plan,
      manifest: resolve(host.workingDirectory, plan.manifest),
      started,
      cache: cache.directory,
      notes: noteStore(host, cache),
      version,
      signal,
    },
    host,
  );
  const warnOfLineEnds = lineEndWarnings(context, inputs.embeddedFiles());
  const publication = new Publication(host, { directory: plan.outDir, signal });
  const written: string[] = [];
  try {
    const made = await makeArchives(context, links, {
      receive: async ({ path }, content) => {
        await publication.stage({ path, content });
        written.push(path);
      },
      keep: ({ path }) => publication.keep(path),
    });
    const lineEnds = await warnOfLineEnds(made.archives);
    const documents = await makeDocuments({ context, made: made.archives, options, git: await git, version });
    for (const file of documents.files) await publication.stage(file);
    const changed = await changedInputs(inputs, options, host);
    const warnings = [...made.warnings, ...lineEnds, ...documents.warnings, ...changed];
    const report = reportOf(context, options, made.archives, warnings);
    if (file !== undefined) await publication.stage({ path: file, content: reportContent(report) });
    await output.ensureHeld();
    await publication.commit(await staleRecords(host, plan, options));
    await made.note();
    const silenced = await silencedWarnings(report, context, options);
    if (silenced.length > 0) context.onEvent({ type: 'silenced', warnings: silenced });
    for (const path of written) {
      context.onEvent({ type: 'written', path: relative(host.workingDirectory, path) });
    }
    return report;
  } catch (error) {
    await publication.abandon();
    throw error;
  } finally {
    await inputs.stop();
  }
}

async function changedInputs(
  inputs: InputObserver,
  { strictInputs = false }: BuildOptions,
  host: Pick<Host, 'workingDirectory'>,
): Promise<readonly Diagnostic[]> {
  const { paths, error } = await inputs.changes();
  if (strictInputs && error !== undefined) throw error;
  if (paths.length === 0) return [];
  const values = { paths: paths.map((path) => shownPath(path, host)) };
  if (strictInputs) throw failure('inputs-unstable', values);
  return [diagnose('inputs-changed', values)];
}

function shownPath(path: string, { workingDirectory }: Pick<Host, 'workingDirectory'>): string {
  return (relative(workingDirectory, path) || '.') + (path.endsWith('/') ? '/' : '');
}

function reportOf(
  { host, plan, cache }: BuildContext,
  options: BuildOptions,
  made: readonly MadeArchive[],
  found: readonly Diagnostic[],
): BuildReport {
  return {
    archives: made.map((archive) => archiveReport(archive, options, host)),
    warnings: [
      ...cache.warnings,
      ...[...cache.damaged].map((path) => diagnose('cache-entry-damaged', { path })),
      ...plan.warnings,
      ...found,
    ],
    record: {
      variables: plan.variables,
      commands: plan.runs.map((run) => recordedCommand(run, plan.directory)),
    },
    shard: plan.shard,
  };
}

function archiveReport(
  archive: MadeArchive,
  options: BuildOptions,
  host: Pick<Host, 'workingDirectory'>,
): ArchiveReport {
  const { plan, entries, size, sha256, codeSha256 } = archive;
  return {
    name: plan.name,
    path: relative(host.workingDirectory, plan.path),
    sha256,
    codeSha256,
    size,
    unzippedSize: entries.reduce((sum, entry) => sum + entry.size, 0),
    entries: entries.map((entry) => ({
      name: entry.name,
      size: entry.size,
      sha256: entry.sha256,
      mode: modeText(entry.mode),
    })),
    layout: plan.layout,
    runtime: plan.runtime,
    architecture: plan.architecture,
    handlers: plan.handlers,
    documents: documentPaths(plan.path, options).map((path) => relative(host.workingDirectory, path)),
  };
}
