import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import type { Cache } from './cache.js';
import { discardEntry, readEntry, writeEntry } from './cache-entry.js';

/**
 * What a run notes for the next one: JSON values in files of the cache, each behind its own digest. No function ever
 * rejects: a note that cannot be read or written only means that the work is done again.
 */
export interface NoteStore {
  /** undefined where there is none, or none that is whole; such a one is removed. */
  read(path: string): Promise<unknown>;
  write(path: string, value: unknown): Promise<void>;
}

// The digest of the note's path in the cache and of what follows the first line, which is JSON.
const heading = /^lambdazip note ([0-9a-f]{64})\n/;
const headingLength = 80;

/** The notes of a cache. */
export function noteStore(
  host: Pick<Host, 'fileSystem' | 'processId' | 'randomToken'>,
  cache: Pick<Cache, 'directory' | 'damaged'>,
): NoteStore {
  // The path is part of what the digest covers: a note that is moved to the place of a different one is damaged.
  const digestOf = (path: string, body: Uint8Array): string => {
    const place = new TextEncoder().encode(`${path.slice(cache.directory.length)}\n`);
    return hexOf(sha256Of([place, body]));
  };
  return {
    read: async (path) => {
      try {
        const bytes = await readEntry(host, cache, path);
        if (bytes === undefined) return undefined;
        const start = new TextDecoder('latin1').decode(bytes.subarray(0, headingLength));
        const [line = '', digest] = heading.exec(start) ?? [];
        const body = bytes.subarray(line.length);
        if (digest === digestOf(path, body)) return JSON.parse(new TextDecoder().decode(body));
        await discardEntry(host, cache, path);
      } catch (error) {
        if (fileSystemErrorCode(error) === undefined) throw error;
      }
      return undefined;
    },
    write: async (path, value) => {
      const body = new TextEncoder().encode(JSON.stringify(value));
      const line = new TextEncoder().encode(`lambdazip note ${digestOf(path, body)}\n`);
      try {
        await writeEntry(host, cache, path, [line, body]);
      } catch (error) {
        if (fileSystemErrorCode(error) === undefined) throw error;
      }
    },
  };
}
