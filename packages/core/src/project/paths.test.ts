import { expect, test } from 'vitest';
import { dotted, isWithin, place, segmentsOf, withAncestors } from './paths.js';

test.each([
  [['a', '../b/'], 'b'],
  [['.', 'a', 'b'], 'a/b'],
  [['a', '..'], '.'],
  [[''], '.'],
  [['a', '../..', 'b'], '../b'],
])('%j are joined to %s', (parts, expected) => {
  expect(place(...parts)).toBe(expected);
});

test('segments omit `.` and empty names', () => {
  expect(segmentsOf('./a//b/')).toEqual(['a', 'b']);
  expect(segmentsOf('.')).toEqual([]);
});

test.each([
  ['a/b', 'a', true],
  ['a', 'a', true],
  ['ab', 'a', false],
  ['a', '.', true],
  ['..', '.', false],
  ['../a', '.', false],
  ['..a', '.', true],
])('%s is in %s: %s', (path, directory, expected) => {
  expect(isWithin(path, directory)).toBe(expected);
});

test('the ancestors of a directory end with the root', () => {
  expect(withAncestors('a/b')).toEqual(['a/b', 'a', '.']);
  expect(withAncestors('.')).toEqual(['.']);
});

test('a path gets `./` unless it already starts with a dot segment', () => {
  expect(['a', './a', '../a', '.', '..', '.a', '...'].map(dotted)).toEqual([
    './a',
    './a',
    '../a',
    '.',
    '..',
    './.a',
    './...',
  ]);
});
