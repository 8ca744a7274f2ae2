import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { quotas } from '../lambda/quotas.js';

/** Sizes in bytes. */
export interface ArchiveSizes {
  readonly archive: string;
  readonly zippedSize: number;
  readonly entries: readonly {
    readonly name: string;
    readonly size: number;
    readonly compressedSize: number;
  }[];
}

/** Holds an archive against Lambda's quotas: unzipped is a limit, zipped only for a direct upload. */
export function checkSizes({ archive, zippedSize, entries }: ArchiveSizes): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const unzipped = entries.reduce((sum, { size }) => sum + size, 0);
  if (unzipped > quotas.unzippedSize) {
    const largest = largestOf(entries.map(({ name, size }) => ({ name, size })));
    const values = { archive, size: mebibytes(unzipped), limit: mebibytes(quotas.unzippedSize), largest };
    findings.push(diagnose('check-unzipped-too-large', values));
  }
  if (zippedSize > quotas.zippedSize) {
    const largest = largestOf(entries.map(({ name, compressedSize }) => ({ name, size: compressedSize })));
    const values = { archive, size: mebibytes(zippedSize), limit: mebibytes(quotas.zippedSize), largest };
    findings.push(diagnose('check-zipped-too-large', values));
  }
  return findings;
}

function largestOf(entries: readonly { readonly name: string; readonly size: number }[]): string {
  return [...entries]
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))
    .slice(0, 5)
    .map(({ name, size }) => `${name} (${mebibytes(size)})`)
    .join(', ');
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
