import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64Of, bytesOfBase64 } from './base64.js';
import { compareStrings, sortedRecord } from './compare.js';
import { bytesOfHex, hexOf } from './hex.js';

test('hexadecimal and base64 match other encoders and decode to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(hexOf(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(bytesOfHex(hexOf(bytes))).toEqual(bytes);
      expect(bytesOfBase64(base64Of(bytes))).toEqual(bytes);
    }),
  );
});

test('compares strings like a sort without a function', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (strings) => {
      expect([...strings].sort(compareStrings)).toEqual([...strings].sort());
    }),
  );
  // By UTF-16 code unit, not by code point, and the same in every locale.
  expect(['\u{1f600}', '\uff5e', 'a', 'ä', 'B'].sort(compareStrings)).toEqual([
    'B',
    'a',
    'ä',
    '\u{1f600}',
    '\uff5e',
  ]);
});

test('sorts a record or a map by its names', () => {
  const names = ['b', 'B', 'a', '__proto'];
  const values = names.map((name): [string, number] => [name, name.length]);
  const sorted = ['B', '__proto', 'a', 'b'];
  expect(Object.keys(sortedRecord(Object.fromEntries(values)))).toEqual(sorted);
  expect(Object.keys(sortedRecord(new Map(values)))).toEqual(sorted);
});
