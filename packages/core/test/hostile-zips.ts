import { deflateRaw } from 'pako';
import { crc32Of } from '../src/bytes/crc32.js';

/** A hand-made zip in which every field can have a wrong value. */
export interface MadeZip {
  readonly entries: readonly MadeEntry[];
  /** At the beginning of the file. */
  readonly prefix?: Uint8Array;
  /** Between the local file data and the central directory. */
  readonly between?: Uint8Array;
  /** At the end of the file. */
  readonly suffix?: Uint8Array;
  readonly comment?: string;
  /** Overrides for fields in the end of central directory record. */
  readonly end?: { readonly entries?: number; readonly size?: number; readonly offset?: number };
  /** The order of the central directory, as indices of entries. */
  readonly centralOrder?: readonly number[];
}

export interface MadeEntry {
  readonly name: string;
  readonly content?: Uint8Array;
  /** Overrides the output of deflate. */
  readonly compressed?: Uint8Array;
  /** Header fields, in both headers unless one of them overrides a field. */
  readonly fields?: Partial<Fields>;
  readonly local?: Partial<Fields>;
  readonly central?: Partial<Fields>;
  /** Omits the local file; the central directory points to that of the given entry. */
  readonly sharesLocalOf?: number;
}

interface Fields {
  readonly signature: number;
  readonly versionMadeBy: number;
  readonly versionNeeded: number;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly date: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly name: string;
  readonly extra: Uint8Array;
  readonly comment: string;
  readonly disk: number;
  readonly internalAttributes: number;
  readonly externalAttributes: number;
  readonly offset: number;
  /** Follows the compressed content, like a data descriptor. */
  readonly behind: Uint8Array;
}

const nothing = new Uint8Array(0);

/** The bytes of the zip; entries without overrides are in archive format 1. */
export function makeZip(zip: MadeZip): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const add = (...added: readonly Uint8Array[]): void => {
    parts.push(...added);
    for (const part of added) length += part.length;
  };
  add(zip.prefix ?? nothing);
  const placed = zip.entries.map((entry) => {
    const fields = fieldsOf(entry, length);
    const local = { ...fields, ...entry.fields, ...entry.local };
    const offset = length;
    if (entry.sharesLocalOf === undefined) {
      add(bytesOf(u32(local.signature), sharedFields(local), ascii(local.name), local.extra));
      add(compressedOf(entry), local.behind);
    }
    return { entry, fields: { ...fields, offset } };
  });
  add(zip.between ?? nothing);
  const start = length;
  for (const index of zip.centralOrder ?? placed.keys()) {
    const { entry, fields } = placed[index] ?? placed[0] ?? fail();
    const shared = placed[entry.sharesLocalOf ?? index]?.fields.offset ?? 0;
    const central = { ...fields, offset: shared, ...entry.fields, ...entry.central };
    add(
      bytesOf(
        u32(0x02014b50),
        u16(central.versionMadeBy),
        sharedFields(central),
        u16(central.comment.length),
        u16(central.disk),
        u16(central.internalAttributes),
        u32(central.externalAttributes),
        u32(central.offset),
        ascii(central.name),
        central.extra,
        ascii(central.comment),
      ),
    );
  }
  const { entries = placed.length, size = length - start, offset = start } = zip.end ?? {};
  const comment = zip.comment ?? '';
  add(
    bytesOf(u32(0x06054b50), u16(0), u16(0), u16(entries), u16(entries), u32(size), u32(offset)),
    bytesOf(u16(comment.length), ascii(comment), zip.suffix ?? nothing),
  );
  return joined(parts);
}

/** `-rw-r--r--` of a regular file, as in archive format 1. */
export const plainFile = (0o100644 << 16) >>> 0;
/** `-rwxr-xr-x`. */
export const program = (0o100755 << 16) >>> 0;

function fieldsOf(entry: MadeEntry, offset: number): Fields {
  const content = entry.content ?? nothing;
  return {
    signature: 0x04034b50,
    versionMadeBy: 0x031e,
    versionNeeded: 10,
    flags: 0,
    method: content.length === 0 ? 0 : 8,
    time: 0,
    date: 0x41,
    crc32: crc32Of(content),
    compressedSize: compressedOf(entry).length,
    size: content.length,
    name: entry.name,
    extra: nothing,
    comment: '',
    disk: 0,
    internalAttributes: 0,
    externalAttributes: plainFile,
    offset,
    behind: nothing,
  };
}

function compressedOf({ content = nothing, compressed }: MadeEntry): Uint8Array {
  if (compressed !== undefined) return compressed;
  return content.length === 0 ? nothing : deflateRaw(content, { level: 6 });
}

function sharedFields(fields: Fields): Uint8Array {
  return bytesOf(
    u16(fields.versionNeeded),
    u16(fields.flags),
    u16(fields.method),
    u16(fields.time),
    u16(fields.date),
    u32(fields.crc32),
    u32(fields.compressedSize),
    u32(fields.size),
    u16(fields.name.length),
    u16(fields.extra.length),
  );
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff);
}

export function u32(value: number): Uint8Array {
  return bytesOf(u16(value & 0xffff), u16(value >>> 16));
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

export function bytesOf(...parts: readonly Uint8Array[]): Uint8Array {
  return joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function fail(): never {
  throw new RangeError('entry not found');
}
