import { type ArchivedEntry, type ArchiveProblem, readArchive } from '../archive/read-archive.js';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { buildInfoOf, type GoBuildInfo, isStartable } from '../go/build-info.js';
import { quotas } from '../lambda/quotas.js';
import type { Host } from '../ports/host.js';
import { type Recreation, type RecreationProblem, recreateArchive } from './recreate.js';

export interface CanonicalRequest {
  readonly bytes: Uint8Array;
  /** The deflate level to try first. */
  readonly likelyLevel?: number | undefined;
  /** How many contents are processed in parallel. */
  readonly jobs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface CanonicalResult {
  readonly findings: readonly Diagnostic[];
  readonly level: number | null;
  /** Facts of the contents; null if some could not be read. */
  readonly entries: readonly CheckedEntry[] | null;
}

export interface CheckedEntry {
  readonly name: string;
  /** Of the content; hexadecimal. */
  readonly sha256: string;
  readonly info: GoBuildInfo | undefined;
}

/** Checks that a file is an archive of format 1, and can be re-created byte for byte from its own content. */
export async function checkCanonical(
  request: CanonicalRequest,
  host: Pick<Host, 'openDeflater'>,
): Promise<CanonicalResult> {
  const { entries, problems } = readArchive(request.bytes, quotas.unzippedSize);
  if (problems.length > 0) return { findings: problems.map(problemFinding), level: null, entries: null };
  const checked: CheckedEntry[] = [];
  const modes: Diagnostic[] = [];
  const { level, problems: differences } = await recreate(entries, request, host, (entry, content) => {
    const info = buildInfoOf(content);
    checked.push({ name: entry.name, sha256: hexOf(sha256Of(content)), info });
    modes.push(...modeFindings(entry, info));
  });
  const findings = [...differences.map(differenceFinding), ...modes];
  return { findings, level, entries: checked.length === entries.length ? checked : null };
}

async function recreate(
  entries: readonly ArchivedEntry[],
  { likelyLevel, jobs, signal }: CanonicalRequest,
  host: Pick<Host, 'openDeflater'>,
  onContent: (entry: ArchivedEntry, content: Uint8Array) => void,
): Promise<Recreation> {
  const deflater = host.openDeflater({ workers: jobs });
  try {
    return await recreateArchive({
      entries,
      deflater,
      atOnce: jobs,
      likelyLevel,
      signal,
      onContent,
    });
  } finally {
    await deflater.close();
  }
}

// The format allows both modes for any file, but the bootstrap and Go programs must be executable.
function modeFindings({ name, mode }: ArchivedEntry, info: GoBuildInfo | undefined): Diagnostic[] {
  if (mode === 0o755) return [];
  if (name === 'bootstrap') return [diagnose('verify-not-executable', { entry: name, what: 'bootstrap' })];
  if (info === undefined || !isStartable(info)) return [];
  return [diagnose('verify-not-executable', { entry: name, what: 'go-program' })];
}

function problemFinding(problem: ArchiveProblem): Diagnostic {
  switch (problem.kind) {
    case 'field':
      return diagnose('verify-field', { ...problem.deviation, others: problem.others });
    case 'damage':
      return diagnose('verify-damaged', { reason: problem.reason });
    case 'name':
      return diagnose('archive-name-invalid', { name: problem.name, reason: problem.reason });
    case 'collision':
      return diagnose('archive-name-collision', problem.collision);
    case 'order':
      return diagnose('verify-order', { name: problem.name, before: problem.before });
    default:
      return problem satisfies never;
  }
}

function differenceFinding(problem: RecreationProblem): Diagnostic {
  if (problem.kind === 'content') {
    return diagnose('verify-content', { entry: problem.entry, reason: problem.reason });
  }
  return diagnose('verify-encoder', { names: problem.entries, level: problem.level });
}
