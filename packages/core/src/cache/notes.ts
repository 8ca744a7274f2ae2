import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import type { Cache } from './cache.js';
import { discardEntry, readEntry, writeEntry } from './cache-entry.js';

/**
 * Notes of one run for the next: JSON values in cache files, each with its own digest. No function ever rejects: if a
 * note cannot be read or written, the work is only done again.
 */
export interface NoteStore {
  /** undefined if the note does not exist or is damaged; a damaged one is removed. */
  read(path: string): Promise<unknown>;
  write(path: string, value: unknown): Promise<void>;
}

// The digest of the note's path in the cache and of the JSON after the first line.
const heading = /^lambdazip note ([0-9a-f]{64})\n/;
const headingLength = 80;

/** The notes of a cache. */
export function noteStore(
  host: Pick<Host, 'fileSystem' | 'processId' | 'randomToken'>,
  cache: Pick<Cache, 'directory' | 'damaged'>,
): NoteStore {
  // The digest covers the path: a note that was moved to the path of a different note is damaged.
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
