import { assembleArchive } from '../archive/create-archive.js';
import { base64Of, hexOf } from '../archive/hex.js';
import type { Cache } from '../cache/cache.js';
import type { LinkDirectory } from '../cache/link-directory.js';
import { packedStore } from '../cache/packed-store.js';
import { checkSizes } from '../check/check-sizes.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { failure, LambdazipError } from '../diagnostics/lambdazip-error.js';
import { compile } from '../go/compile.js';
import { type PackedArchive, type PackedArchiveEntry, packArchives } from '../packing/pack-archives.js';
import type { BuildPlan, PlannedArchive } from '../plan/build-plan.js';
import { neededSteps } from '../plan/narrow-plan.js';
import type { BuildEvent } from '../ports/build-event.js';
import type { Host } from '../ports/host.js';

/** What the parts of a build share. */
export interface BuildContext {
  readonly host: Host;
  readonly plan: BuildPlan;
  readonly cache: Cache;
  /** How many contents are compressed at once. Default: the processors that this process may use. */
  readonly workers?: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: BuildEvent) => void;
}

/** An archive that was built and is not written yet. */
export interface MadeArchive {
  readonly plan: PlannedArchive;
  readonly entries: readonly PackedArchiveEntry[];
  readonly bytes: Uint8Array;
  /** Of the zip; hexadecimal. */
  readonly sha256: string;
  /** The same in base64, as Lambda has it. */
  readonly codeSha256: string;
}

export interface MadeArchives {
  readonly archives: readonly MadeArchive[];
  /** Warnings of the checks. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Compiles the programs of a plan into its link directories, checks them, and puts the archives together in
 * memory. Nothing but the cache is written.
 *
 * @throws LambdazipError `compile-failed`, `go-killed`, `check-failed`, and what packing throws
 */
export async function makeArchives(
  context: BuildContext,
  links: readonly LinkDirectory[],
): Promise<MadeArchives> {
  const { host, plan, cache, signal } = context;
  const findings = await compileSteps(context);
  if (findings.length > 0) {
    // A go that was killed may have left half a program behind.
    if (findings.every(({ code }) => code !== 'go-killed')) await completeAll(links);
    throw compileFailure(findings, plan);
  }
  const deflater = host.openDeflater({ workers: context.workers });
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
    const archives = await Promise.all(packed.map((archive) => assemble(archive, host, found)));
    throwIfRefused(found);
    return { archives, warnings: found };
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
  const steps = neededSteps(plan);
  for (const [index, step] of steps.entries()) {
    signal?.throwIfAborted();
    onEvent({ type: 'compiling', step: index + 1, steps: steps.length, programs: step.programs.length });
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

async function assemble(
  { plan, entries }: PackedArchive,
  host: Host,
  found: Diagnostic[],
): Promise<MadeArchive> {
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
  const digest = host.sha256(bytes);
  return { plan, entries, bytes, sha256: hexOf(digest), codeSha256: base64Of(digest) };
}

function throwIfRefused(found: readonly Diagnostic[]): void {
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const { message } = failure('check-failed', { count: errors.length });
  throw new LambdazipError('check-failed', message, found);
}
