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
  /** The paths of the programs of its handlers, one per handler. Default: not known. */
  readonly programs?: readonly string[] | undefined;
}

export interface EntrySizes {
  readonly name: string;
  readonly size: number;
  readonly compressedSize: number;
}

type NamedSize = Readonly<Pick<EntrySizes, 'name' | 'size'>>;

const mostNamed = 5;

/**
 * Checks the size of an archive against Lambda's quotas: `check-unzipped-too-large` is an error,
 * `check-zipped-too-large` a warning, since larger archives can be uploaded through S3.
 */
export function checkSizes({ archive, zippedSize, entries, programs = [] }: ArchiveSizes): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const own = ownPrograms(entries, programs);
  const unzipped = entries.reduce((sum, { size }) => sum + size, 0);
  if (unzipped > quotas.unzippedSize) {
    const largest = largestOf(entries, ({ size }) => size);
    const values = { archive, size: unzipped, limit: quotas.unzippedSize, largest, ...own };
    findings.push(diagnose('check-unzipped-too-large', values));
  }
  if (zippedSize > quotas.zippedSize) {
    const largest = largestOf(entries, ({ compressedSize }) => compressedSize);
    const values = { archive, size: zippedSize, limit: quotas.zippedSize, largest, ...own };
    findings.push(diagnose('check-zipped-too-large', values));
  }
  return findings;
}

/** The programs of an archive in which each handler has its own; none if handlers share a program. */
function ownPrograms(entries: readonly EntrySizes[], programs: readonly string[]) {
  const names = new Set(programs);
  if (names.size < programs.length) return { programs: 0, programSize: 0 };
  const sizes = entries.filter(({ name }) => names.has(name)).map(({ size }) => size);
  return { programs: sizes.length, programSize: sizes.reduce((sum, size) => sum + size, 0) };
}

function largestOf(entries: readonly EntrySizes[], sizeOf: (entry: EntrySizes) => number): NamedSize[] {
  return [...entries]
    .sort((a, b) => sizeOf(b) - sizeOf(a) || compareStrings(a.name, b.name))
    .slice(0, mostNamed)
    .map((entry) => ({ name: entry.name, size: sizeOf(entry) }));
}
