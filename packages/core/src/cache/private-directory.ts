import { failure } from '../diagnostics/diagnose.js';
import type { FileInfo } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';

/** Mode bits that give other users write access. */
const writableByOthers = 0o022;
const openToOthers = 0o077;

/**
 * Ensures that only this user and root can change the contents of a directory, and that no other user has added files
 * to it. Does nothing on Windows, where the directories of a profile are private.
 *
 * @param isOwn whether everything in it is lambdazip's: it is then made private
 * @throws LambdazipError `cache-not-private`
 */
export async function ensurePrivate(
  host: Pick<Host, 'fileSystem' | 'userId'>,
  directory: string,
  isOwn: boolean,
): Promise<void> {
  const { fileSystem, userId } = host;
  const info = await fileSystem.stat(directory);
  if (userId === undefined || info === undefined) return;
  if (isForeign(info, userId)) throw refusal(directory, `it is owned by ${userText(info.owner)}`);
  const isWritable = (info.permissions & writableByOthers) !== 0;
  // This user cannot change root's directory (as on a build server).
  if (isWritable && (!isOwn || info.owner !== userId)) {
    throw refusal(directory, 'other users can write to it');
  }
  if (isWritable) {
    const foreign = await findForeign(host, directory, userId);
    if (foreign !== undefined)
      throw refusal(directory, `${foreign.path} is owned by ${userText(foreign.owner)}`);
  }
  const isOpen = (info.permissions & openToOthers) !== 0;
  if (isOwn && isOpen && info.owner === userId) await fileSystem.makePrivate(directory);
}

/** Finds files that a different user added to the directory while it was writable by others. */
async function findForeign(
  host: Pick<Host, 'fileSystem'>,
  directory: string,
  userId: number,
): Promise<{ readonly path: string; readonly owner: number } | undefined> {
  for (const { name } of await host.fileSystem.readDirectory(directory)) {
    const path = `${directory}/${name}`;
    const info = await host.fileSystem.lstat(path);
    if (info === undefined) continue;
    if (isForeign(info, userId)) return { path, owner: info.owner };
    const below = info.kind === 'directory' ? await findForeign(host, path, userId) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
}

function isForeign({ owner }: FileInfo, userId: number): boolean {
  return owner !== userId && owner !== 0;
}

function userText(owner: number): string {
  return `user ${owner}`;
}

function refusal(directory: string, reason: string): Error {
  return failure('cache-not-private', { directory, reason });
}
