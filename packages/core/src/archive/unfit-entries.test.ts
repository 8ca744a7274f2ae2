import { expect, test } from 'vitest';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { throwIfTooLong, throwIfUnfit } from './unfit-entries.js';
import { entryLimit, sizeLimit } from './zip-format.js';

function codesOf(act: () => void): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof LambdazipError) return error.diagnostics.map(({ code }) => code);
    throw error;
  }
  return [];
}

const entry = (name: string, more: { mode?: number; size?: number } = {}) => ({
  name,
  mode: 0o644,
  size: 1,
  ...more,
});

test('entries that the format allows are accepted', () => {
  const entries = [entry('bootstrap', { mode: 0o755 }), entry('a', { size: sizeLimit })];
  expect(codesOf(() => throwIfUnfit(entries, 9))).toEqual([]);
});

test('every problem is in one error', () => {
  const entries = [entry('/a'), entry('b', { mode: 0o600 }), entry('c', { size: sizeLimit + 1 }), entry('C')];
  expect(codesOf(() => throwIfUnfit(entries, 0))).toEqual([
    'archive-level-invalid',
    'archive-name-invalid',
    'archive-mode-invalid',
    'archive-too-large',
    'archive-name-collision',
  ]);
});

test.each([0, 10, 1.5, Number.NaN])('the compression level %d is refused', (level) => {
  expect(codesOf(() => throwIfUnfit([], level))).toEqual(['archive-level-invalid']);
});

test('one entry more than the limit is refused', () => {
  const entries = Array.from({ length: entryLimit + 1 }, (_, index) => entry(`f${index}`));
  expect(codesOf(() => throwIfUnfit(entries.slice(1), 6))).toEqual([]);
  expect(codesOf(() => throwIfUnfit(entries, 6))).toEqual(['archive-too-large']);
});

test('the size of the archive includes its headers, with each name twice', () => {
  // 22 bytes for the end of central directory, and 30 + 46 + 2 * 4 for the entry.
  const longest = sizeLimit - 22 - 84;
  expect(codesOf(() => throwIfTooLong([{ name: 'abcd', length: longest }]))).toEqual([]);
  expect(codesOf(() => throwIfTooLong([{ name: 'abcd', length: longest + 1 }]))).toEqual([
    'archive-too-large',
  ]);
});
