import { expect, test } from 'vitest';
import type { GoMain } from '../go/go-run.js';
import { handlerCatalog, readHandlerCatalog } from './handler-catalog.js';

const main = (name: string, ...handlers: readonly string[]): GoMain => ({
  importPath: `example.com/shop/${name}`,
  directory: `/w/${name}`,
  arguments: [`./${name}`],
  handlers,
});

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test('the handlers of a program are read from its bytes', () => {
  const text = handlerCatalog([main('a', 'bin/a', 'bin/again'), main('b', 'bin/b')]);
  expect(readHandlerCatalog(bytesOf(`\u0000lambdazip\u0000${text}lambdazip`))).toEqual([
    { handler: 'bin/a', package: 'example.com/shop/a' },
    { handler: 'bin/again', package: 'example.com/shop/a' },
    { handler: 'bin/b', package: 'example.com/shop/b' },
  ]);
});

test.each([
  '',
  'lambdazip multicall 1\n',
  'lambdazip multicall 1\nbroken\nlambdazip multicall end\n',
  'lambdazip multicall 2\na b\nlambdazip multicall end\n',
])('a program with %j has no handlers', (text) => {
  expect(readHandlerCatalog(bytesOf(text))).toEqual([]);
});
