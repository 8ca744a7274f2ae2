import type { EntryMode } from './entry.js';
import type { PackedContent } from './packed-content.js';
import { compressionMethods, zipFormat } from './zip-format.js';

/** An entry whose content is compressed already. */
export interface PackedEntry {
  readonly name: string;
  readonly mode: EntryMode;
  readonly content: PackedContent;
}

/**
 * Wraps a compressed entry as a zip of its own: JSZip takes compressed bytes over from a zip that it has
 * loaded, and from nowhere else.
 */
export function oneEntryZip({ name, mode, content }: PackedEntry): Uint8Array {
  const format = zipFormat;
  const nameBytes = new TextEncoder().encode(name);
  const localLength = format.localFileHeaderLength + nameBytes.length + content.compressed.length;
  const centralLength = format.centralDirectoryLength + nameBytes.length;
  const bytes = new Uint8Array(localLength + centralLength + format.endOfCentralDirectoryLength);
  const view = new DataView(bytes.buffer);
  let at = 0;

  u32(format.localFileHeaderSignature);
  sharedFields();
  append(nameBytes);
  append(content.compressed);

  u32(format.centralDirectorySignature);
  u16(format.versionMadeBy);
  sharedFields();
  u16(0); // file comment length
  u16(0); // disk number start
  u16(0); // internal file attributes
  u32(((format.regularFile | mode) << 16) >>> 0); // external file attributes
  u32(0); // relative offset of local header
  append(nameBytes);

  u32(format.endOfCentralDirectorySignature);
  u16(0); // number of this disk
  u16(0); // disk with the central directory
  u16(1); // entries on this disk
  u16(1); // entries
  u32(centralLength);
  u32(localLength);
  u16(0); // comment length
  return bytes;

  // From "version needed to extract" to "extra field length", both headers hold the same.
  function sharedFields(): void {
    u16(format.versionNeeded);
    u16(format.generalPurposeBitFlag);
    u16(compressionMethods[content.method]);
    u16(format.lastModTime);
    u16(format.lastModDate);
    u32(content.crc32);
    u32(content.compressed.length);
    u32(content.size);
    u16(nameBytes.length);
    u16(0);
  }

  function u16(value: number): void {
    view.setUint16(at, value, true);
    at += 2;
  }

  function u32(value: number): void {
    view.setUint32(at, value, true);
    at += 4;
  }

  function append(part: Uint8Array): void {
    bytes.set(part, at);
    at += part.length;
  }
}
