import { dirname, join, resolve } from 'pathe';
import { acquireLock, tryLock } from '../cache/lock.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import { outputFailure } from './output-failure.js';
import { undoInterrupted, wasInterrupted } from './undo.js';

const lockOf = (directory: string): string => join(directory, '.lambdazip.lock');

/**
 * Undoes the partial replacements that a killed run left in the directories above some paths, so that a command does
 * not read a mix of old and new files. Directories that another run is writing to, or that this user cannot write to,
 * are left as they are.
 *
 * @param paths files or directories, relative to the working directory
 * @throws LambdazipError `output-not-restored`
 */
export async function undoAbove(host: Host, paths: readonly string[]): Promise<void> {
  const directories = new Set<string>();
  for (const path of paths) {
    let directory = resolve(host.workingDirectory, path);
    for (; !directories.has(directory); directory = dirname(directory)) directories.add(directory);
  }
  for (const directory of directories) {
    if (await wasInterrupted(host, directory)) await undoIn(host, directory);
  }
}

async function undoIn(host: Host, directory: string): Promise<void> {
  try {
    const lock = await tryLock(host, lockOf(directory));
    if (lock === undefined) return;
    try {
      await undoInterrupted(host, directory);
    } finally {
      await lock.release();
    }
  } catch (error) {
    // The directory cannot be locked if this user cannot write to it.
    if (fileSystemErrorCode(error) === undefined) throw error;
  }
}

/** Locks a directory, undoes what a killed run left in it, and runs work that replaces its files. */
export async function withLockedDirectory<Result>(
  host: Host,
  directory: string,
  signal: AbortSignal | undefined,
  action: () => Promise<Result>,
): Promise<Result> {
  const path = lockOf(directory);
  const lock = await acquireLock(host, path, { signal }).catch((error: unknown) => {
    throw signal?.aborted ? error : outputFailure(path, error);
  });
  try {
    await undoInterrupted(host, directory);
    return await action();
  } finally {
    await lock.release();
  }
}
