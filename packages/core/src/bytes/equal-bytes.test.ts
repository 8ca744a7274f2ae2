import { expect, test } from 'vitest';
import { equalBytes, firstDifference } from './equal-bytes.js';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

test.each([
  ['equal contents', bytes(1, 2, 3, 4, 5), bytes(1, 2, 3, 4, 5), null],
  ['two empty contents', bytes(), bytes(), null],
  ['the first byte', bytes(1, 2), bytes(0, 2), 0],
  ['a byte in the middle of a word', bytes(1, 2, 3, 4, 5, 6, 7, 8), bytes(1, 2, 3, 4, 5, 6, 0, 8), 6],
  ['a byte after the last whole word', bytes(1, 2, 3, 4, 5, 6), bytes(1, 2, 3, 4, 5, 0), 5],
  ['a prefix: its length', bytes(1, 2, 3, 4, 5, 6), bytes(1, 2, 3, 4, 5), 5],
])('the first difference of %s', (_, a, b, expected) => {
  expect(firstDifference(a, b)).toBe(expected);
  expect(firstDifference(b, a)).toBe(expected);
  expect(equalBytes(a, b)).toBe(expected === null);
});

test('views that do not start at a word are compared byte by byte', () => {
  const a = bytes(9, 1, 2, 3, 4, 5, 6, 7, 8).subarray(1);
  const b = bytes(8, 8, 1, 2, 3, 4, 5, 6, 7, 9).subarray(2);
  expect(firstDifference(a, b)).toBe(7);
  expect(firstDifference(a, bytes(1, 2, 3, 4, 5, 6, 7, 8))).toBeNull();
});
