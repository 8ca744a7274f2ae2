import type { EntryMode } from './entry.js';
import type { PackedContent } from './packed-content.js';
import { compressionMethods, zipFormat } from './zip-format.js';

/** An entry whose content is already compressed. */
export interface PackedEntry {
  readonly name: string;
  readonly mode: EntryMode;
  readonly content: PackedContent;
}

/**
 * The fast writer of archive format 1: returns the bytes of an archive as consecutive chunks, without copying the
 * compressed contents. JSZip writes the same bytes from the same entries.
 *
 * @param entries in the archive's order; entries that format 1 does not allow were refused before
 */
export function writePacked(entries: readonly PackedEntry[]): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const local = localFileHeader(entry);
    const { compressed } = entry.content;
    parts.push(local, compressed);
    central.push(centralDirectoryHeader(entry, offset));
    offset += local.length + compressed.length;
  }
  const size = central.reduce((sum, header) => sum + header.length, 0);
  return [...parts, ...central, endOfCentralDirectory({ entries: entries.length, size, offset })];
}

function localFileHeader(entry: PackedEntry): Uint8Array {
  const fields = new FieldWriter(zipFormat.localFileHeaderLength + entry.name.length);
  fields.u32(zipFormat.localFileHeaderSignature);
  writeShared(fields, entry);
  fields.text(entry.name);
  return fields.bytes;
}

function centralDirectoryHeader(entry: PackedEntry, offset: number): Uint8Array {
  const fields = new FieldWriter(zipFormat.centralDirectoryLength + entry.name.length);
  fields.u32(zipFormat.centralDirectorySignature);
  fields.u16(zipFormat.versionMadeBy);
  writeShared(fields, entry);
  fields.u16(0); // file comment length
  fields.u16(0); // disk number start
  fields.u16(0); // internal file attributes
  fields.u32(((zipFormat.regularFile | entry.mode) << 16) >>> 0); // external file attributes
  fields.u32(offset); // relative offset of local header
  fields.text(entry.name);
  return fields.bytes;
}

/** From "version needed to extract" to "extra field length", which are the same in both headers. */
function writeShared(fields: FieldWriter, { name, content }: PackedEntry): void {
  fields.u16(zipFormat.versionNeeded);
  fields.u16(zipFormat.generalPurposeBitFlag);
  fields.u16(compressionMethods[content.method]);
  fields.u16(zipFormat.lastModTime);
  fields.u16(zipFormat.lastModDate);
  fields.u32(content.crc32);
  fields.u32(content.compressed.length);
  fields.u32(content.size);
  fields.u16(name.length);
  fields.u16(0); // extra field length
}

function endOfCentralDirectory(directory: {
  readonly entries: number;
  readonly size: number;
  readonly offset: number;
}): Uint8Array {
  const fields = new FieldWriter(zipFormat.endOfCentralDirectoryLength);
  fields.u32(zipFormat.endOfCentralDirectorySignature);
  fields.u16(0); // number of this disk
  fields.u16(0); // disk with the central directory
  fields.u16(directory.entries); // entries on this disk
  fields.u16(directory.entries);
  fields.u32(directory.size);
  fields.u32(directory.offset);
  fields.u16(0); // comment length
  return fields.bytes;
}

/** Writes consecutive little-endian fields. */
class FieldWriter {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.#view = new DataView(this.bytes.buffer);
  }

  u16(value: number): void {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
  }

  u32(value: number): void {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
  }

  /** ASCII: a character is a byte. */
  text(value: string): void {
    this.bytes.set(new TextEncoder().encode(value), this.#at);
    this.#at += value.length;
  }
}
