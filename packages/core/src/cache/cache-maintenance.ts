import { failure } from '../diagnostics/diagnose.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import type { Cache } from './cache.js';
import { type CachedItem, cacheContents, entriesOf, entriesOfRoom } from './cache-contents.js';
import {
  archiveNoteDirectory,
  isLinkKey,
  isShardName,
  isWritingName,
  linkDirectory,
  manifestNoteDirectory,
  packedDirectory,
  tagContent,
  tagFile,
  writingDirectory,
} from './cache-layout.js';
import { tryLock } from './lock.js';

/** The size limit for the cache, in bytes: 4 GiB. */
const defaultCacheBound = 4 * 1024 ** 3;

/** The contents of a cache directory. */
export interface CacheInfo {
  readonly directory: string;
  /** Bytes. */
  readonly size: number;
  /** Packed contents and link directories. */
  readonly entries: number;
}

/** The result of clearing or pruning a cache. */
export interface CacheRemoval {
  readonly directory: string;
  /** Bytes. */
  readonly removedSize: number;
  readonly removedEntries: number;
  /** Link directories that were kept because a build is using them. */
  readonly inUse: readonly string[];
}

/** The size of a cache; all zero without one. Rejects with `cache-unusable` if it cannot be read. */
export async function cacheInfo(host: Pick<Host, 'fileSystem'>, directory: string): Promise<CacheInfo> {
  const items = await contentsOf(host, directory);
  return { directory, size: sizeOf(items), entries: items.filter(isEntry).length };
}

// Notes do not count: they are a few bytes about archives that are stored elsewhere.
function isEntry({ kind }: CachedItem): boolean {
  return kind === 'packed' || kind === 'link';
}

/**
 * Removes everything that lambdazip keeps in the directory, and nothing else, except items that a build is using now.
 * Rejects with `cache-unusable` if something cannot be removed.
 */
export async function clearCache(host: Host, directory: string): Promise<CacheRemoval> {
  const items = await contentsOf(host, directory);
  try {
    const removed: CachedItem[] = [];
    for (const item of items) if (await removeItem(host, item)) removed.push(item);
    await removeRest(host, directory);
    return removal(directory, removed, items);
  } catch (error) {
    throw unusable(directory, error);
  }
}

/**
 * Removes the least recently used items until the cache is within the limit, except those that this run or a
 * concurrent one is using. Never rejects on file system errors: a later run will prune.
 *
 * @param bound limit in bytes; null for 4 GiB
 */
export async function pruneCache(
  host: Host,
  { directory, used }: Pick<Cache, 'directory' | 'used'>,
  bound: number | null = null,
): Promise<CacheRemoval> {
  const removed: CachedItem[] = [];
  const items = await cacheContents(host.fileSystem, directory).catch(() => []);
  let excess = sizeOf(items) - (bound ?? defaultCacheBound);
  for (const item of [...items].sort((one, other) => one.modified - other.modified)) {
    const remains = item.kind === 'writing' && host.clock.now() - item.modified > ageOfRemains;
    if (!remains && (excess <= 0 || used.has(item.path) || item.kind === 'writing')) continue;
    if (!(await removeItem(host, item).catch(() => false))) continue;
    removed.push(item);
    excess -= item.size;
  }
  return removal(directory, removed, []);
}

// Milliseconds after which the writer of a temporary file is considered killed.
const ageOfRemains = 60 * 60 * 1000;

async function removeItem(host: Host, { kind, path }: CachedItem): Promise<boolean> {
  if (kind !== 'link') {
    await host.fileSystem.remove(path);
    return true;
  }
  const lock = await tryLock(host, `${path}.lock`);
  if (lock === undefined) return false;
  try {
    await host.fileSystem.remove(path);
    await host.fileSystem.remove(`${path}.work`);
    await host.fileSystem.remove(`${path}.unfinished`);
    await host.fileSystem.remove(`${path}.facts`);
    return true;
  } finally {
    await lock.release();
  }
}

/** Removes markers, work directories and locks without a link directory, the tag, and directories that are empty now. */
async function removeRest(host: Host, directory: string): Promise<void> {
  const { fileSystem } = host;
  for (const { name } of await entriesOfRoom(fileSystem, linkDirectory(directory))) {
    const key = name.replace(/\.(lock|unfinished|work|facts)$/, '');
    const path = `${linkDirectory(directory)}/${key}`;
    if (key === name || !isLinkKey(key) || (await fileSystem.lstat(path)) !== undefined) continue;
    await removeItem(host, { kind: 'link', path, size: 0, modified: 0 });
  }
  for (const { name } of await entriesOfRoom(fileSystem, packedDirectory(directory))) {
    if (isShardName(name)) await fileSystem.removeEmptyDirectory(`${packedDirectory(directory)}/${name}`);
  }
  for (const room of [packedDirectory(directory), linkDirectory(directory)]) {
    for (const { name, kind } of await entriesOfRoom(fileSystem, room)) {
      // Left by a build that was killed while it tested whether it can write here.
      if (kind === 'file' && isWritingName(name)) await fileSystem.remove(`${room}/${name}`);
    }
  }
  const parents = ['packed', 'link', 'archives', 'manifests'].map((room) => `${directory}/${room}`);
  const rooms = [
    packedDirectory(directory),
    linkDirectory(directory),
    archiveNoteDirectory(directory),
    manifestNoteDirectory(directory),
    writingDirectory(directory),
    ...parents,
  ];
  for (const room of rooms) {
    const kind = (await fileSystem.lstat(room).catch(() => undefined))?.kind;
    if (kind === 'directory') await fileSystem.removeEmptyDirectory(room);
    else if (kind === 'file') await fileSystem.remove(room);
  }

  const left = (await entriesOf(fileSystem, directory)).map(({ name }) => `${directory}/${name}`);
  if (left.length !== 1 || left[0] !== tagFile(directory)) return;
  if (new TextDecoder().decode(await fileSystem.readFile(tagFile(directory))) !== tagContent) return;
  await fileSystem.remove(tagFile(directory));
  await fileSystem.removeEmptyDirectory(directory);
}

function removal(
  directory: string,
  removed: readonly CachedItem[],
  all: readonly CachedItem[],
): CacheRemoval {
  const gone = new Set(removed.map(({ path }) => path));
  return {
    directory,
    removedSize: sizeOf(removed),
    removedEntries: removed.filter(({ kind }) => kind !== 'writing').length,
    inUse: all.filter(({ path }) => !gone.has(path)).map(({ path }) => path),
  };
}

async function contentsOf(host: Pick<Host, 'fileSystem'>, directory: string): Promise<readonly CachedItem[]> {
  try {
    return await cacheContents(host.fileSystem, directory);
  } catch (error) {
    throw unusable(directory, error);
  }
}

function unusable(directory: string, error: unknown): unknown {
  if (fileSystemErrorCode(error) === undefined) return error;
  return failure('cache-unusable', { directory, reason: fileSystemReason(error) }, { cause: error });
}

function sizeOf(items: readonly CachedItem[]): number {
  return items.reduce((sum, { size }) => sum + size, 0);
}
