import { join, relative, resolve } from 'pathe';
import { compareNames } from './archive/names.js';
import type { BuildOptions } from './build-options.js';
import type { ArchiveReport, BuildReport, CommandRecord } from './build-report.js';
import { documentPaths } from './building/document-paths.js';
import { makeDocuments, staleRecords } from './building/documents.js';
import { waitIn, withLinkDirectories } from './building/link-directories.js';
import { type BuildContext, type MadeArchive, makeArchives } from './building/make-archives.js';
import { cacheDirectory, openCache } from './cache/cache.js';
import { pruneCache } from './cache/cache-maintenance.js';
import type { LinkDirectory } from './cache/link-directory.js';
import { acquireLock, type Lock } from './cache/lock.js';
import type { Diagnostic } from './diagnostics/diagnostic.js';
import { outputFailure } from './output/output-failure.js';
import { checkOutputWritable, publishFiles } from './output/publish.js';
import type { GoStep } from './plan/build-plan.js';
import { neededSteps } from './plan/narrow-plan.js';
import { makePlan } from './plan.js';
import { modeText } from './plan-report.js';
import type { Host } from './ports/host.js';
import { gitState } from './provenance/git-state.js';
import { version } from './version.js';

/**
 * Builds what a manifest says: compiles the programs, checks them, and writes the archives and their records, all
 * or none.
 *
 * @throws LambdazipError with the code of what went wrong; docs/errors.md has them all
 */
export async function build(options: BuildOptions, host: Host): Promise<BuildReport> {
  const { signal, onEvent = () => undefined } = options;
  const cache = await openCache(
    host,
    options.cache === false ? undefined : cacheDirectory(options.cache, host),
  );
  try {
    const plan = await makePlan(options, cache.directory, host);
    const context: BuildContext = { host, plan, cache, signal, onEvent };
    const targets = plan.archives.flatMap(({ path }) => [path, ...documentPaths(path, options)]);
    await checkOutputWritable(host, plan.outDir, targets);
    const output = await lockOutput(context);
    try {
      return await withLinkDirectories(context, (links) => makeAndWrite(context, options, links, output));
    } finally {
      await output.release();
    }
  } finally {
    if (!cache.temporary) await pruneCache(host, cache);
    await cache.close();
  }
}

async function lockOutput(context: BuildContext): Promise<Lock> {
  const { host, plan, signal } = context;
  const path = join(plan.outDir, '.lambdazip.lock');
  try {
    return await acquireLock(host, path, waitIn(plan.outDir, context));
  } catch (error) {
    throw signal?.aborted ? error : outputFailure(path, error);
  }
}

async function makeAndWrite(
  context: BuildContext,
  options: BuildOptions,
  links: readonly LinkDirectory[],
  output: Lock,
): Promise<BuildReport> {
  const { host, plan, cache, signal } = context;
  const report = options.report === undefined ? [] : [resolve(host.workingDirectory, options.report)];
  // Asked while go compiles: what it says is of the sources that were built.
  const git =
    options.provenance === false
      ? Promise.resolve(null)
      : gitState(host, {
          directory: plan.directory,
          outputs: [plan.outDir, cache.directory, ...report],
          signal,
        });
  // Where making fails first, nobody waits for git's answer.
  git.catch(() => undefined);
  const made = await makeArchives(context, links);
  const documents = await makeDocuments({ context, made: made.archives, options, git: await git, version });
  await output.ensureHeld();
  const files = made.archives.map(({ plan: { path }, bytes }) => ({ path, content: bytes }));
  const stale = await staleRecords(host, plan, options);
  await publishFiles(host, [...files, ...documents.files], { signal, remove: stale });
  for (const { path } of files) {
    context.onEvent({ type: 'written', path: relative(host.workingDirectory, path) });
  }
  return reportOf(context, options, made.archives, [...made.warnings, ...documents.warnings]);
}

function reportOf(
  { host, plan, cache }: BuildContext,
  options: BuildOptions,
  made: readonly MadeArchive[],
  found: readonly Diagnostic[],
): BuildReport {
  return {
    archives: made.map((archive) => archiveReport(archive, options, host)),
    warnings: [...cache.warnings, ...plan.warnings, ...found],
    record: {
      variables: plan.variables,
      commands: neededSteps(plan).map((step) => commandRecord(step, host.workingDirectory)),
    },
    shard: plan.shard,
  };
}

function archiveReport(archive: MadeArchive, options: BuildOptions, host: Host): ArchiveReport {
  const { plan, entries, bytes, sha256, codeSha256 } = archive;
  const sorted = [...entries].sort((a, b) => compareNames(a.name, b.name));
  return {
    name: plan.name,
    path: relative(host.workingDirectory, plan.path),
    sha256,
    codeSha256,
    size: bytes.length,
    unzippedSize: sorted.reduce((sum, { packed }) => sum + packed.size, 0),
    entries: sorted.map((entry) => ({
      name: entry.name,
      size: entry.packed.size,
      sha256: entry.sha256,
      mode: modeText(entry.mode),
    })),
    layout: plan.layout,
    runtime: plan.runtime,
    architecture: plan.architecture,
    handlers: plan.programs.map(({ handler, package: main, entry }) => ({ handler, package: main, entry })),
    documents: documentPaths(plan.path, options).map((path) => relative(host.workingDirectory, path)),
  };
}

function commandRecord(step: GoStep, workingDirectory: string): CommandRecord {
  const [, ...words] = step.command;
  const output = words.indexOf('-o');
  // The release that compiles is told by itself: one machine has it, another one tells its go to get it.
  const left = new Set([...step.inherited, 'GOTMPDIR', 'GOTOOLCHAIN']);
  return {
    go: step.toolchain.version,
    directory: relative(workingDirectory, step.workingDirectory) || '.',
    arguments: [
      ...words.filter((_, index) => index !== output && index !== output + 1),
      ...step.programs.flatMap((program) => program.arguments),
    ],
    environment: Object.fromEntries(Object.entries(step.environment).filter(([name]) => !left.has(name))),
  };
}
