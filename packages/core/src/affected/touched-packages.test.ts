import { describe, expect, test } from 'vitest';
import type { NeededPackage } from '../go/list-inputs.js';
import type { Change } from './reason.js';
import { importChain, touchedPackages } from './touched-packages.js';

const packageIn = (directory: string, more: Partial<NeededPackage> = {}): NeededPackage => ({
  importPath: `example.com${directory}`,
  module: 'example.com/p',
  isLocal: true,
  directory,
  files: ['a.go'],
  embeddedFiles: [],
  usesC: false,
  dependencies: [],
  imports: [],
  ...more,
});

interface Given {
  readonly packages?: readonly NeededPackage[];
  readonly before?: Readonly<Record<string, string>>;
  readonly now?: Readonly<Record<string, string>>;
}

/** The affected packages, each with the file that shows it, after changes of files. */
async function touched(
  changes: Readonly<Record<string, Change>>,
  { packages = [packageIn('/p/lib')], before = {}, now = {} }: Given = {},
): Promise<string[]> {
  const found = await touchedPackages(
    packages,
    { changes: new Map(Object.entries(changes)), before: async (path) => before[path] },
    'arm64',
    async (path) => now[path] ?? '',
  );
  return [...found].map(([name, { kind, path, change }]) => `${name}: ${kind} ${path} ${change}`);
}

describe('a package is affected by', () => {
  test('a file that go reads, by the first one in the order of paths', async () => {
    const packages = [packageIn('/p/lib', { files: ['a.go', 'b.go', 'asm.s'] })];
    expect(await touched({ '/p/lib/b.go': 'modified', '/p/lib/asm.s': 'added' }, { packages })).toEqual([
      'example.com/p/lib: source /p/lib/asm.s added',
    ]);
  });

  test('an embedded file, also one that is a Go file or in a directory', async () => {
    const embeddedFiles = ['t/x.go', 'y.txt'];
    const packages = [packageIn('/p/lib', { files: ['a.go', ...embeddedFiles], embeddedFiles })];
    for (const path of embeddedFiles) {
      expect(await touched({ [`/p/lib/${path}`]: 'modified' }, { packages })).toEqual([
        `example.com/p/lib: embedded /p/lib/${path} modified`,
      ]);
    }
  });

  test('any file that was deleted below it, if it embeds files', async () => {
    const packages = [packageIn('/p/lib', { embeddedFiles: ['t/x'] })];
    const changes = { '/p/lib/t/deep/old': 'deleted' } as const;
    expect(await touched(changes, { packages })).toEqual([
      'example.com/p/lib: embedded /p/lib/t/deep/old deleted',
    ]);
    expect(await touched(changes)).toEqual([]);
  });

  test('a deleted Go file, unless its name selects a different platform', async () => {
    expect(await touched({ '/p/lib/old.go': 'deleted' })).toEqual([
      'example.com/p/lib: source /p/lib/old.go deleted',
    ]);
    expect(await touched({ '/p/lib/old_linux_arm64.go': 'deleted' })).toHaveLength(1);
    for (const name of ['old_windows.go', 'old_amd64.go', 'old_linux_amd64.s', 'old_test.go']) {
      expect(await touched({ [`/p/lib/${name}`]: 'deleted' }), name).toEqual([]);
    }
  });

  test('a Go file that is not part of it now, if its build constraints have changed', async () => {
    const path = '/p/lib/tagged.go';
    const modified = (was: string, is: string) =>
      touched({ [path]: 'modified' }, { before: { [path]: was }, now: { [path]: is } });
    const tagged = '//go:build never\n\npackage lib\n';
    expect(await modified('package lib\n', tagged)).toEqual([`example.com/p/lib: source ${path} modified`]);
    expect(await modified(tagged, `${tagged}\nconst X = 1\n`)).toEqual([]);
    // The earlier text is unknown.
    expect(await touched({ [path]: 'modified' }, { now: { [path]: tagged } })).toHaveLength(1);
  });

  test('a submodule that it is in', async () => {
    expect(await touched({ '/p': 'modified' })).toEqual(['example.com/p/lib: embedded /p modified']);
    expect(await touched({ '/p/lib': 'modified' })).toHaveLength(1);
  });

  test('any source file below it, if it uses C', async () => {
    const changes = { '/p/lib/include/x.h': 'added' } as const;
    expect(await touched(changes, { packages: [packageIn('/p/lib', { usesC: true })] })).toEqual([
      'example.com/p/lib: source /p/lib/include/x.h added',
    ]);
    expect(await touched(changes)).toEqual([]);
  });
});

describe('a package is not affected by', () => {
  test.each([
    ['a file of a package below it', '/p/lib/sub/a.go', 'modified'],
    ['a file in a directory whose name starts with its own', '/p/library/a.go', 'deleted'],
    ['a test', '/p/lib/a_test.go', 'modified'],
    ['a new Go file that go does not read', '/p/lib/new.go', 'added'],
    ['a file that it does not embed', '/p/lib/notes.txt', 'modified'],
  ] as const)('%s', async (_, path, change) => {
    expect(await touched({ [path]: change })).toEqual([]);
  });

  test('a change in the module cache, which go.sum pins', async () => {
    const packages = [packageIn('/cache/lib', { isLocal: false })];
    expect(await touched({ '/cache/lib/a.go': 'modified' }, { packages })).toEqual([]);
  });
});

describe('the chain of imports', () => {
  const packages = new Map(
    Object.entries({ main: ['a', 'b', 'fmt'], a: ['c'], b: ['d'], c: ['d'], d: ['a'] }).map(
      ([importPath, imports]) => [importPath, packageIn('/p', { importPath, imports })],
    ),
  );

  test('is the shortest', () => {
    expect(importChain('main', 'd', packages)).toEqual(['main', 'b', 'd']);
  });

  test('is one package for the package itself', () => {
    expect(importChain('main', 'main', packages)).toEqual(['main']);
  });

  test('is empty if the package is not imported, also if imports form a cycle', () => {
    expect(importChain('a', 'main', packages)).toEqual([]);
  });
});
