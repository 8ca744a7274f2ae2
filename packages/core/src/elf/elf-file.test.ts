import { expect, test } from 'vitest';
import { type MadeElf, madeElf } from '../../test/made-elf.js';
import { readElf } from './elf-file.js';

test('a static program has no interpreter and no libraries', () => {
  expect(readElf(madeElf({ machine: 183 }))).toMatchObject({
    kind: 'elf',
    machine: 183,
    type: 'executable',
    interpreter: null,
    libraries: [],
    versionNeeds: [],
  });
});

test('a dynamic program has its loader, libraries and the symbol versions that it needs', () => {
  const elf = madeElf({
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    libraries: ['libc.so.6', 'libm.so.6'],
    versionNeeds: { 'libc.so.6': ['GLIBC_2.34', 'GLIBC_2.99?'], 'libm.so.6': ['GLIBC_2.29'] },
  });
  expect(readElf(elf)).toMatchObject({
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    libraries: ['libc.so.6', 'libm.so.6'],
    // Without the weak one.
    versionNeeds: [
      { library: 'libc.so.6', versions: ['GLIBC_2.34'] },
      { library: 'libm.so.6', versions: ['GLIBC_2.29'] },
    ],
  });
});

test.each([
  [1, 'relocatable'],
  [2, 'executable'],
  [3, 'shared'],
  [4, 'core'],
  [0xfe00, 'other'],
] as const)('the type %d is %s', (type, expected) => {
  expect(readElf(madeElf({ type }))).toMatchObject({ type: expected });
});

test.each([
  ['', 'it is empty'],
  ['4d5a9000', 'it is a Windows program'],
  ['cffaedfe', 'it is a macOS program'],
  ['0061736d01', 'it is a WebAssembly module'],
  ['213c617263683e0a', 'it is a static library'],
  ['23212f62696e', 'it is a script'],
  ['00010203', 'it starts with the bytes 00 01 02 03'],
  ['7f45', 'it starts with the bytes 7f 45'],
])('the bytes %s are not ELF', (hex, reason) => {
  expect(readElf(Uint8Array.from(Buffer.from(hex, 'hex')))).toEqual({ kind: 'not-elf', reason });
});

test('a file for a 32-bit or big-endian machine is named', () => {
  const change = (at: number, ...values: number[]): Uint8Array => {
    const bytes = madeElf();
    bytes.set(values, at);
    return bytes;
  };
  expect(readElf(change(4, 1))).toMatchObject({
    kind: 'other-class',
    machine: expect.stringContaining('(32-bit)'),
  });
  expect(readElf(change(5, 2))).toMatchObject({
    kind: 'other-class',
    machine: expect.stringContaining('(64-bit, big-endian)'),
  });
});

test.each<readonly [string, MadeElf, (bytes: Uint8Array) => Uint8Array]>([
  ['only the magic number', {}, (bytes) => bytes.subarray(0, 4)],
  ['half of the header', {}, (bytes) => bytes.subarray(0, 40)],
  ['a file without its last byte', {}, (bytes) => bytes.subarray(0, -1)],
  ['a program without a segment to load', { isUnloadable: true }, (bytes) => bytes],
  ['sections without a count', {}, (bytes) => Uint8Array.from(bytes).fill(0, 60, 62)],
  ['section headers that are too short', {}, (bytes) => Uint8Array.from(bytes).fill(1, 58, 59)],
  ['an index of names beyond the sections', {}, (bytes) => Uint8Array.from(bytes).fill(9, 62, 63)],
])('%s is incomplete', (_, made, change) => {
  expect(readElf(change(madeElf(made)))).toMatchObject({ kind: 'truncated', reason: expect.any(String) });
});
