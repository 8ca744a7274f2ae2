import { compareStrings } from '../bytes/compare.js';
import type { EntryMode } from './entry.js';
import { type FieldDeviation, FieldReader, textOf, ZipDamage } from './field-reader.js';
import { archiveNameProblem, findCollisions, type NameCollision } from './names.js';
import { compressionMethods, entryLimit, namesLimit, zipFormat } from './zip-format.js';

/** An entry in an archive whose content has not been read yet. */
export interface ArchivedEntry {
  readonly name: string;
  /** From the central directory; null if it has a different value or was not reached. */
  readonly mode: EntryMode | null;
  readonly method: 'store' | 'deflate';
  readonly crc32: number;
  /** Bytes before compression, according to the header. */
  readonly size: number;
  /** A view of the file. */
  readonly compressed: Uint8Array;
  /** Offset of its local file header. */
  readonly offset: number;
}

/** Why a file is not an archive of format 1, judged by its headers. */
export type ArchiveProblem =
  | { readonly kind: 'damage'; readonly reason: string }
  | { readonly kind: 'field'; readonly deviation: FieldDeviation; readonly others: number }
  | { readonly kind: 'name'; readonly name: string; readonly reason: string }
  | { readonly kind: 'collision'; readonly collision: NameCollision }
  | { readonly kind: 'order'; readonly name: string; readonly before: string };

export interface ArchiveReading {
  /** The entries whose local part could be read, in file order. */
  readonly entries: readonly ArchivedEntry[];
  readonly problems: readonly ArchiveProblem[];
}

/** Deflate expands a byte to at most 1,032: 258 bytes take at least two bits (RFC 1951). */
const largestRatio = 1032;

/**
 * Reads an archive of format 1 from start to end, and accepts nothing else; `docs/archive-format.md` lists each
 * field. `recreateArchive` inflates the contents and deflates them again. Never throws; the work is bounded by the
 * number of bytes.
 *
 * @param most maximum total size of all contents, in bytes
 */
export function readArchive(bytes: Uint8Array, most: number): ArchiveReading {
  const deviations = new Map<string, { readonly first: FieldDeviation; count: number }>();
  const reader = new FieldReader(bytes, (deviation) => {
    // A zip from a different tool has the same deviation in each entry: report it once.
    const key = `${deviation.record}\n${deviation.field}`;
    const known = deviations.get(key);
    if (known === undefined) deviations.set(key, { first: deviation, count: 1 });
    else known.count += 1;
  });
  const locals: LocalPart[] = [];
  const modes = new Map<number, EntryMode | null>();
  const problems: ArchiveProblem[] = [];
  try {
    readLocalParts(reader, locals, most);
    readCentralDirectory(reader, locals, modes);
  } catch (error) {
    if (!(error instanceof ZipDamage)) throw error;
    problems.push({ kind: 'damage', reason: error.message });
  }
  const fields = [...deviations.values()].map(
    ({ first, count }): ArchiveProblem => ({ kind: 'field', deviation: first, others: count - 1 }),
  );
  return {
    entries: locals.map(({ shared: _, ...local }, index) => ({ ...local, mode: modes.get(index) ?? null })),
    problems: [...fields, ...problems, ...nameProblems(locals.map(({ name }) => name))],
  };
}

interface LocalPart extends Omit<ArchivedEntry, 'mode'> {
  /** From "version needed to extract" to "extra field length", repeated in the central directory. */
  readonly shared: readonly number[];
}

function readLocalParts(reader: FieldReader, locals: LocalPart[], most: number): void {
  const { centralDirectorySignature, endOfCentralDirectorySignature } = zipFormat;
  let nameBytes = 0;
  let left = most;
  while (!reader.isAt(centralDirectorySignature) && !reader.isAt(endOfCentralDirectorySignature)) {
    if (!reader.isAt(zipFormat.localFileHeaderSignature)) {
      throw new ZipDamage(`local file header not found at byte ${reader.offset}`);
    }
    if (locals.length >= entryLimit) throw new ZipDamage(`it has more than ${entryLimit} entries`);
    const offset = reader.offset;
    reader.begin('local file header', reader.textAhead(26, zipFormat.localFileHeaderLength));
    reader.u32('signature');
    const shared = readSharedFields(reader, undefined);
    const [, , method = 0, , , crc32 = 0, compressedSize = 0, size = 0, nameLength = 0, extraLength = 0] =
      shared;
    nameBytes += nameLength;
    if (nameBytes > namesLimit) throw new ZipDamage(`its names have more than ${namesLimit} bytes in total`);
    const name = textOf(reader.take(nameLength, 'file name'));
    reader.take(extraLength, 'extra field');
    const isStored = size === 0;
    const methods = [isStored ? compressionMethods.store : compressionMethods.deflate];
    if (!methods.includes(method as 0)) {
      reader.deviate('compression method', offset + 8, String(methods[0]), String(method));
    }
    if (isStored && compressedSize > 0) {
      reader.deviate('compressed size', offset + 18, '0 (empty content)', String(compressedSize));
    }
    if (size > compressedSize * largestRatio) {
      reader.deviate(
        'uncompressed size',
        offset + 22,
        `at most ${largestRatio} times the compressed size of ${compressedSize} bytes`,
        String(size),
      );
      throw new ZipDamage(
        `${JSON.stringify(name)} declares ${size} bytes, but a deflate stream of ${compressedSize} bytes cannot inflate to that size`,
      );
    }
    left -= size;
    if (left < 0) throw new ZipDamage(`its contents have more than ${most} bytes in total`);
    const compressed = reader.take(compressedSize, 'compressed content');
    locals.push({
      name,
      method: isStored ? 'store' : 'deflate',
      crc32,
      size,
      compressed,
      offset,
      shared,
    });
  }
}

/** @param local the values in the local part; undefined when reading the local part */
function readSharedFields(reader: FieldReader, local: readonly number[] | undefined): number[] {
  const { versionNeeded, generalPurposeBitFlag, lastModTime, lastModDate } = zipFormat;
  const fixed = [
    reader.expectU16('version needed to extract', versionNeeded),
    reader.expectU16('general purpose bit flag', generalPurposeBitFlag),
  ];
  const at = fixed.length;
  const like = (index: number): readonly number[] => {
    const value = local?.[index];
    return value === undefined ? [] : [value];
  };
  const u16 = (field: string, index: number): number => {
    const value = reader.u16(field);
    if (local !== undefined) reader.check(field, value, 2, like(index));
    return value;
  };
  const u32 = (field: string, index: number): number => {
    const value = reader.u32(field);
    if (local !== undefined) reader.check(field, value, 4, like(index));
    return value;
  };
  return [
    ...fixed,
    u16('compression method', at),
    reader.expectU16('last mod file time', lastModTime),
    reader.expectU16('last mod file date', lastModDate),
    u32('crc-32', at + 3),
    u32('compressed size', at + 4),
    u32('uncompressed size', at + 5),
    u16('file name length', at + 6),
    reader.expectU16('extra field length', 0),
  ];
}

function readCentralDirectory(
  reader: FieldReader,
  locals: readonly LocalPart[],
  modes: Map<number, EntryMode | null>,
): void {
  const start = reader.offset;
  for (const [index, { name, offset, shared }] of locals.entries()) {
    if (!reader.isAt(zipFormat.centralDirectorySignature)) {
      throw new ZipDamage(
        `central file header of ${JSON.stringify(name)} not found at byte ${reader.offset}`,
      );
    }
    reader.begin('central file header', name);
    reader.u32('signature');
    reader.expectU16('version made by', zipFormat.versionMadeBy);
    const fields = readSharedFields(reader, shared);
    reader.expectU16('file comment length', 0);
    reader.expectU16('disk number start', 0);
    reader.expectU16('internal file attributes', 0);
    modes.set(index, readMode(reader));
    reader.expectU32('relative offset of local header', offset);
    const nameStart = reader.offset;
    const centralName = textOf(reader.take(fields[8] ?? 0, 'file name'));
    if (centralName !== name)
      reader.deviate('file name', nameStart, JSON.stringify(name), JSON.stringify(centralName));
    reader.take(fields[9] ?? 0, 'extra field');
  }
  if (!reader.isAt(zipFormat.endOfCentralDirectorySignature)) {
    throw new ZipDamage(`end of central directory not found at byte ${reader.offset}`);
  }
  const size = reader.offset - start;
  reader.begin('end of central directory', null);
  reader.u32('signature');
  reader.expectU16('number of this disk', 0);
  reader.expectU16('number of the disk with the start of the central directory', 0);
  reader.expectU16('entries on this disk', locals.length);
  reader.expectU16('entries', locals.length);
  reader.expectU32('size of the central directory', size);
  reader.expectU32('offset of the central directory', start);
  reader.expectU16('comment length', 0);
  if (reader.remaining > 0)
    throw new ZipDamage(`found ${reader.remaining} bytes after its end at byte ${reader.offset}`);
}

const entryModes: readonly EntryMode[] = [0o755, 0o644];

function readMode(reader: FieldReader): EntryMode | null {
  const attributes = reader.u32('external file attributes');
  const allowed = entryModes.map((mode) => ((zipFormat.regularFile | mode) << 16) >>> 0);
  reader.check('external file attributes', attributes, 4, allowed, attributesText);
  return entryModes[allowed.indexOf(attributes)] ?? null;
}

function attributesText(attributes: number): string {
  const low = attributes & 0xffff;
  const mode = `0${(attributes >>> 16).toString(8)} (octal)`;
  return low === 0 ? mode : `${mode} with the MS-DOS attributes ${low}`;
}

function nameProblems(names: readonly string[]): ArchiveProblem[] {
  const problems: ArchiveProblem[] = [];
  for (const [index, name] of names.entries()) {
    const reason = archiveNameProblem(name);
    if (reason !== undefined) problems.push({ kind: 'name', name, reason });
    const before = names[index - 1];
    if (before !== undefined && compareStrings(before, name) > 0) {
      // One is enough: in a zip with a different order nearly all entries are elsewhere.
      if (!problems.some(({ kind }) => kind === 'order')) problems.push({ kind: 'order', name, before });
    }
  }
  for (const collision of findCollisions(names)) problems.push({ kind: 'collision', collision });
  return problems;
}
