import type { PackedContent } from '../archive/packed-content.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import type { Cache } from './cache.js';
import { isPackedName, packedDirectory, writingDirectory } from './cache-layout.js';
import { decodePacked, encodePacked, type PackedKey } from './packed-format.js';

/**
 * Deflated contents by what they hold before compression. No function ever rejects: a store that cannot be
 * read or written only means that contents are deflated again.
 */
export interface PackedStore {
  /** Whether there is one, whole or not. */
  has(key: PackedKey): Promise<boolean>;
  /** Keeps one from being pruned by this run, and, with `renew`, by others for as long as if it had been read. */
  use(key: PackedKey, options: { readonly renew: boolean }): Promise<void>;
  /** undefined where there is none, or none that is whole; such a one is removed. */
  read(key: PackedKey): Promise<PackedContent | undefined>;
  /** Says whether it could be kept. */
  write(key: PackedKey, packed: PackedContent): Promise<boolean>;
}

/** The packed contents of a cache. */
export function packedStore(
  host: Host,
  cache: Pick<Cache, 'directory' | 'used' | 'written' | 'damaged'>,
): PackedStore {
  const { fileSystem } = host;
  return {
    has: async (key) => {
      const { path } = locate(cache.directory, key);
      try {
        const isThere = (await fileSystem.lstat(path))?.kind === 'file';
        if (isThere) cache.used.add(path);
        return isThere;
      } catch (error) {
        return undefinedForFileSystem(error) ?? false;
      }
    },
    use: async (key, { renew }) => {
      const { path } = locate(cache.directory, key);
      cache.used.add(path);
      // The least recently used are pruned first; another build may just have done so.
      if (renew) await fileSystem.touch(path).catch(() => undefined);
    },
    read: async (key) => {
      const { path } = locate(cache.directory, key);
      try {
        const packed = decodePacked(key, await fileSystem.readFile(path), host.sha256);
        if (packed === undefined) {
          cache.damaged.add(path);
          await fileSystem.remove(path);
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
      const { shard, path } = locate(cache.directory, key);
      const temporary = `${writingDirectory(cache.directory)}/${host.processId}-${host.randomToken()}`;
      try {
        await fileSystem.makeDirectory(writingDirectory(cache.directory));
        await fileSystem.makeDirectory(shard);
        await fileSystem.writeFile(temporary, encodePacked(key, packed, host.sha256), { exclusive: true });
        cache.used.add(path);
        cache.written.add(path);
        await fileSystem.rename(temporary, path);
        return true;
      } catch (error) {
        await fileSystem.remove(temporary).catch(() => undefined);
        return undefinedForFileSystem(error) ?? false;
      }
    },
  };
}

function locate(
  cache: string,
  { sha256, level }: PackedKey,
): { readonly shard: string; readonly path: string } {
  const name = `${sha256}-${level}`;
  if (!isPackedName(name)) throw new TypeError(`${JSON.stringify(name)} is no key of a packed content`);
  const shard = `${packedDirectory(cache)}/${sha256.slice(0, 2)}`;
  return { shard, path: `${shard}/${name}` };
}

function undefinedForFileSystem(error: unknown): undefined {
  if (fileSystemErrorCode(error) === undefined) throw error;
  return undefined;
}
