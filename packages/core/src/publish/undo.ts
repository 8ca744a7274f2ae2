import { dirname } from 'pathe';
import { failure } from '../diagnostics/diagnose.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import {
  doneJournalPath,
  type JournalEntry,
  journalPath,
  newJournalPath,
  placesOf,
  readJournal,
  removeFile,
} from './journal.js';

/** Whether a process was stopped while it replaced files in this directory. */
export async function wasInterrupted(
  { fileSystem }: Pick<Host, 'fileSystem'>,
  directory: string,
): Promise<boolean> {
  for (const path of [journalPath, doneJournalPath, newJournalPath].map((name) => name(directory))) {
    if ((await fileSystem.lstat(path).catch(() => undefined)) !== undefined) return true;
  }
  return false;
}

/**
 * Restores a directory to the state before a killed process began to replace its files, or removes the old files if
 * all new ones are in place. The caller holds the lock of the directory.
 *
 * @throws LambdazipError `output-not-restored`
 */
export async function undoInterrupted(
  host: Pick<Host, 'fileSystem' | 'platform' | 'userId'>,
  directory: string,
): Promise<void> {
  const [started, done] = [journalPath(directory), doneJournalPath(directory)];
  try {
    await removeFile(host, newJournalPath(directory));
    const finished = await readJournal(host, done);
    if (finished !== undefined) {
      const areGone = await removeBackups(host, directory, finished.entries ?? []);
      if (areGone) await removeFile(host, done);
    }
    const journal = await readJournal(host, started);
    if (journal === undefined) return;
    await undo(host, directory, journal.entries ?? []);
    await removeFile(host, started);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    const reason = fileSystemReason(error);
    throw failure('output-not-restored', { files: [started], reason }, { cause: error });
  }
}

/**
 * Restores the old files and removes the new ones. Safe to repeat after any interruption.
 *
 * @throws LambdazipError `output-not-restored`
 */
export async function undo(
  host: Pick<Host, 'fileSystem'>,
  directory: string,
  entries: readonly JournalEntry[],
): Promise<void> {
  const { fileSystem } = host;
  const failed: string[] = [];
  let cause: unknown;
  for (const entry of [...entries].reverse()) {
    try {
      await undoEntry(host, directory, entry);
    } catch (error) {
      if (fileSystemErrorCode(error) === undefined) throw error;
      failed.push(`${directory}/${entry.path}`);
      cause = error;
    }
  }
  if (failed.length > 0) {
    throw failure(
      'output-not-restored',
      { files: failed.sort(), reason: fileSystemReason(cause) },
      { cause },
    );
  }
  // Removed last: these files show which ones were renamed.
  for (const entry of entries) {
    const { temporary } = placesOf(directory, entry);
    if (temporary !== undefined) await fileSystem.remove(temporary).catch(() => undefined);
  }
}

async function undoEntry(
  { fileSystem }: Pick<Host, 'fileSystem'>,
  directory: string,
  entry: JournalEntry,
): Promise<void> {
  const { target, temporary, backup } = placesOf(directory, entry);
  if (backup !== undefined) {
    if ((await fileSystem.lstat(backup)) === undefined) return;
    // The directory may have been removed since.
    if ((await fileSystem.lstat(dirname(target))) === undefined) return;
    await fileSystem.rename(backup, target);
    // If both names are links to the same file, the rename does nothing.
    await fileSystem.remove(backup);
    return;
  }
  if (temporary === undefined || (await fileSystem.lstat(temporary)) !== undefined) return;
  const found = await fileSystem.lstat(target);
  const isOurs = found?.kind === 'file' && found.size === entry.size && found.modified === entry.modified;
  if (isOurs) await fileSystem.remove(target);
}

/** Removes the remaining old files; returns whether all are gone. */
export async function removeBackups(
  { fileSystem }: Pick<Host, 'fileSystem'>,
  directory: string,
  entries: readonly JournalEntry[],
): Promise<boolean> {
  let areGone = true;
  for (const entry of entries) {
    const { backup } = placesOf(directory, entry);
    if (backup === undefined) continue;
    await fileSystem.remove(backup).catch((error: unknown) => {
      if (fileSystemErrorCode(error) === undefined) throw error;
      areGone = false;
    });
  }
  return areGone;
}
