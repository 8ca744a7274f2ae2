import { expect, test } from 'vitest';
import { ascii } from '../../test/made-elf.js';
import { ByteReader, Damage } from './byte-reader.js';

test('numbers are little-endian, also in a view', () => {
  const reader = new ByteReader(Uint8Array.of(9, 1, 2, 3, 4, 1, 0, 0, 0).subarray(1));
  expect(reader.u16(0)).toBe(0x0201);
  expect(reader.u32(0)).toBe(0x04030201);
  expect(reader.u64(0)).toBe(0x1_0403_0201);
});

test.each([
  ['u16', 7],
  ['u32', 5],
  ['u64', 1],
] as const)('%s beyond the last byte is damage', (read, at) => {
  const reader = new ByteReader(new Uint8Array(8));
  expect(reader[read](at - 1)).toBe(0);
  expect(() => reader[read](at)).toThrow(Damage);
});

test('a text ends at its NUL', () => {
  const reader = new ByteReader(ascii('libc\0so\0'));
  expect(reader.text(0, 8)).toBe('libc');
  expect(reader.text(5, 8)).toBe('so');
  expect(reader.text(4, 8)).toBe('');
});

test('a text without a NUL before its end is damage', () => {
  const reader = new ByteReader(ascii(`abc${'x'.repeat(5000)}\0`));
  expect(() => reader.text(0, 3)).toThrow('not terminated');
  // Longer than any path.
  expect(() => reader.text(0, 6000)).toThrow('not terminated');
  expect(() => reader.text(6000, 6001)).toThrow(Damage);
});

test('the total length of all texts is limited', () => {
  const reader = new ByteReader(ascii(`${'x'.repeat(4000)}\0`));
  const readMany = () => {
    for (let count = 0; count < 2000; count += 1) reader.text(0, 4001);
  };
  expect(readMany).toThrow('its names are too long');
});
