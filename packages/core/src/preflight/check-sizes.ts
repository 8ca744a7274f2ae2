import { compareStrings } from '../bytes/compare.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { quotas } from '../lambda/quotas.js';

/** Sizes in bytes. */
export interface ArchiveSizes {
  /** The archive's name in the manifest. */
  readonly archive: string;
  /** Of the whole zip. */
  readonly zippedSize: number;
  readonly entries: readonly EntrySizes[];
}

export interface EntrySizes {
  readonly name: string;
  readonly size: number;
  readonly compressedSize: number;
}

const mostNamed = 5;

/**
 * Holds an archive against Lambda's quotas: `check-unzipped-too-large` is an error, `check-zipped-too-large` a
 * warning, since S3 takes larger ones.
 */
export function checkSizes({ archive, zippedSize, entries }: ArchiveSizes): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const unzipped = entries.reduce((sum, { size }) => sum + size, 0);
  if (unzipped > quotas.unzippedSize) {
    const largest = largestOf(entries, ({ size }) => size);
    const values = { archive, size: mebibytes(unzipped), limit: mebibytes(quotas.unzippedSize), largest };
    findings.push(diagnose('check-unzipped-too-large', values));
  }
  if (zippedSize > quotas.zippedSize) {
    const largest = largestOf(entries, ({ compressedSize }) => compressedSize);
    const values = { archive, size: mebibytes(zippedSize), limit: mebibytes(quotas.zippedSize), largest };
    findings.push(diagnose('check-zipped-too-large', values));
  }
  return findings;
}

function largestOf(entries: readonly EntrySizes[], sizeOf: (entry: EntrySizes) => number): string {
  return [...entries]
    .sort((a, b) => sizeOf(b) - sizeOf(a) || compareStrings(a.name, b.name))
    .slice(0, mostNamed)
    .map((entry) => `${entry.name} (${mebibytes(sizeOf(entry))})`)
    .join(', ');
}

// Rounded up, so that a size over a limit never reads like the limit itself.
function mebibytes(bytes: number): string {
  return `${(Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1)} MiB`;
}
