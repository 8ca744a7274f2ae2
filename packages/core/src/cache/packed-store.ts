import type { PackedContent } from '../archive/packed-content.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import type { Cache } from './cache.js';
import { discardEntry, readEntry, writeEntry } from './cache-entry.js';
import { isPackedName, packedDirectory } from './cache-layout.js';
import { decodePacked, encodePacked, type PackedKey } from './packed-format.js';

/**
 * Deflated contents, keyed by their content before compression. No function ever rejects: if the store cannot be read
 * or written, contents are only deflated again.
 */
export interface PackedStore {
  /** Whether an entry exists, damaged or not. */
  has(key: PackedKey): Promise<boolean>;
  /** Protects an entry from being pruned by this run and, with `renew`, by others as if it had been read. */
  use(key: PackedKey, options: { readonly renew: boolean }): Promise<void>;
  /** undefined if the entry does not exist or is damaged; a damaged one is removed. */
  read(key: PackedKey): Promise<PackedContent | undefined>;
  /** Returns whether the entry was stored. */
  write(key: PackedKey, packed: PackedContent): Promise<boolean>;
}

/** The packed contents of a cache. */
export function packedStore(
  host: Pick<Host, 'fileSystem' | 'processId' | 'randomToken'>,
  cache: Pick<Cache, 'directory' | 'used' | 'written' | 'damaged'>,
): PackedStore {
  const { fileSystem } = host;
  return {
    has: async (key) => {
      const path = locate(cache.directory, key);
      try {
        const isThere = (await fileSystem.lstat(path))?.kind === 'file';
        if (isThere) cache.used.add(path);
        return isThere;
      } catch (error) {
        return undefinedForFileSystem(error) ?? false;
      }
    },
    use: async (key, { renew }) => {
      const path = locate(cache.directory, key);
      cache.used.add(path);
      // The least recently used entries are pruned first; a concurrent build may just have pruned this one.
      if (renew) await fileSystem.touch(path).catch(() => undefined);
    },
    read: async (key) => {
      const path = locate(cache.directory, key);
      try {
        const bytes = await readEntry(host, cache, path);
        if (bytes === undefined) return undefined;
        const packed = decodePacked(key, bytes);
        if (packed === undefined) {
          await discardEntry(host, cache, path);
          return undefined;
        }
        cache.used.add(path);
        await fileSystem.touch(path).catch(() => undefined);
        return packed;
      } catch (error) {
        return undefinedForFileSystem(error);
      }
    },
    write: async (key, packed) => {
      const path = locate(cache.directory, key);
      try {
        cache.used.add(path);
        cache.written.add(path);
        await writeEntry(host, cache, path, encodePacked(key, packed));
        return true;
      } catch (error) {
        return undefinedForFileSystem(error) ?? false;
      }
    },
  };
}

function locate(cache: string, { sha256, level }: PackedKey): string {
  const name = `${sha256}-${level}`;
  if (!isPackedName(name)) throw new TypeError(`${JSON.stringify(name)} is not a key of a packed content`);
  return `${packedDirectory(cache)}/${sha256.slice(0, 2)}/${name}`;
}

function undefinedForFileSystem(error: unknown): undefined {
  if (fileSystemErrorCode(error) === undefined) throw error;
  return undefined;
}
