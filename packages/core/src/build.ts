import { join, relative } from 'pathe';
import { assembleArchive } from './archive/create-archive.js';
import { base64Of, hexOf } from './archive/hex.js';
import { compareNames } from './archive/names.js';
import type { BuildOptions } from './build-options.js';
import type { ArchiveReport, BuildReport, CommandRecord } from './build-report.js';
import { type Cache, cacheDirectory, openCache } from './cache/cache.js';
import { pruneCache } from './cache/cache-maintenance.js';
import { type LinkDirectory, openLinkDirectory } from './cache/link-directory.js';
import { acquireLock, type Lock, type LockOptions } from './cache/lock.js';
import { packedStore } from './cache/packed-store.js';
import { checkSizes } from './check/check-sizes.js';
import type { Diagnostic } from './diagnostics/diagnostic.js';
import { failure, LambdazipError } from './diagnostics/lambdazip-error.js';
import { compile } from './go/compile.js';
import { outputFailure } from './output/output-failure.js';
import { checkOutputWritable, publishFiles } from './output/publish.js';
import { type PackedArchive, packArchives } from './packing/pack-archives.js';
import type { BuildPlan, GoStep } from './plan/build-plan.js';
import { makePlan } from './plan.js';
import { modeText } from './plan-report.js';
import type { BuildEvent } from './ports/build-event.js';
import type { Host } from './ports/host.js';

/** What the parts of a build share. */
interface BuildContext {
  readonly host: Host;
  readonly plan: BuildPlan;
  readonly cache: Cache;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: BuildEvent) => void;
}

/**
 * Builds what a manifest says: compiles the programs, checks them, and writes the archives, all or none.
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
    await checkOutputWritable(
      host,
      plan.outDir,
      plan.archives.map(({ path }) => path),
    );
    const output = await lockOutput(context);
    try {
      return await withLinkDirectories(context, (links) => compileAndPack(context, links, output));
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

function waitIn(directory: string, { host, signal, onEvent }: BuildContext): LockOptions {
  const path = relative(host.workingDirectory, directory) || '.';
  return {
    signal,
    onWait: (holder) => onEvent({ type: 'waiting', path, processId: holder?.processId ?? null }),
  };
}

/** Holds the directories that go links into, until the programs in them have been read. */
async function withLinkDirectories<Result>(
  context: BuildContext,
  action: (links: readonly LinkDirectory[]) => Promise<Result>,
): Promise<Result> {
  const { host, plan, cache } = context;
  const links = new Map<string, LinkDirectory>();
  try {
    // In one order for all builds: two that need the same two directories must not wait for each other.
    for (const key of plan.steps.map((step) => step.key).sort(compareNames)) {
      links.set(key, await openLinkDirectory(host, cache, key, waitIn(cache.directory, context)));
    }
    return await action([...links.values()]);
  } finally {
    await Promise.all([...links.values()].map((link) => link.release()));
  }
}

async function compileAndPack(
  context: BuildContext,
  links: readonly LinkDirectory[],
  output: Lock,
): Promise<BuildReport> {
  const { host, plan, cache, signal } = context;
  const findings = await compileSteps(context);
  if (findings.length > 0) {
    // A go that was killed may have left half a program behind.
    if (findings.every(({ code }) => code !== 'go-killed')) await completeAll(links);
    throw compileFailure(findings, plan);
  }
  const deflater = host.openDeflater();
  const found: Diagnostic[] = [];
  try {
    const packed = await packArchives(
      {
        plan,
        packer: { deflater, store: packedStore(host, cache), sha256: host.sha256 },
        programPath: (step, executable) => `${plan.steps[step]?.output ?? ''}${executable}`,
        report: (finding) => found.push(finding),
        onEvent: context.onEvent,
        signal,
      },
      host,
    );
    await completeAll(links);
    const written = await Promise.all(packed.map((archive) => assemble(archive, found)));
    throwIfRefused(found);
    await output.ensureHeld();
    await publishFiles(
      host,
      written.map(({ path, bytes }) => ({ path, content: bytes })),
      { signal },
    );
    for (const { path } of written)
      context.onEvent({ type: 'written', path: relative(host.workingDirectory, path) });
    return reportOf(context, packed, written, found);
  } finally {
    await deflater.close();
  }
}

// Only then may the next build trust what stands in the directories.
async function completeAll(links: readonly LinkDirectory[]): Promise<void> {
  await Promise.all(links.map((link) => link.complete()));
}

async function compileSteps({ host, plan, signal, onEvent }: BuildContext): Promise<Diagnostic[]> {
  const findings: Diagnostic[] = [];
  for (const [index, step] of plan.steps.entries()) {
    signal?.throwIfAborted();
    onEvent({ type: 'compiling', step: index + 1, steps: plan.steps.length, programs: step.programs.length });
    const failed = await compile(host, {
      ...step,
      argv: step.command,
      signal,
      onProgress: (action, name) => onEvent({ type: 'package', action, name }),
    });
    findings.push(...failed);
  }
  return findings;
}

function compileFailure(findings: readonly Diagnostic[], plan: BuildPlan): LambdazipError {
  const failed = new Set(findings.flatMap(({ handlers = [] }) => handlers));
  const total = plan.steps.reduce(
    (sum, { programs }) => sum + programs.flatMap(({ handlers }) => handlers).length,
    0,
  );
  const killed = findings.find(({ code }) => code === 'go-killed');
  if (killed !== undefined) return new LambdazipError('go-killed', killed.message, findings);
  const { message } = failure('compile-failed', { count: failed.size, total });
  return new LambdazipError('compile-failed', message, findings);
}

interface WrittenArchive {
  readonly path: string;
  readonly bytes: Uint8Array;
}

async function assemble({ plan, entries }: PackedArchive, found: Diagnostic[]): Promise<WrittenArchive> {
  const bytes = await assembleArchive(
    entries.map(({ name, mode, packed }) => ({ name, mode, content: packed })),
    plan.compression,
  );
  const sizes = entries.map(({ name, packed }) => ({
    name,
    size: packed.size,
    compressedSize: packed.compressed.length,
  }));
  found.push(...checkSizes({ archive: plan.name, zippedSize: bytes.length, entries: sizes }));
  return { path: plan.path, bytes };
}

function throwIfRefused(found: readonly Diagnostic[]): void {
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const { message } = failure('check-failed', { count: errors.length });
  throw new LambdazipError('check-failed', message, found);
}

function reportOf(
  { host, plan, cache }: BuildContext,
  packed: readonly PackedArchive[],
  written: readonly WrittenArchive[],
  found: readonly Diagnostic[],
): BuildReport {
  return {
    archives: packed.map((archive, index) =>
      archiveReport(archive, written[index]?.bytes ?? new Uint8Array(), host),
    ),
    warnings: [...cache.warnings, ...plan.warnings, ...found],
    record: {
      variables: plan.variables,
      commands: plan.steps.map((step) => commandRecord(step, host.workingDirectory)),
    },
  };
}

function archiveReport({ plan, entries }: PackedArchive, bytes: Uint8Array, host: Host): ArchiveReport {
  const digest = host.sha256(bytes);
  const sorted = [...entries].sort((a, b) => compareNames(a.name, b.name));
  return {
    name: plan.name,
    path: relative(host.workingDirectory, plan.path),
    sha256: hexOf(digest),
    codeSha256: base64Of(digest),
    size: bytes.length,
    unzippedSize: sorted.reduce((sum, { packed }) => sum + packed.size, 0),
    entries: sorted.map(({ name, packed, sha256, mode }) => ({
      name,
      size: packed.size,
      sha256,
      mode: modeText(mode),
    })),
    layout: plan.layout,
    runtime: plan.runtime,
    architecture: plan.architecture,
    handlers: plan.programs.map(({ handler, package: main, entry }) => ({ handler, package: main, entry })),
  };
}

function commandRecord(step: GoStep, workingDirectory: string): CommandRecord {
  const [, ...words] = step.command;
  const output = words.indexOf('-o');
  const inherited = new Set([...step.inherited, 'GOTMPDIR']);
  return {
    go: step.toolchain.version,
    directory: relative(workingDirectory, step.workingDirectory) || '.',
    arguments: [
      ...words.filter((_, index) => index !== output && index !== output + 1),
      ...step.programs.flatMap((program) => program.arguments),
    ],
    environment: Object.fromEntries(
      Object.entries(step.environment).filter(([name]) => !inherited.has(name)),
    ),
  };
}
