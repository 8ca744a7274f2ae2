import { expect, test } from 'vitest';
import { readStatement } from '../provenance/read-statement.js';
import { isNestedTooDeep } from './json-depth.js';

test('counts brackets as nesting, except in strings', () => {
  expect(isNestedTooDeep('['.repeat(100))).toBe(false);
  expect(isNestedTooDeep('['.repeat(101))).toBe(true);
  expect(isNestedTooDeep('[]'.repeat(1000))).toBe(false);
  expect(isNestedTooDeep(`"${'['.repeat(1000)}\\"${'{'.repeat(1000)}"`)).toBe(false);
});

test('a provenance with a hundred thousand brackets is malformed', () => {
  const text = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect(readStatement(text)).toEqual({ kind: 'malformed', reason: 'values are nested too deeply' });
});
