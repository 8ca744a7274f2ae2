import { architectureNames, architectures } from '../lambda/architectures.js';

// Names and values as in the System V ABI ("ELF-64 Object File Format") and the Linux Standard Base.

export const ELFCLASS64 = 2;
export const ELFDATA2LSB = 1;
export const EHDR_SIZE = 64;
export const PHDR_SIZE = 56;
export const SHDR_SIZE = 64;

export const ET_REL = 1;
export const ET_EXEC = 2;
export const ET_DYN = 3;
export const ET_CORE = 4;

export const PT_LOAD = 1;
export const PT_INTERP = 3;
export const PT_NOTE = 4;

export const SHN_UNDEF = 0;
export const SHT_NULL = 0;
export const SHT_DYNAMIC = 6;
export const SHT_NOBITS = 8;
export const SHT_GNU_VERNEED = 0x6ffffffe;

export const DT_NULL = 0;
export const DT_NEEDED = 1;
export const DYN_SIZE = 16;

/** A missing version with this flag causes only a warning from the loader. */
export const VER_FLG_WEAK = 2;

/** Names of `e_machine` for messages: the Linux targets of go, and AWS's names for Lambda's architectures. */
const machines: Readonly<Record<number, string>> = {
  3: '32-bit x86',
  8: 'MIPS',
  20: '32-bit PowerPC',
  21: '64-bit PowerPC',
  22: 'IBM Z',
  40: '32-bit ARM',
  243: 'RISC-V',
  258: 'LoongArch',
  ...Object.fromEntries(architectureNames.map((each) => [architectures[each].elfMachine, each])),
};

/** The name of an ELF file's `e_machine`. */
export function machineName(machine: number): string {
  return machines[machine] ?? `an unknown architecture (e_machine ${machine})`;
}
