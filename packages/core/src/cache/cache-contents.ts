import type { DirectoryEntry, FileSystem } from '../ports/file-system.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import {
  archiveNoteDirectory,
  isLinkKey,
  isNoteName,
  isPackedName,
  isShardName,
  isWritingName,
  linkDirectory,
  manifestNoteDirectory,
  packedDirectory,
  writingDirectory,
} from './cache-layout.js';

/** An item in the cache that can be removed on its own. */
export interface CachedItem {
  readonly kind: 'packed' | 'link' | 'note' | 'writing';
  readonly path: string;
  /** Bytes, including everything in it. */
  readonly size: number;
  /** Time of last use: milliseconds since 1970. */
  readonly modified: number;
}

/**
 * Everything that lambdazip keeps in a cache directory; empty if the directory does not exist. Other builds may add
 * and remove items at the same time. Rejects with a file system error if the directory cannot be read.
 */
export async function cacheContents(fileSystem: FileSystem, cache: string): Promise<readonly CachedItem[]> {
  const items: CachedItem[] = [];
  await entriesOf(fileSystem, cache);
  const roomEntries = (room: string): Promise<readonly DirectoryEntry[]> => entriesOfRoom(fileSystem, room);
  for (const shard of await roomEntries(packedDirectory(cache))) {
    if (shard.kind !== 'directory' || !isShardName(shard.name)) continue;
    const directory = `${packedDirectory(cache)}/${shard.name}`;
    const files = (await entriesOf(fileSystem, directory)).filter(({ name }) => isPackedName(name));
    items.push(...(await itemsOf(fileSystem, 'packed', directory, files)));
  }
  const links = (await roomEntries(linkDirectory(cache))).filter(
    ({ name, kind }) => kind === 'directory' && isLinkKey(name),
  );
  items.push(...(await itemsOf(fileSystem, 'link', linkDirectory(cache), links)));
  for (const directory of [archiveNoteDirectory(cache), manifestNoteDirectory(cache)]) {
    const notes = (await roomEntries(directory)).filter(({ name }) => isNoteName(name));
    items.push(...(await itemsOf(fileSystem, 'note', directory, notes)));
  }
  const writing = (await roomEntries(writingDirectory(cache))).filter(({ name }) => isWritingName(name));
  items.push(...(await itemsOf(fileSystem, 'writing', writingDirectory(cache), writing)));
  return items;
}

/** The entries of a directory; empty if it does not exist. */
export async function entriesOf(
  fileSystem: FileSystem,
  directory: string,
): Promise<readonly DirectoryEntry[]> {
  try {
    return await fileSystem.readDirectory(directory);
  } catch (error) {
    if (fileSystemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** As above, for a directory of the cache. In a damaged cache it may be a file, which has no entries. */
export async function entriesOfRoom(
  fileSystem: FileSystem,
  room: string,
): Promise<readonly DirectoryEntry[]> {
  const kind = (await fileSystem.stat(room).catch(() => undefined))?.kind;
  return kind === 'directory' ? await entriesOf(fileSystem, room) : [];
}

async function itemsOf(
  fileSystem: FileSystem,
  kind: CachedItem['kind'],
  directory: string,
  entries: readonly DirectoryEntry[],
): Promise<readonly CachedItem[]> {
  const items = await Promise.all(
    entries.map(async ({ name }): Promise<readonly CachedItem[]> => {
      const path = `${directory}/${name}`;
      const info = await fileSystem.lstat(path);
      if (info === undefined) return [];
      const size = info.kind === 'directory' ? await sizeOfTree(fileSystem, path) : info.size;
      return [{ kind, path, size, modified: info.modified }];
    }),
  );
  return items.flat();
}

async function sizeOfTree(fileSystem: FileSystem, directory: string): Promise<number> {
  let size = 0;
  for (const { name, kind } of await entriesOf(fileSystem, directory)) {
    const path = `${directory}/${name}`;
    size +=
      kind === 'directory' ? await sizeOfTree(fileSystem, path) : ((await fileSystem.lstat(path))?.size ?? 0);
  }
  return size;
}
