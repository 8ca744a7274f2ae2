import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { type PackageFile, readPackage } from '../inspect/read-package.js';
import type { Host } from '../ports/host.js';
import { undoAbove } from '../publish/locked-directory.js';
import { compareArchives } from './compare-archives.js';
import { comparedArchive } from './compared-archive.js';
import type { ArchiveComparison, Verdict } from './comparison.js';

/** The files to compare. */
export interface DiffOptions {
  /** A zip of any tool; relative to the working directory. */
  readonly a: string;
  /** The zip to compare it with; relative to the working directory. */
  readonly b: string;
  /** Ends the work: no child process and no partial file is left. Default: nothing ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** How two zips differ. */
export interface DiffReport {
  readonly verdict: Verdict;
  readonly files: readonly [DiffedFile, DiffedFile];
  /** null unless both files are zips. */
  readonly comparison: ArchiveComparison | null;
  /** Why they cannot be compared entry by entry. */
  readonly findings: readonly Diagnostic[];
}

/** A file that was compared. */
export interface DiffedFile {
  /** Relative to the working directory. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal; null if the file is larger than Lambda's package limit and was not read. */
  readonly sha256: string | null;
}

/**
 * Compares two zips of any tool, coarse to fine, and reports the likely causes of each difference.
 *
 * @throws LambdazipError `archive-unreadable`
 */
export async function diff({ a, b, signal }: DiffOptions, host: Host): Promise<DiffReport> {
  await undoAbove(host, [a, b]);
  const first = await readPackage(a, host);
  const second = await readPackage(b, host);
  const files = [diffedFile(first), diffedFile(second)] as const;
  if (first.content !== null && first.content.sha256 === second.content?.sha256) {
    return { verdict: 'same', files, comparison: { isSame: true, entries: [], causes: [] }, findings: [] };
  }
  const opened = [openZip(first), openZip(second)] as const;
  const [found, other] = opened;
  if ('finding' in found || 'finding' in other) {
    const findings = opened.flatMap((each) => ('finding' in each ? [each.finding] : []));
    return { verdict: 'different', files, comparison: null, findings };
  }
  const comparison = await compareArchives({ found, other, otherFile: second.path, signal });
  return { verdict: 'different', files, comparison, findings: [] };
}

function diffedFile({ path, size, content }: PackageFile): DiffedFile {
  return { path, size, sha256: content?.sha256 ?? null };
}

function openZip({ path, content }: PackageFile) {
  const reading = content === null ? "larger than Lambda's package limit" : comparedArchive(content.bytes);
  if (typeof reading !== 'string') return reading;
  return { finding: diagnose('verify-damaged', { reason: `${path}: ${reading}` }) };
}
