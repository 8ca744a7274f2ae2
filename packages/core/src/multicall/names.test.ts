import { describe, expect, test } from 'vitest';
import { goString } from './go-string.js';
import { packagesBetween } from './internal-paths.js';
import { packageName } from './package-name.js';
import { symbolPrefix } from './symbol-name.js';

describe('the new name of a main package', () => {
  test.each([
    ['example.com/shop/cmd/create', 'create'],
    ['example.com/shop/cmd/create-order', 'create_order'],
    ['example.com/shop/cmd/a.b', 'a_b'],
    ['example.com/shop/cmd/2fa', '_2fa'],
    ['example.com/shop/cmd/v2', 'v2'],
    ['example.com/shop/cmd/func', 'func_'],
    ['example.com/shop/cmd/type', 'type_'],
    ['example.com/shop/cmd/main', 'main_'],
    ['example.com/shop/cmd/init', 'init_'],
    ['example.com/shop/cmd/_', '__'],
    ['example.com/shop/cmd/documentation', 'documentation_'],
    ['example.com/shop/cmd/größe', 'größe'],
    ['shop', 'shop'],
  ])('%s is named %s', (path, expected) => {
    expect(packageName(path)).toBe(expected);
  });
});

// Compared with objabi.PathToPrefix by the tests that link such packages.
test.each([
  ['example.com/shop/cmd/create', 'example.com/shop/cmd/create'],
  ['gopkg.in/yaml.v3', 'gopkg.in/yaml%2ev3'],
  ['example.com/a.b/c.d.e', 'example.com/a.b/c%2ed%2ee'],
  ['shop', 'shop'],
  ['shop.x', 'shop%2ex'],
  ['example.com/größe', 'example.com/gr%c3%b6%c3%9fe'],
  ['a/b"c%d', 'a/b%22c%25d'],
])('%s is written %s in symbols', (path, expected) => {
  expect(symbolPrefix(path)).toBe(expected);
});

test.each([
  ['plain', '"plain"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['ö\n\u{1f600}', '"\\u00f6\\u000a\\U0001f600"'],
])('%j is the Go string %s', (text, expected) => {
  expect(goString(text)).toBe(expected);
});

describe('packages that lead to main packages below internal', () => {
  const between = (path: string) =>
    packagesBetween(
      { importPath: `m.com/s/${path}`, directory: `/w/${path}` },
      'm.com/s/lambdazip_multicall',
    );

  test('are not needed in the module of the generated main package', () => {
    expect(between('cmd/a')).toEqual([]);
    expect(between('internal/a')).toEqual([]);
    expect(between('internal')).toEqual([]);
  });

  test('are in the directory of each internal directory', () => {
    expect(between('x/internal/a')).toEqual([
      { importPath: 'm.com/s/x/lambdazip_multicall', directory: '/w/x/lambdazip_multicall' },
    ]);
    expect(between('x/internal/y/internal/z/a')).toEqual([
      {
        importPath: 'm.com/s/x/internal/y/lambdazip_multicall',
        directory: '/w/x/internal/y/lambdazip_multicall',
      },
      { importPath: 'm.com/s/x/lambdazip_multicall', directory: '/w/x/lambdazip_multicall' },
    ]);
  });

  test('are in other modules for their main packages', () => {
    const other = { importPath: 'm.com/other/internal/a', directory: '/other/internal/a' };
    expect(packagesBetween(other, 'm.com/s/lambdazip_multicall')).toEqual([
      { importPath: 'm.com/other/lambdazip_multicall', directory: '/other/lambdazip_multicall' },
    ]);
  });
});
