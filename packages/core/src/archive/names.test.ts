import { describe, expect, test } from 'vitest';
import { archiveNameProblem, findCollisions } from './names.js';

test.each([
  'bootstrap',
  'bin/create',
  'a.b-c_d~e',
  'Zebra/10',
  '.hidden',
  '...',
  `${'n'.repeat(255)}/x`,
  `${'d/'.repeat(2042)}x`,
])('%.40s is a valid path', (name) => {
  expect(archiveNameProblem(name)).toBeUndefined();
});

test.each([
  ['', 'it is empty'],
  ['a\nb', 'it contains a control character'],
  ['ä', 'it contains a character outside ASCII'],
  ['a b', 'it contains a space'],
  ['a\\b', 'it contains a backslash'],
  ['C:/a', 'it starts with a drive letter'],
  ['/a', 'it is absolute'],
  [`${'d/'.repeat(2042)}xy`, 'it is longer than 4085 characters'],
  ['a//b', 'it contains `//`'],
  ['a/', 'it ends in `/`'],
  ['./a', 'it contains `.`'],
  ['a/../b', 'it contains `..`'],
  ['n'.repeat(256), 'it has a segment of more than 255 characters'],
])('%.40j is refused', (name, reason) => {
  expect(archiveNameProblem(name)).toBe(reason);
});

describe('collisions', () => {
  const pairs = (...names: readonly string[]): string[] =>
    findCollisions(names).map(({ name, other }) => `${name} after ${other}`);

  test('different names do not collide, even if one is a prefix of the other', () => {
    expect(pairs('a', 'ab', 'a-b/c', 'b/a', 'b/ab')).toEqual([]);
  });

  test('equal names collide, ignoring the case of ASCII letters', () => {
    expect(pairs('a', 'b', 'A', 'a')).toEqual(['A after a', 'a after a']);
  });

  test('a name collides with a directory of another name, however deep, in either order', () => {
    expect(pairs('a/b/c', 'A')).toEqual(['A after a/b/c']);
    expect(pairs('a', 'a-b', 'a.b', 'a/b/c')).toEqual(['a/b/c after a']);
  });

  test('the first of several colliding names is reported', () => {
    expect(pairs('x', 'a/b', 'a/c', 'a')).toEqual(['a after a/b']);
  });
});
