import { expect, test } from 'vitest';
import { ascii, madeElf } from '../../test/made-elf.js';
import { ByteReader } from './byte-reader.js';
import { readSections, readSegments, stringOf } from './elf-tables.js';

const elf = madeElf({ interpreter: '/lib/ld.so', sections: [{ name: '.text', content: ascii('code') }] });

test('segments cover the bytes that their headers name', () => {
  const [load, interpreter] = readSegments(new ByteReader(elf));
  expect(load).toMatchObject({ type: 1, flags: 5, offset: 0 });
  expect(interpreter).toMatchObject({ type: 3, fileSize: '/lib/ld.so\0'.length, memorySize: 11 });
});

test('sections have their names and contents', () => {
  const reader = new ByteReader(elf);
  const sections = readSections(reader);
  expect(sections.map(({ name }) => name)).toEqual(['', '.interp', '.text', '.shstrtab']);
  const text = sections.find(({ name }) => name === '.text');
  expect(text).toMatchObject({ type: 1, size: 4 });
  expect(elf.subarray(text?.offset, (text?.offset ?? 0) + 4)).toEqual(ascii('code'));
  const names = sections.find(({ name }) => name === '.shstrtab') ?? { offset: 0, size: 0 };
  expect(stringOf(reader, names, 1)).toBe('.shstrtab');
});

test('a file without section headers has no sections', () => {
  const stripped = Uint8Array.from(elf).fill(0, 40, 48).fill(0, 60, 64);
  expect(readSections(new ByteReader(stripped))).toEqual([]);
});

test('a segment or a section outside the file is damage', () => {
  const withLongSegment = Uint8Array.from(elf);
  withLongSegment.set([0xff, 0xff, 0xff], 64 + 32);
  expect(() => readSegments(new ByteReader(withLongSegment))).toThrow('expected at least');
  const start = new DataView(elf.buffer).getUint32(40, true);
  const withLongSection = Uint8Array.from(elf);
  withLongSection.set([0xff, 0xff, 0xff], start + 64 + 32);
  expect(() => readSections(new ByteReader(withLongSection))).toThrow('expected at least');
  // A section without bytes in the file (.bss) may have any size.
  withLongSection.set([8], start + 64 + 4);
  expect(readSections(new ByteReader(withLongSection))).toHaveLength(4);
});
