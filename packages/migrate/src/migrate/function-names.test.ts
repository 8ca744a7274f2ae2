import { expect, test } from 'vitest';
import { handlersByName } from './function-names.js';

const functions = [
  { name: 'shop-*-b', handler: 'b' },
  { name: 'shop-*', handler: 'any' },
  { name: 'shop-x-b', handler: 'exact' },
  { name: '*one*two*', handler: 'parts' },
];
const known = (value: string) => handlersByName(functions, { name: { kind: 'known', value } });

test.each([
  ['a name', 'shop-x-b', ['exact']],
  ['the first pattern that matches', 'shop-y-b', ['b']],
  ['a pattern without characters for its star', 'shop-', ['any']],
  ['a later pattern', 'shop-b', ['any']],
  ['several stars', 'one-two', ['parts']],
  ['texts in a different order', 'two-one', []],
  ['no pattern', 'other', []],
])('a known name has the handler of %s', (_, name, handlers) => {
  expect(known(name)).toEqual(handlers);
});

test('a pattern does not use a character twice', () => {
  expect(
    handlersByName([{ name: 'ab*ba', handler: 'x' }], { name: { kind: 'known', value: 'aba' } }),
  ).toEqual([]);
});

test('a generated name can match patterns only', () => {
  expect(handlersByName(functions, {})).toEqual(['b', 'any', 'parts']);
});

test('a name that the files do not have can be any', () => {
  expect(handlersByName(functions, { name: { kind: 'unknown', text: '!Sub' } })).toHaveLength(4);
});
