import { expect, test } from 'vitest';
import { joined, lengthOf } from './joined.js';

test('chunks are concatenated in order, including empty ones and views', () => {
  const chunks = [Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(9, 3, 4, 9).subarray(1, 3)];
  expect(lengthOf(chunks)).toBe(4);
  expect(joined(chunks)).toEqual(Uint8Array.of(1, 2, 3, 4));
  expect(joined([])).toEqual(new Uint8Array(0));
});

test('the result does not share memory with the chunks', () => {
  const chunk = Uint8Array.of(1);
  const bytes = joined([chunk]);
  chunk[0] = 2;
  expect(bytes[0]).toBe(1);
});
