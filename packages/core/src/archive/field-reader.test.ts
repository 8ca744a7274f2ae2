import { expect, test } from 'vitest';
import { type FieldDeviation, FieldReader, textOf, ZipDamage } from './field-reader.js';

function reading(...bytes: number[]): {
  readonly reader: FieldReader;
  readonly deviations: FieldDeviation[];
} {
  const deviations: FieldDeviation[] = [];
  // A view into a larger buffer: offsets count from the start of the view.
  const view = Uint8Array.from([9, 9, 9, ...bytes]).subarray(3);
  return { reader: new FieldReader(view, (deviation) => deviations.push(deviation)), deviations };
}

test('fields are little-endian and consecutive', () => {
  const { reader } = reading(1, 2, 0xff, 0xff, 0xff, 0xff, 7);
  expect([reader.u16('a'), reader.u32('b'), reader.offset, reader.remaining]).toEqual([
    0x0201, 0xffffffff, 6, 1,
  ]);
  expect([...reader.take(1, 'c')]).toEqual([7]);
});

test('a field with an unexpected value is noted with its record, entry and offset', () => {
  const { reader, deviations } = reading(1, 0, 2, 0, 0, 0);
  reader.begin('local file header', 'bin/a');
  reader.expectU16('version', 1, 5);
  reader.expectU32('size', 3, 4);
  expect(deviations).toEqual([
    { record: 'local file header', entry: 'bin/a', field: 'size', offset: 2, expected: '3 or 4', found: '2' },
  ]);
});

test('a field beyond the end is damage, not a RangeError', () => {
  const { reader } = reading(1, 2, 3);
  reader.begin('central file header', 'a"b');
  expect(() => reader.u32('crc-32')).toThrow(
    new ZipDamage('crc-32 in the central file header of "a\\"b" (byte 0): expected 4 bytes, found 3'),
  );
  expect(() => reader.take(4, 'file name')).toThrow(ZipDamage);
});

test('looking ahead does not move, and stops at the end', () => {
  const { reader } = reading(0x50, 0x4b, 0x03, 0x04, 5, 0, 0x61, 0x62);
  expect(reader.isAt(0x04034b50)).toBe(true);
  expect(reader.isAt(0x02014b50)).toBe(false);
  expect(reader.textAhead(4, 6)).toBe('ab');
  expect(reader.textAhead(7, 9)).toBe('');
  expect(reader.offset).toBe(0);
});

test('a name that is not UTF-8 has one character per byte, however long it is', () => {
  expect(textOf(new TextEncoder().encode('\uFEFFä'))).toBe('\uFEFFä');
  expect(textOf(Uint8Array.of(0x61, 0xe4))).toBe('aä');
  expect(textOf(new Uint8Array(20_000).fill(0xff))).toBe('ÿ'.repeat(20_000));
});
