import { hexOf } from '../archive/hex.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import type { Cache } from './cache.js';
import { writingDirectory } from './cache-layout.js';

/**
 * What a run notes for the next one: JSON values in files of the cache, each behind its own digest. No function ever
 * rejects: a note that cannot be read or written only means that the work is done again.
 */
export interface NoteStore {
  /** undefined where there is none, or none that is whole; such a one is removed. */
  read(path: string): Promise<unknown>;
  write(path: string, value: unknown): Promise<void>;
}

// The digest of what follows upon the first line, and that is JSON.
const heading = /^lambdazip note ([0-9a-f]{64})\n/;
const headingLength = 80;

/** The notes of a cache. */
export function noteStore(host: Host, cache: Pick<Cache, 'directory' | 'damaged'>): NoteStore {
  const { fileSystem } = host;
  return {
    read: async (path) => {
      try {
        if ((await fileSystem.lstat(path)) === undefined) return undefined;
        const bytes = await fileSystem.readFile(path);
        const start = new TextDecoder('latin1').decode(bytes.subarray(0, headingLength));
        const [line = '', digest] = heading.exec(start) ?? [];
        const body = bytes.subarray(line.length);
        if (digest !== undefined && hexOf(host.sha256(body)) === digest) {
          return JSON.parse(new TextDecoder().decode(body));
        }
        cache.damaged.add(path);
        await fileSystem.remove(path);
      } catch (error) {
        if (fileSystemErrorCode(error) === undefined) throw error;
      }
      return undefined;
    },
    write: async (path, value) => {
      const body = new TextEncoder().encode(JSON.stringify(value));
      const line = new TextEncoder().encode(`lambdazip note ${hexOf(host.sha256(body))}\n`);
      const temporary = `${writingDirectory(cache.directory)}/${host.processId}-${host.randomToken()}`;
      try {
        await fileSystem.makeDirectory(path.slice(0, path.lastIndexOf('/')));
        await fileSystem.writeFile(temporary, [line, body], { exclusive: true });
        await fileSystem.rename(temporary, path);
      } catch (error) {
        await fileSystem.remove(temporary).catch(() => undefined);
        if (fileSystemErrorCode(error) === undefined) throw error;
      }
    },
  };
}
