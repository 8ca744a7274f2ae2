import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../test/matrix.js';
import { readGoSource } from '../go/go-source.js';
import { unusedName, withPackageName } from './package-clause.js';

function renamed(source: string): string | undefined {
  const result = withPackageName(new TextEncoder().encode(source), 'create');
  return result === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(result);
}

describe('the package clause', () => {
  test.each([
    ['package main\n', 'package create\n'],
    ['\uFEFFpackage main\n', '\uFEFFpackage create\n'],
    ['/* a */ package /* b */ main // c\n', '/* a */ package /* b */ create // c\n'],
    [
      '// package main\n/* package main */\npackage main;import "x"\n',
      '// package main\n/* package main */\npackage create;import "x"\n',
    ],
    ['//go:build linux\r\n\r\npackage\tmain\r\n', '//go:build linux\r\n\r\npackage\tcreate\r\n'],
    ['package // x\n main', 'package // x\n create'],
    [
      'package main\n\nvar package_main = "package main"\n',
      'package create\n\nvar package_main = "package main"\n',
    ],
  ])('of %j is the only change', (source, expected) => {
    expect(renamed(source)).toBe(expected);
  });

  test.each(['package mainly\n', 'package other\n', 'packagemain\n', '/* package main */\n', ''])(
    'is not found in %j',
    (source) => {
      expect(renamed(source)).toBeUndefined();
    },
  );

  test('of bytes that are not UTF-8 is renamed, with the other bytes as they were', () => {
    const source = new Uint8Array([
      ...new TextEncoder().encode('// '),
      0xff,
      0xfe,
      ...new TextEncoder().encode('\npackage main\n'),
      0x80,
    ]);
    const result = withPackageName(source, 'x') ?? new Uint8Array();
    expect([...result.slice(0, 5)]).toEqual([...source.slice(0, 5)]);
    expect(result.at(-1)).toBe(0x80);
    expect(result.length).toBe(source.length - 3);
  });

  test('is found wherever comments and white space are', () => {
    const gap = fc
      .array(
        fc.oneof(
          fc.constantFrom(' ', '\t', '\n', '\r\n'),
          fc.stringMatching(/^[a-z *"`]*$/).map((text) => `// ${text}\n`),
          fc.stringMatching(/^[a-z"`/]*$/).map((text) => `/*${text} */`),
        ),
        { maxLength: 5 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(gap, gap, gap, fc.string(), (before, between, after, rest) => {
        const source = `${before}package ${between}main${after}\nvar x = 1 // ${rest}`;
        const result = renamed(source) ?? '';
        expect(readGoSource(result).packageName).toBe('create');
        expect(result.split('\n').length).toBe(source.split('\n').length);
      }),
      { numRuns: runs(200, 5_000) },
    );
  });
});

test('a generated name is in none of the sources', () => {
  expect(unusedName('Main', ['package x'])).toBe('Main');
  expect(unusedName('Main', ['var Main int', 'var Main_ int'])).toBe('Main__');
});
