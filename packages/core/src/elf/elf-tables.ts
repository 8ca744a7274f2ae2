import { type ByteReader, Damage } from './byte-reader.js';
import { PHDR_SIZE, SHDR_SIZE, SHN_UNDEF, SHT_NOBITS, SHT_NULL } from './elf-format.js';

/** A program header: a part of the file to load, or information for the loader. */
export interface Segment {
  /** `p_type`. */
  readonly type: number;
  /** `p_flags`. */
  readonly flags: number;
  readonly offset: number;
  readonly fileSize: number;
  readonly memorySize: number;
  readonly address: number;
  readonly alignment: number;
}

/** A section header, with its name. */
export interface Section {
  readonly name: string;
  /** `sh_type`. */
  readonly type: number;
  readonly offset: number;
  /** Bytes in the file, except for SHT_NOBITS, which occupies none. */
  readonly size: number;
  /** `sh_link`: for most types, the index of the section with their names. */
  readonly link: number;
}

/** The program headers. Throws unless everything they refer to is inside the file. */
export function readSegments(reader: ByteReader): readonly Segment[] {
  const rows = { offset: reader.u64(32), size: reader.u16(54), count: reader.u16(56), smallest: PHDR_SIZE };
  const segments = readTable(reader, rows, (at) => ({
    type: reader.u32(at),
    flags: reader.u32(at + 4),
    offset: reader.u64(at + 8),
    address: reader.u64(at + 16),
    fileSize: reader.u64(at + 32),
    memorySize: reader.u64(at + 40),
    alignment: reader.u64(at + 48),
  }));
  for (const { offset, fileSize } of segments) reader.require(offset, fileSize);
  return segments;
}

/** The section headers. Throws unless the bytes of every section are inside the file. */
export function readSections(reader: ByteReader): readonly Section[] {
  const rows = { offset: reader.u64(40), size: reader.u16(58), count: reader.u16(60), smallest: SHDR_SIZE };
  // ELF stores counts from 65,280 elsewhere; no program that fits into Lambda has that many sections.
  if (rows.offset !== 0 && rows.count === 0) throw new Damage('its section header table has no length');
  const headers = readTable(reader, rows, (at) => ({
    nameOffset: reader.u32(at),
    type: reader.u32(at + 4),
    offset: reader.u64(at + 24),
    size: reader.u64(at + 32),
    link: reader.u32(at + 40),
  }));
  for (const { type, offset, size } of headers) {
    if (type !== SHT_NOBITS && type !== SHT_NULL) reader.require(offset, size);
  }
  const namesIndex = reader.u16(62);
  const names = headers[namesIndex];
  if (names === undefined && namesIndex !== SHN_UNDEF) throw new Damage('its section names are missing');
  return headers.map(({ nameOffset, ...header }) => ({
    name: names === undefined || namesIndex === SHN_UNDEF ? '' : stringOf(reader, names, nameOffset),
    ...header,
  }));
}

/** The string at an index in a section of names. */
export function stringOf(
  reader: ByteReader,
  { offset, size }: Pick<Section, 'offset' | 'size'>,
  index: number,
): string {
  return reader.text(offset + index, offset + size);
}

interface TableRows {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
  readonly smallest: number;
}

function readTable<Row>(reader: ByteReader, rows: TableRows, readRow: (at: number) => Row): readonly Row[] {
  const { offset, size, count, smallest } = rows;
  if (count === 0) return [];
  if (size < smallest)
    throw new Damage(`size of header table entries: expected at least ${smallest} bytes, found ${size}`);
  reader.require(offset, size * count);
  return Array.from({ length: count }, (_, index) => readRow(offset + index * size));
}
