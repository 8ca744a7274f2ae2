import { entryContent } from '../archive/entry-content.js';
import { isReadable, readZip, type ZipEntry } from '../archive/read-zip.js';
import { compressionMethods } from '../archive/zip-format.js';
import { quotas } from '../lambda/quotas.js';
import type { ComparedArchive, ComparedEntry } from './request.js';

/** A zip of any tool, for a comparison entry by entry; a string with the reason if that is not possible. */
export function comparedArchive(bytes: Uint8Array): ComparedArchive | string {
  const reading = readZip(bytes);
  if (reading.kind === 'not-zip') return reading.reason;
  const unzipped = reading.entries.reduce((sum, { size }) => sum + size, 0);
  // Far more than Lambda's limit: not worth the memory and the time.
  if (unzipped > 4 * quotas.unzippedSize) return `its files unzip to ${unzipped} bytes, too many to compare`;
  // Two contents are in memory at the same time.
  const large = reading.entries.find(({ size }) => size > quotas.unzippedSize);
  if (large !== undefined)
    return `its entry ${JSON.stringify(large.name)} unzips to ${large.size} bytes, too many to compare`;
  const entries = reading.entries
    .filter(({ kind }) => kind !== 'directory')
    .map((entry): ComparedEntry => {
      const { name, mode, method, compressed, size, crc32 } = entry;
      return { name, mode, method, compressed, size, crc32, read: () => contentOf(entry) };
    });
  return { bytes, entries };
}

/** The content of an entry; the compressed bytes if it cannot be decompressed (a link, a corrupt entry). */
async function contentOf(entry: ZipEntry): Promise<Uint8Array> {
  if (!isReadable(entry)) return entry.compressed;
  const isStored = entry.method === compressionMethods.store;
  const taken = await entryContent({ ...entry, isStored });
  return taken.kind === 'content' ? taken.content : entry.compressed;
}
