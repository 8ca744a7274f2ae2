import { type Diagnostic, diagnose, failureOf } from '../diagnostics/diagnose.js';
import { archiveNameProblem, findCollisions } from './names.js';
import { entryLimit, sizeLimit, zipFormat } from './zip-format.js';

/** The facts that decide whether an entry can be written. */
export interface EntryFacts {
  readonly name: string;
  readonly mode: number;
  /** Bytes before compression. */
  readonly size: number;
}

/** Throws one LambdazipError that lists everything that archive format 1 does not allow. */
export function throwIfUnfit(entries: readonly EntryFacts[], level: number): void {
  const findings: Diagnostic[] = [];
  if (!Number.isInteger(level) || level < 1 || level > 9) {
    findings.push(diagnose('archive-level-invalid', { level }));
  }
  for (const { name, mode, size } of entries) {
    const reason = archiveNameProblem(name);
    if (reason !== undefined) findings.push(diagnose('archive-name-invalid', { name, reason }));
    if (mode !== 0o755 && mode !== 0o644) findings.push(diagnose('archive-mode-invalid', { name, mode }));
    if (size > sizeLimit) {
      findings.push(
        diagnose('archive-too-large', { entry: name, unit: 'bytes', found: size, limit: sizeLimit }),
      );
    }
  }
  for (const collision of findCollisions(entries.map(({ name }) => name))) {
    findings.push(diagnose('archive-name-collision', collision));
  }
  if (entries.length > entryLimit) {
    findings.push(
      diagnose('archive-too-large', {
        entry: null,
        unit: 'entries',
        found: entries.length,
        limit: entryLimit,
      }),
    );
  }
  throwFirst(findings);
}

/** Throws if an archive with these compressed sizes would need zip64. */
export function throwIfTooLong(entries: readonly { readonly name: string; readonly length: number }[]): void {
  const { localFileHeaderLength, centralDirectoryLength, endOfCentralDirectoryLength } = zipFormat;
  const headers = localFileHeaderLength + centralDirectoryLength;
  const total = entries.reduce<number>(
    (sum, { name, length }) => sum + headers + 2 * name.length + length,
    endOfCentralDirectoryLength,
  );
  if (total > sizeLimit) {
    throwFirst([
      diagnose('archive-too-large', { entry: null, unit: 'bytes', found: total, limit: sizeLimit }),
    ]);
  }
}

function throwFirst(findings: readonly Diagnostic[]): void {
  const [first] = findings;
  if (first !== undefined) throw failureOf(first, findings);
}
