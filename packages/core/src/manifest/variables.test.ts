import { expect, test } from 'vitest';
import { expandVariables, longestExpansion } from './variables.js';

const variables = { V: '1.2', EMPTY: '', NESTED: '${V}' };

test.each([
  ['-X main.v=${V}', '-X main.v=1.2'],
  ['${V}${EMPTY}${V}', '1.21.2'],
  ['${NESTED}', '${V}'],
  ['$${V} $V $$', '${V} $V $$'],
  ['$$${V}', '$${V}'],
])('%s becomes %s', (text, expected) => {
  expect(expandVariables(text, variables)).toEqual({ kind: 'text', text: expected });
});

test('undeclared names are listed once; names of objects are not variables', () => {
  expect(expandVariables('${A} ${V} ${A} ${constructor}', variables)).toEqual({
    kind: 'undeclared',
    names: ['A', 'constructor'],
  });
});

test.each(['${', '${}', '${1}', '${a-b}', '${V'])('%s is malformed', (text) => {
  expect(expandVariables(text, variables)).toEqual({ kind: 'malformed' });
});

test('a text that is longer than an argument is not built', () => {
  const long = { L: 'x'.repeat(10_000) };
  expect(expandVariables('${L}'.repeat(13), long)).toMatchObject({ kind: 'text' });
  expect(expandVariables('${L}'.repeat(14), long)).toEqual({ kind: 'too-long' });
  expect(expandVariables('x'.repeat(longestExpansion + 1), {})).toEqual({ kind: 'too-long' });
});
