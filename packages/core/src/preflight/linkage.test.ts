import { expect, test } from 'vitest';
import { type MadeElf, madeElf } from '../../test/made-elf.js';
import { type ElfFile, readElf } from '../elf/elf-file.js';
import { type LinkageTarget, linkageFindings, newestGlibc } from './linkage.js';

function elf(made: MadeElf): ElfFile {
  const read = readElf(madeElf(made));
  if (read.kind !== 'elf') throw new Error(read.kind);
  return read;
}

const target: LinkageTarget = { runtime: 'provided.al2023', architecture: 'x86_64', cgo: true };
const codes = (made: MadeElf, more: Partial<LinkageTarget> = {}): string[] =>
  linkageFindings(elf(made), { ...target, ...more }).map(({ code }) => code);

const needing = (...versions: string[]): MadeElf => ({ versionNeeds: { 'libc.so.6': versions } });

test('without cgo, a program must be static', () => {
  const made = { interpreter: '/lib64/ld-linux-x86-64.so.2', libraries: ['libc.so.6'] };
  expect(linkageFindings(elf(made), { ...target, cgo: false })).toEqual([
    { code: 'check-dynamic', values: { needs: ['/lib64/ld-linux-x86-64.so.2', 'libc.so.6'] } },
  ]);
  expect(codes(made)).toEqual([]);
});

test.each([
  ['/lib64/ld-linux-x86-64.so.2', []],
  ['/lib/ld-musl-x86_64.so.1', ['check-loader-missing']],
  ['/nix/store/x/ld.so', ['check-loader-missing']],
  ['/opt/lib/ld.so', []],
  ['/var/task/ld.so', []],
])('the loader %s', (interpreter, expected) => {
  expect(codes({ interpreter })).toEqual(expected);
});

test('a program for a different machine is not also reported for its loader', () => {
  expect(codes({ interpreter: '/lib/ld-linux-aarch64.so.1', machine: 183 })).toEqual([]);
});

test.each([
  ['GLIBC_2.34', []],
  ['GLIBC_2.35', ['check-glibc-too-new']],
  // Numbers, not text, are compared.
  ['GLIBC_2.4', []],
  ['GLIBC_2.34.1', ['check-glibc-too-new']],
  ['GLIBC_ABI_DT_RELR', ['check-glibc-too-new']],
  ['GLIBC_PRIVATE', []],
  ['GCC_9.0', []],
])('the symbol version %s on provided.al2023', (version, expected) => {
  expect(codes(needing(version))).toEqual(expected);
});

test('provided.al2 has an older C library', () => {
  expect(codes(needing('GLIBC_2.34'), { runtime: 'provided.al2' })).toEqual(['check-glibc-too-new']);
});

test('the newest version of all libraries counts, the first of equal ones', () => {
  const made = { versionNeeds: { 'libm.so.6': ['GLIBC_2.29'], 'libc.so.6': ['GLIBC_2.3', 'GLIBC_2.29'] } };
  expect(newestGlibc(elf(made))).toEqual({ library: 'libm.so.6', version: 'GLIBC_2.29', release: '2.29' });
  expect(newestGlibc(elf({}))).toBeUndefined();
});
