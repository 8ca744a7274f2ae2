import { failure } from '../diagnostics/diagnose.js';
import type { FileInfo } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';

/** Bits of the mode that let others do more than pass by. */
const writableByOthers = 0o022;
const openToOthers = 0o077;

/**
 * Makes sure that nobody but this user, and the superuser, can change what is in a directory, and that nobody else
 * has put anything there. Does nothing on Windows, where a profile's directories are private.
 *
 * @param isOwn whether all that is in it is lambdazip's: it is closed to other users then
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
  // The superuser's directory (as on a build server) is not this user's to change.
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

/** What another user has put into a directory while it was open. */
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
