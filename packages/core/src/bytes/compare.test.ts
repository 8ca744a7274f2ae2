import { expect, test } from 'vitest';
import { compareStrings, sortedRecord } from './compare.js';

test('strings are ordered by code units: upper case first, and no numbers', () => {
  expect(['b', 'a10', 'B', 'a9', '_', 'ä', 'a'].sort(compareStrings)).toEqual([
    'B',
    '_',
    'a',
    'a10',
    'a9',
    'b',
    'ä',
  ]);
  expect(compareStrings('a', 'a')).toBe(0);
});

test('a record or map is sorted by name, and values stay with their names', () => {
  expect(Object.entries(sortedRecord({ b: 1, a: 2, B: 3 }))).toEqual([
    ['B', 3],
    ['a', 2],
    ['b', 1],
  ]);
  expect(
    Object.entries(
      sortedRecord(
        new Map([
          ['b', 1],
          ['a', 2],
        ]),
      ),
    ),
  ).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
});
