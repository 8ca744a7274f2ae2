import { dirname } from 'pathe';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import { writingDirectory } from './cache-layout.js';

/** A cache directory, and the paths of damaged files found in it. */
interface Place {
  readonly directory: string;
  readonly damaged: Set<string>;
}

/**
 * Reads a file in the cache; undefined if it does not exist. Anything at its path that is not a file is removed and
 * counts as damage. Rejects with other file system errors.
 */
export async function readEntry(
  host: Pick<Host, 'fileSystem'>,
  cache: Place,
  path: string,
): Promise<Uint8Array | undefined> {
  const kind = await kindOf(host, path);
  if (kind === undefined) return undefined;
  if (kind === 'file') return await host.fileSystem.readFile(path);
  await discardEntry(host, cache, path);
  return undefined;
}

/** Removes a damaged file from the cache and adds its path to the report. */
export async function discardEntry(
  host: Pick<Host, 'fileSystem'>,
  cache: Place,
  path: string,
): Promise<void> {
  cache.damaged.add(path);
  await host.fileSystem.remove(path);
}

/** Writes a file in the cache atomically. Rejects with file system errors and then leaves nothing behind. */
export async function writeEntry(
  host: Pick<Host, 'fileSystem' | 'processId' | 'randomToken'>,
  cache: Place,
  path: string,
  content: Uint8Array | readonly Uint8Array[],
): Promise<void> {
  const { fileSystem } = host;
  const temporary = `${writingDirectory(cache.directory)}/${host.processId}-${host.randomToken()}`;
  try {
    await makeRoom(host, cache, writingDirectory(cache.directory));
    await makeRoom(host, cache, dirname(path));
    await fileSystem.writeFile(temporary, content, { exclusive: true });
    const kind = await kindOf(host, path);
    if (kind !== undefined && kind !== 'file') await discardEntry(host, cache, path);
    await fileSystem.rename(temporary, path);
  } catch (error) {
    await fileSystem.remove(temporary).catch(() => undefined);
    throw error;
  }
}

/** Creates a directory in the cache with its parents. Files at the paths of directories are removed and count as damage. */
export async function makeRoom(
  host: Pick<Host, 'fileSystem'>,
  cache: Place,
  directory: string,
): Promise<void> {
  try {
    return await host.fileSystem.makeDirectory(directory, { private: true });
  } catch (error) {
    const code = fileSystemErrorCode(error);
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
  }
  const parts = directory.slice(cache.directory.length).split('/').filter(Boolean);
  for (let count = 1; count <= parts.length; count += 1) {
    const path = [cache.directory, ...parts.slice(0, count)].join('/');
    // The user may have put a link to a directory on a different disk.
    const kind = (await host.fileSystem.stat(path).catch(() => undefined))?.kind;
    if (kind === 'directory') continue;
    await discardEntry(host, cache, path);
    break;
  }
  await host.fileSystem.makeDirectory(directory, { private: true });
}

async function kindOf(host: Pick<Host, 'fileSystem'>, path: string) {
  try {
    return (await host.fileSystem.lstat(path))?.kind;
  } catch (error) {
    // A file is at the path of its directory.
    if (fileSystemErrorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
