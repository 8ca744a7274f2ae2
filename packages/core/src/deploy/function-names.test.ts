import { expect, test } from 'vitest';
import { camelCase, namedFunctions, pascalCase } from './function-names.js';

const names = (...archives: readonly (readonly string[])[]) =>
  namedFunctions(
    archives.map((handlers) => ({
      filename: 'a.zip',
      runtime: 'provided.al2023' as const,
      architecture: 'arm64' as const,
      handlers: handlers.map((handler) => ({ handler })),
    })),
  ).map(({ words }) => pascalCase(words));

test.each([
  [['bin/create'], ['Create']],
  [
    ['bin/create', 'bin/delete'],
    ['Create', 'Delete'],
  ],
  [
    ['bin/orders/create', 'bin/users/create'],
    ['OrdersCreate', 'UsersCreate'],
  ],
  [
    ['bin/orders/create', 'bin/orders/list-all'],
    ['Create', 'ListAll'],
  ],
  [
    ['binary/a', 'bin/b'],
    ['BinaryA', 'BinB'],
  ],
  [
    ['create', 'bin/create'],
    ['Create', 'BinCreate'],
  ],
  [
    ['getUser', 'HTTPServer', 'get_user'],
    ['GetUser', 'Httpserver', 'GetUser2'],
  ],
  [
    ['a-b', 'a.b', 'a_b', 'ab'],
    ['AB', 'AB2', 'AB3', 'Ab4'],
  ],
  [
    ['a-b', 'ab-2', 'ab'],
    ['AB', 'Ab2', 'Ab3'],
  ],
  [
    ['1st', '...', 'été'],
    ['Function1st', 'Function', 'T'],
  ],
  [['bin/'], ['Function']],
])('functions of %j are called %j', (handlers, expected) => {
  expect(names(handlers)).toEqual(expected);
});

test('archives share one namespace', () => {
  expect(names(['bin/create'], ['bin/create', 'bin/delete'])).toEqual(['Create', 'Create2', 'Delete']);
});

test('a name can start with a lower-case letter', () => {
  expect(camelCase(['orders', 'create', '2'])).toBe('ordersCreate2');
});
