import { expect, test } from 'vitest';
import { likely } from './likely.js';

const known = ['architecture', 'runtime', 'handlers', 'go'];

test.each([
  ['arhcitecture', 'architecture'],
  ['Handler', 'handlers'],
  ['RUNTIME', 'runtime'],
  ['g', 'go'],
  ['something', null],
  ['', 'go'],
])('the word most similar to %j is %s', (word, expected) => {
  expect(likely(word, known)).toBe(expected);
});

test('does not guess among no or too many words, or for a very long one', () => {
  expect(likely('a', [])).toBeNull();
  expect(
    likely(
      'a',
      Array.from({ length: 301 }, () => 'a'),
    ),
  ).toBeNull();
  expect(likely('a'.repeat(201), ['a'.repeat(201)])).toBeNull();
});
