import { expect, test } from 'vitest';
import { importPathOf, joinImportPath, moduleDirectoryOf, modulePathOf } from './go-module.js';

test.each([
  ['module example.com/shop\n', 'example.com/shop'],
  ['// module wrong\n\nmodule example.com/shop // the shop\n', 'example.com/shop'],
  ['\uFEFFmodule "example.com/a b"\n', 'example.com/a b'],
  ['module (\n\t`example.com/shop`\n)\n', 'example.com/shop'],
  ['go 1.24\n', undefined],
  ['', undefined],
])('the module path in %j', (text, expected) => {
  expect(modulePathOf(text)).toBe(expected);
});

test('the module of a directory is the nearest one above, up to the root', () => {
  const modules = new Set(['.', 'api']);
  const has = (directory: string): boolean => modules.has(directory);
  expect(['api/cmd/a', 'api', 'web/x', '.'].map((each) => moduleDirectoryOf(each, has))).toEqual([
    'api',
    'api',
    '.',
    '.',
  ]);
  expect(moduleDirectoryOf('a/b', () => false)).toBeNull();
});

test('an import path is relative to the directory of the module', () => {
  expect(joinImportPath('m', '.', '.')).toBe('m');
  expect(joinImportPath('m', '.', 'cmd/a')).toBe('m/cmd/a');
  expect(joinImportPath('m', 'api', 'api/cmd/a')).toBe('m/cmd/a');
  expect(joinImportPath('m', 'api', 'api')).toBe('m');
});

test('a directory outside all modules has no import path', () => {
  const texts = new Map([
    ['api/go.mod', 'module m\n'],
    ['broken/go.mod', 'go 1.24\n'],
  ]);
  expect(importPathOf('api/cmd', { texts })).toEqual({ module: 'm', path: 'm/cmd' });
  expect(importPathOf('web', { texts })).toBeUndefined();
  expect(importPathOf('broken', { texts })).toBeUndefined();
});
