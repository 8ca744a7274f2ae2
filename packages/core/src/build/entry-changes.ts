import type { ZipEntry } from '../archive/read-zip.js';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { quotas } from '../lambda/quotas.js';
import type { EntrySize } from '../ports/build-event.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';

/** What identifies the content of an entry. */
export interface EntryMark extends EntrySize {
  readonly mode: number | null;
  readonly crc32: number;
}

/** The zip that an archive replaces. */
export interface EarlierZip {
  /** Bytes of the zip. */
  readonly size: number;
  readonly sha256: string;
  readonly entries: readonly EntryMark[];
}

/** Reads the central directory of the zip at a path; undefined if no zip is there, or it cannot be read. */
export async function earlierZip(
  { fileSystem }: Pick<Host, 'fileSystem'>,
  path: string,
): Promise<EarlierZip | undefined> {
  try {
    const info = await fileSystem.lstat(path);
    // Lambda does not accept a larger zip.
    if (info?.kind !== 'file' || info.size > quotas.unzippedSize) return undefined;
    // A build that has nothing to write does not load it.
    const { readZip } = await import('../archive/read-zip.js');
    const bytes = await fileSystem.readFile(path);
    const reading = readZip(bytes);
    if (reading.kind !== 'zip') return undefined;
    const entries = reading.entries.filter(({ kind }) => kind === 'file').map(markOf);
    return { size: info.size, sha256: hexOf(sha256Of(bytes)), entries };
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

function markOf({ name, size, mode, crc32 }: ZipEntry): EntryMark {
  return { name, size, mode, crc32 };
}

/** How entries differ from earlier ones. Each list is in the order of its entries. */
export function entryChanges(earlier: readonly EntryMark[], entries: readonly EntryMark[]) {
  const before = new Map(earlier.map((entry) => [entry.name, entry]));
  const names = new Set(entries.map(({ name }) => name));
  const added: EntrySize[] = [];
  const changed: (EntrySize & { readonly before: number })[] = [];
  let unchanged = 0;
  for (const { name, size, mode, crc32 } of entries) {
    const old = before.get(name);
    if (old === undefined) added.push({ name, size });
    else if (old.size !== size || old.crc32 !== crc32 || old.mode !== mode) {
      changed.push({ name, size, before: old.size });
    } else unchanged += 1;
  }
  const removed = [...before.values()]
    .filter(({ name }) => !names.has(name))
    .map(({ name, size }) => ({ name, size }));
  return { added, changed, removed, unchanged };
}
