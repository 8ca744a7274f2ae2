import { hexOf } from '../bytes/hex.js';
import { ByteReader, Damage } from './byte-reader.js';
import { librariesOf, type VersionNeed, versionNeedsOf } from './dynamic-linking.js';
import {
  EHDR_SIZE,
  ELFCLASS64,
  ELFDATA2LSB,
  ET_CORE,
  ET_DYN,
  ET_EXEC,
  ET_REL,
  machineName,
  PT_INTERP,
  PT_LOAD,
} from './elf-format.js';
import { readSections, readSegments, type Section, type Segment } from './elf-tables.js';

/** A complete 64-bit little-endian ELF file. Offsets, sizes and addresses are in bytes. */
export interface ElfFile {
  readonly kind: 'elf';
  /** `e_machine`; see `machineName` and the table of architectures. */
  readonly machine: number;
  /** `shared` is a shared library or a position-independent program: ELF uses one type for both. */
  readonly type: 'executable' | 'shared' | 'relocatable' | 'core' | 'other';
  readonly segments: readonly Segment[];
  /** In file order; empty if the section headers were stripped. */
  readonly sections: readonly Section[];
  /** PT_INTERP: the loader that a dynamically linked program needs; null for a static one. */
  readonly interpreter: string | null;
  /** DT_NEEDED: the shared libraries in search order. */
  readonly libraries: readonly string[];
  /** The symbol versions that the libraries must provide, such as `GLIBC_2.34` of `libc.so.6`. */
  readonly versionNeeds: readonly VersionNeed[];
}

/** Why bytes are not a complete 64-bit little-endian ELF file. */
export type ElfProblem =
  | { readonly kind: 'not-elf'; readonly reason: string }
  /** 32-bit or big-endian, for a machine that Lambda does not have; `machine` is its name for messages. */
  | { readonly kind: 'other-class'; readonly machine: string }
  /** It starts as ELF but is incomplete: partially written, cut off, or damaged. */
  | { readonly kind: 'truncated'; readonly reason: string };

const types: Readonly<Record<number, ElfFile['type']>> = {
  [ET_REL]: 'relocatable',
  [ET_EXEC]: 'executable',
  [ET_DYN]: 'shared',
  [ET_CORE]: 'core',
};

/** Reads an ELF file. Never throws; the work is bounded by the number of bytes. */
export function readElf(bytes: Uint8Array): ElfFile | ElfProblem {
  if (bytes[0] !== 0x7f || bytes[1] !== 0x45 || bytes[2] !== 0x4c || bytes[3] !== 0x46) {
    return { kind: 'not-elf', reason: beginningOf(bytes) };
  }
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof Damage) return { kind: 'truncated', reason: error.message };
    throw error;
  }
}

function read(bytes: Uint8Array): ElfFile | ElfProblem {
  const reader = new ByteReader(bytes);
  reader.require(0, 20);
  const isLittleEndian = bytes[5] === ELFDATA2LSB;
  if (bytes[4] !== ELFCLASS64 || !isLittleEndian) {
    const machine = machineName(isLittleEndian ? reader.u16(18) : swapped(reader.u16(18)));
    const traits = [bytes[4] === ELFCLASS64 ? '64-bit' : '32-bit', ...(isLittleEndian ? [] : ['big-endian'])];
    return { kind: 'other-class', machine: `${machine} (${traits.join(', ')})` };
  }
  reader.require(0, EHDR_SIZE);
  const type = types[reader.u16(16)] ?? 'other';
  const segments = readSegments(reader);
  const sections = readSections(reader);
  // A killed linker can leave a file of full length whose tables are still zero.
  if ((type === 'executable' || type === 'shared') && !segments.some((segment) => segment.type === PT_LOAD)) {
    throw new Damage('it has no loadable segment');
  }
  const interpreter = segments.find((segment) => segment.type === PT_INTERP);
  return {
    kind: 'elf',
    machine: reader.u16(18),
    type,
    segments,
    sections,
    interpreter:
      interpreter === undefined
        ? null
        : reader.text(interpreter.offset, interpreter.offset + interpreter.fileSize),
    libraries: librariesOf(reader, sections),
    versionNeeds: versionNeedsOf(reader, sections),
  };
}

function swapped(value: number): number {
  return ((value & 0xff) << 8) | (value >> 8);
}

/** The first bytes of other files that a go build can leave; hexadecimal. */
const otherFormats: readonly (readonly [start: string, name: string])[] = [
  ['4d5a', 'it is a Windows program'],
  ['cffaedfe', 'it is a macOS program'],
  ['0061736d', 'it is a WebAssembly module'],
  ['213c617263683e', 'it is a static library'],
  ['2321', 'it is a script'],
];

/** Describes what a file that is not ELF appears to be. */
function beginningOf(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'it is empty';
  const start = hexOf(bytes.subarray(0, 8));
  const known = otherFormats.find(([format]) => start.startsWith(format));
  return known?.[1] ?? `it starts with the bytes ${start.slice(0, 8).match(/../g)?.join(' ')}`;
}
