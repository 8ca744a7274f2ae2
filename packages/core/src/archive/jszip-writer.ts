import type JSZip from 'jszip';
import type { ArchiveEntry } from './entry.js';
import { zipFormat } from './zip-format.js';

export interface JSZipWriterOptions {
  /** 1 to 9. */
  readonly level: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the name of each entry once it is in the archive. */
  readonly onEntry?: ((name: string) => void) | undefined;
}

/**
 * The reference writer of archive format 1: JSZip, which also compresses.
 *
 * @param entries in the archive's order; entries that format 1 does not allow were refused before
 */
export async function writeWithJSZip(
  entries: readonly ArchiveEntry[],
  options: JSZipWriterOptions,
): Promise<readonly Uint8Array[]> {
  // Loaded lazily: no build needs it, and loading it takes as long as all of the core.
  const { default: JSZip } = await import('jszip');
  // JSZip keeps entries in the order of an object's keys, in which integer-like names come first. Inside a folder no
  // key looks like an integer, and JSZip writes a folder's entries without the folder's name.
  const zip = new JSZip().folder('entries');
  if (zip === null) throw new TypeError('JSZip made no folder');
  for (const { name, content, mode } of entries) {
    zip.file(name, content, {
      binary: true,
      createFolders: false,
      date: zipFormat.date,
      unixPermissions: zipFormat.regularFile | mode,
    });
  }
  return await generate(zip, options);
}

function generate(
  zip: JSZip,
  { level, signal, onEntry }: JSZipWriterOptions,
): Promise<readonly Uint8Array[]> {
  const stream = zip.generateInternalStream({
    type: 'uint8array',
    platform: 'UNIX',
    compression: 'DEFLATE',
    compressionOptions: { level },
    streamFiles: false,
  });
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let current: string | null = null;
    const give = (settle: () => void) => {
      signal?.removeEventListener('abort', abort);
      settle();
    };
    const stop = (reason: unknown) => {
      stream.pause();
      give(() => reject(reason));
    };
    const abort = () => stop(signal?.reason);
    signal?.addEventListener('abort', abort);
    stream
      .on('data', (chunk, { currentFile }) => {
        chunks.push(chunk);
        if (currentFile === current) return;
        current = currentFile;
        // An exception would escape from JSZip's own stack, where it cannot be caught.
        try {
          if (current !== null) onEntry?.(current);
        } catch (error) {
          stop(error);
        }
      })
      .on('error', (error) => give(() => reject(error)))
      .on('end', () => give(() => resolve(chunks)))
      .resume();
  });
}
