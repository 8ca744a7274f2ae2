import { relative, resolve } from 'pathe';
import { largestDocument } from '../bytes/json-depth.js';
import { failure } from '../diagnostics/diagnose.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import { readStatement, type StatementReading } from './read-statement.js';

/** Provenance that was read from disk. */
export interface OpenedRecord {
  /** Relative to the working directory. */
  readonly path: string;
  readonly reading: StatementReading;
}

/**
 * Reads the given provenance file, else the one at the likely path if it exists.
 *
 * @param named relative to the working directory; undefined if not given
 * @param likely undefined to read only the given file
 * @throws LambdazipError `provenance-unreadable`
 */
export async function openRecord(
  named: string | undefined,
  likely: string | undefined,
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
): Promise<OpenedRecord | undefined> {
  const given = named ?? likely;
  if (given === undefined) return undefined;
  const absolute = resolve(host.workingDirectory, given);
  const path = relative(host.workingDirectory, absolute);
  if (named === undefined && (await host.fileSystem.stat(absolute))?.kind !== 'file') return undefined;
  const size = (await host.fileSystem.stat(absolute).catch(() => undefined))?.size ?? 0;
  if (size > largestDocument)
    throw failure('provenance-unreadable', { file: path, reason: 'file too large' });
  try {
    const text = new TextDecoder().decode(await host.fileSystem.readFile(absolute));
    return { path, reading: readStatement(text) };
  } catch (error) {
    throw failure('provenance-unreadable', { file: path, reason: fileSystemReason(error) }, { cause: error });
  }
}
