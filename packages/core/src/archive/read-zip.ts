import { compressionMethods, namesLimit, zipFormat } from './zip-format.js';

/** An entry in a zip from any tool. */
export interface ZipEntry {
  /** As in the zip: one character per byte, unless the zip marks it as UTF-8. */
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** The permission bits; null if the zip was made on a system without them. */
  readonly mode: number | null;
  /** APPNOTE 4.4.5; Lambda accepts 0 and 8. */
  readonly method: number;
  readonly encrypted: boolean;
  /** `YYYY-MM-DD hh:mm:ss`, in the time zone that the tool used. */
  readonly modified: string;
  readonly crc32: number;
  readonly compressedSize: number;
  /** Bytes before compression, according to the zip. */
  readonly size: number;
  /** A view of the file. */
  readonly compressed: Uint8Array;
  /** Offset of its local file header. Several entries may share one header. */
  readonly header: number;
}

export type ZipReading =
  | { readonly kind: 'zip'; readonly entries: readonly ZipEntry[] }
  | { readonly kind: 'not-zip'; readonly reason: string };

class NotZip extends Error {
  override readonly name = 'NotZip';
}

/**
 * Lists the entries of a zip from any tool in the order of its central directory. Never throws; the work is bounded
 * by the number of bytes, and no byte belongs to two entries with different headers.
 */
export function readZip(bytes: Uint8Array): ZipReading {
  try {
    return { kind: 'zip', entries: readEntries(bytes) };
  } catch (error) {
    if (error instanceof NotZip) return { kind: 'not-zip', reason: error.message };
    throw error;
  }
}

function readEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(bytes, view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const offset = view.getUint32(end + 16, true);
  if (count === 0xffff || size === 0xffffffff || offset === 0xffffffff) {
    throw new NotZip('it is a zip64 file, which Lambda does not support');
  }
  const start = end - size;
  // Data before a zip (such as a self-extractor) shifts all of its offsets.
  const shift = start - offset;
  if (start < 0 || shift < 0) throw new NotZip('its central directory is outside the file');
  const entries: ZipEntry[] = [];
  let at = start;
  let left = bytes.length;
  let nameBytes = 0;
  for (let index = 0; index < count; index += 1) {
    if (
      at + zipFormat.centralDirectoryLength > end ||
      view.getUint32(at, true) !== zipFormat.centralDirectorySignature
    ) {
      throw new NotZip(`its central directory ends after ${index} of ${count} entries`);
    }
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const next = at + zipFormat.centralDirectoryLength + lengths.reduce((sum, length) => sum + length, 0);
    if (next > end) throw new NotZip(`its central directory ends after ${index} of ${count} entries`);
    nameBytes += lengths[0] ?? 0;
    if (nameBytes > namesLimit) throw new NotZip(`its names have more than ${namesLimit} bytes in total`);
    const entry = readEntry(bytes, view, at, shift, start);
    // More than the whole file: entries share bytes, as in a zip bomb.
    left -= entry.compressedSize;
    if (left < 0) throw new NotZip('its entries overlap');
    entries.push(entry);
    at = next;
  }
  if (at !== end) throw new NotZip(`its central directory has more than the declared ${count} entries`);
  refuseOverlaps(entries, bytes);
  return entries;
}

function refuseOverlaps(entries: readonly ZipEntry[], { byteOffset }: Uint8Array): void {
  let before = -1;
  let end = 0;
  for (const { header, compressed } of [...entries].sort((a, b) => a.header - b.header)) {
    if (header !== before && header < end) throw new NotZip('its entries overlap');
    before = header;
    end = Math.max(end, compressed.byteOffset - byteOffset + compressed.length);
  }
}

const longestComment = 0xffff;

function findEnd(bytes: Uint8Array, view: DataView): number {
  const length = zipFormat.endOfCentralDirectoryLength;
  const first = Math.max(0, bytes.length - length - longestComment);
  for (let at = bytes.length - length; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== zipFormat.endOfCentralDirectorySignature) continue;
    if (at + length + view.getUint16(at + 20, true) === bytes.length) return at;
  }
  throw new NotZip(bytes.length === 0 ? 'it is empty' : 'it has no central directory');
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, shift: number, limit: number): ZipEntry {
  const madeBy = view.getUint8(at + 5);
  const flags = view.getUint16(at + 8, true);
  const nameAt = at + zipFormat.centralDirectoryLength;
  const name = nameOf(bytes.subarray(nameAt, nameAt + view.getUint16(at + 28, true)), flags);
  const attributes = view.getUint32(at + 38, true);
  const compressedSize = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const header = view.getUint32(at + 42, true) + shift;
  if (compressedSize === 0xffffffff || size === 0xffffffff) {
    throw new NotZip('it is a zip64 file, which Lambda does not support');
  }
  const local = header + zipFormat.localFileHeaderLength;
  if (local > limit || view.getUint32(header, true) !== zipFormat.localFileHeaderSignature) {
    throw new NotZip(
      `the local file header of ${JSON.stringify(name)} is not at the offset in the central directory`,
    );
  }
  const content = local + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  const localName = bytes.subarray(local, local + view.getUint16(header + 26, true));
  if (nameOf(localName, flags) !== name) {
    throw new NotZip(`${JSON.stringify(name)} has a different name in its local file header`);
  }
  if (content + compressedSize > limit) {
    throw new NotZip(`the content of ${JSON.stringify(name)} is outside the file`);
  }
  return {
    name,
    ...kindAndMode(name, madeBy, attributes),
    method: view.getUint16(at + 10, true),
    encrypted: (flags & 1) !== 0,
    modified: dateText(view.getUint16(at + 14, true), view.getUint16(at + 12, true)),
    crc32: view.getUint32(at + 16, true),
    compressedSize,
    size,
    compressed: bytes.subarray(content, content + compressedSize),
    header,
  };
}

/** Hosts in "version made by" that store a Unix mode: Unix and macOS (APPNOTE 4.4.2.2). */
const hostsWithMode: readonly number[] = [3, 19];

/** S_IFDIR, S_IFREG and S_IFLNK of stat(2); some tools omit the type. */
const fileTypes: ReadonlyMap<number, ZipEntry['kind']> = new Map([
  [0, 'file'],
  [0o040000, 'directory'],
  [0o100000, 'file'],
  [0o120000, 'link'],
]);

function kindAndMode(name: string, madeBy: number, attributes: number): Pick<ZipEntry, 'kind' | 'mode'> {
  const isDirectory = name.endsWith('/');
  if (!hostsWithMode.includes(madeBy)) return { kind: isDirectory ? 'directory' : 'file', mode: null };
  const mode = attributes >>> 16;
  const kind = isDirectory ? 'directory' : (fileTypes.get(mode & 0o170000) ?? 'other');
  return { kind, mode: mode & 0o7777 };
}

function nameOf(bytes: Uint8Array, flags: number): string {
  const isUtf8 = (flags & 0x800) !== 0;
  return new TextDecoder(isUtf8 ? 'utf-8' : 'latin1').decode(bytes);
}

// MS-DOS counts in steps of two seconds, and allows a month or day of 0.
function dateText(date: number, time: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [(date >> 9) + 1980, two((date >> 5) & 0xf), two(date & 0x1f)].join('-');
  return `${day} ${[two(time >> 11), two((time >> 5) & 0x3f), two((time & 0x1f) * 2)].join(':')}`;
}

/** Whether the content of an entry can be read: its method is one that Lambda supports, and it is not encrypted. */
export function isReadable({ kind, method, encrypted }: ZipEntry): boolean {
  const { store, deflate } = compressionMethods;
  return kind === 'file' && !encrypted && (method === store || method === deflate);
}
