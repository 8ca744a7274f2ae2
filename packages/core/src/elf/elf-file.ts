import { ByteReader, OutOfBounds } from './byte-reader.js';

/** What must be known of an ELF file. Offsets and sizes in bytes. */
export interface ElfFile {
  readonly kind: 'elf';
  /** `e_machine`. */
  readonly machine: number;
  readonly segments: readonly Segment[];
  readonly sections: readonly Section[];
  /** PT_INTERP: the loader that a dynamically linked program needs; null for a static one. */
  readonly interpreter: string | null;
  /** DT_NEEDED: the shared libraries. */
  readonly libraries: readonly string[];
  /** Versions of symbols that the libraries must have, such as `GLIBC_2.34`. */
  readonly versionNeeds: readonly string[];
}

export interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly fileSize: number;
  readonly address: number;
  readonly alignment: number;
}

export interface Section {
  readonly name: string;
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

/** Why bytes are not a whole ELF file that Lambda could start. */
export interface NotElf {
  readonly kind: 'not-elf' | 'other-class' | 'truncated';
  readonly reason: string;
}

const PT_INTERP = 3;
const SHT_NOBITS = 8;
const SHT_DYNAMIC = 6;
const SHT_GNU_VERNEED = 0x6ffffffe;
const DT_NULL = 0;
const DT_NEEDED = 1;

/** Reads an ELF file; never throws, whatever the bytes are. */
export function readElf(bytes: Uint8Array): ElfFile | NotElf {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof OutOfBounds) return { kind: 'truncated', reason: error.message };
    throw error;
  }
}

function read(bytes: Uint8Array): ElfFile | NotElf {
  if (bytes.length < 20 || bytes[0] !== 0x7f || bytes[1] !== 0x45 || bytes[2] !== 0x4c || bytes[3] !== 0x46) {
    return { kind: 'not-elf', reason: `it begins with ${beginning(bytes)}` };
  }
  if (bytes[4] !== 2) return { kind: 'other-class', reason: 'it is a 32-bit program' };
  if (bytes[5] !== 1) return { kind: 'other-class', reason: 'it is a big-endian program' };
  const reader = new ByteReader(bytes);
  const machine = reader.u16(18);
  const segments = table(
    reader,
    reader.u64(32),
    reader.u16(54),
    reader.u16(56),
    56,
    (at): Segment => ({
      type: reader.u32(at),
      flags: reader.u32(at + 4),
      offset: reader.u64(at + 8),
      address: reader.u64(at + 16),
      fileSize: reader.u64(at + 32),
      alignment: reader.u64(at + 48),
    }),
  );
  const headers = table(reader, reader.u64(40), reader.u16(58), reader.u16(60), 64, (at) => ({
    nameOffset: reader.u32(at),
    type: reader.u32(at + 4),
    offset: reader.u64(at + 24),
    size: reader.u64(at + 32),
    link: reader.u32(at + 40),
  }));
  // A half-written file has a whole header all the same: every part it speaks of must be there.
  for (const { offset, fileSize } of segments) reader.slice(offset, fileSize);
  for (const { type, offset, size } of headers) if (type !== SHT_NOBITS) reader.slice(offset, size);

  const names = headers[reader.u16(62)];
  const sections = headers.map(
    ({ nameOffset, ...rest }): Section => ({
      name: names === undefined ? '' : reader.text(names.offset + nameOffset),
      ...rest,
    }),
  );
  const interpreter = segments.find(({ type }) => type === PT_INTERP);
  return {
    kind: 'elf',
    machine,
    segments,
    sections,
    interpreter: interpreter === undefined ? null : reader.text(interpreter.offset),
    libraries: librariesOf(reader, sections),
    versionNeeds: versionNeedsOf(reader, sections),
  };
}

function table<Row>(
  reader: ByteReader,
  offset: number,
  rowSize: number,
  rows: number,
  smallest: number,
  readRow: (at: number) => Row,
): Row[] {
  if (rows === 0) return [];
  if (rowSize < smallest) throw new OutOfBounds(`a header table with rows of ${rowSize} bytes`);
  reader.slice(offset, rowSize * rows);
  return Array.from({ length: rows }, (_, index) => readRow(offset + index * rowSize));
}

function librariesOf(reader: ByteReader, sections: readonly Section[]): string[] {
  const dynamic = sections.find(({ type }) => type === SHT_DYNAMIC);
  const strings = dynamic === undefined ? undefined : sections[dynamic.link];
  if (dynamic === undefined || strings === undefined) return [];
  const libraries: string[] = [];
  for (let at = dynamic.offset; at + 16 <= dynamic.offset + dynamic.size; at += 16) {
    const tag = reader.u64(at);
    if (tag === DT_NULL) break;
    if (tag === DT_NEEDED) libraries.push(reader.text(strings.offset + reader.u64(at + 8)));
  }
  return libraries;
}

// Verneed and Vernaux of the "Linux Standard Base": two chained lists, linked by relative offsets.
function versionNeedsOf(reader: ByteReader, sections: readonly Section[]): string[] {
  const section = sections.find(({ type }) => type === SHT_GNU_VERNEED);
  const strings = section === undefined ? undefined : sections[section.link];
  if (section === undefined || strings === undefined) return [];
  const needs = new Set<string>();
  let budget = 65_536;
  for (let file = section.offset; ; ) {
    let at = file + reader.u32(file + 8);
    for (let left = reader.u16(file + 2); left > 0; left -= 1) {
      budget -= 1;
      if (budget < 0) throw new OutOfBounds('an endless list of symbol versions');
      needs.add(reader.text(strings.offset + reader.u32(at + 8)));
      at += reader.u32(at + 12);
    }
    const next = reader.u32(file + 12);
    budget -= 1;
    if (next === 0 || budget < 0) break;
    file += next;
  }
  return [...needs].sort();
}

function beginning(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'nothing: it is empty';
  const start = bytes.subarray(0, 4);
  const text = String.fromCharCode(...start);
  return /^[\x20-\x7e]+$/.test(text)
    ? JSON.stringify(text)
    : `the bytes ${Array.from(start, (byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}
