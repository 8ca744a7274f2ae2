import { expect, test } from 'vitest';
import type { PackedContent } from '../archive/packed-content.js';
import { decodePacked, encodePacked } from './packed-format.js';

const key = { sha256: 'ab'.repeat(32), level: 6 };
const packed: PackedContent = {
  method: 'deflate',
  size: 0x01020304,
  crc32: 0xfffefdfc,
  compressed: Uint8Array.of(1, 2, 3),
};

test('a file has the documented bytes', () => {
  const hex = Buffer.from(encodePacked(key, packed)).toString('hex');
  expect(hex.slice(0, 40)).toBe('4c5a5031' + '08' + '06' + '0000' + '04030201' + 'fcfdfeff' + '03000000');
  expect(hex.slice(40, 110)).toBe(`${'ab'.repeat(32)}010203`);
  expect(hex).toHaveLength(2 * (52 + 3 + 32));
});

test.each<PackedContent>([
  packed,
  { ...packed, method: 'store', compressed: new Uint8Array(0), size: 0, crc32: 0 },
])('an encoded content is decoded unchanged (%#)', (content) => {
  expect(decodePacked(key, encodePacked(key, content))).toEqual(content);
});

test('a file inside a larger buffer is decoded', () => {
  const file = encodePacked(key, packed);
  const buffer = new Uint8Array(file.length + 20).fill(7);
  buffer.set(file, 10);
  expect(decodePacked(key, buffer.subarray(10, 10 + file.length))).toEqual(packed);
});

test('a content with a different key is not returned', () => {
  const file = encodePacked(key, packed);
  expect(decodePacked({ ...key, level: 9 }, file)).toBeUndefined();
  expect(decodePacked({ ...key, sha256: 'cd'.repeat(32) }, file)).toBeUndefined();
});

test('a file with any flipped bit, or cut off anywhere, is damaged', () => {
  const file = encodePacked(key, packed);
  for (let at = 0; at < file.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const damaged = file.with(at, (file[at] ?? 0) ^ (1 << bit));
      expect([at, bit, decodePacked(key, damaged)]).toEqual([at, bit, undefined]);
    }
    expect([at, decodePacked(key, file.subarray(0, at))]).toEqual([at, undefined]);
  }
  expect(decodePacked(key, Uint8Array.of(...file, 0))).toBeUndefined();
});
