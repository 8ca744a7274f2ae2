import { dirname } from 'pathe';
import type { FileSystem } from './file-system.js';

/**
 * Removes the directories that were created for `directory`, if they are empty. Rejects with a file system error.
 *
 * @param created the topmost ones, as returned by {@link topmostMissing} before
 */
export async function removeCreatedDirectories(
  fileSystem: FileSystem,
  directory: string,
  created: ReadonlySet<string>,
): Promise<void> {
  if (![...created].some((topmost) => directory === topmost || directory.startsWith(`${topmost}/`))) return;
  const isGone =
    (await fileSystem.removeEmptyDirectory(directory)) || (await fileSystem.lstat(directory)) === undefined;
  if (!isGone) return;
  if (!created.has(directory)) await removeCreatedDirectories(fileSystem, dirname(directory), created);
}

/** The topmost missing directory among `directory` and its ancestors; undefined if `directory` exists. */
export async function topmostMissing(fileSystem: FileSystem, directory: string): Promise<string | undefined> {
  let topmost: string | undefined;
  for (let path = directory; (await fileSystem.lstat(path)) === undefined; path = dirname(path)) {
    topmost = path;
    if (dirname(path) === path) break;
  }
  return topmost;
}
