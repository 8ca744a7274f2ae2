import { expect, test } from 'vitest';
import { executableName, executableNameOfFiles } from './executable-name.js';

test.each([
  ['example.com/shop/cmd/create', 'create'],
  ['shop', 'shop'],
  ['example.com/shop/v2', 'shop'],
  ['example.com/shop/v10', 'shop'],
  // Not major versions.
  ['example.com/shop/v1', 'v1'],
  ['example.com/shop/v0', 'v0'],
  ['example.com/shop/v02', 'v02'],
  ['v2', 'v2'],
])('the program of %s is %s', (importPath, expected) => {
  expect(executableName(importPath)).toBe(expected);
});

test('the program of .go files has the name of the first one', () => {
  expect(executableNameOfFiles(['cmd/b.go', 'cmd/a.go'])).toBe('b');
  expect(executableNameOfFiles(['x.go.go'])).toBe('x.go');
});
