import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import type { InstalledGo } from '../go/toolchain.js';
import { DirectoryListings } from '../main-packages/directory-listings.js';
import type { ArchiveSpec, HandlerTarget } from '../manifest/manifest.js';
import { findTargets } from './targets.js';

const location = { file: 'lambdazip.json', line: 1, column: 1 };
const main = 'package main\n\nfunc main() {}\n';

/** The targets of handlers, by key: a package, or a list of files. */
async function find(handlers: Readonly<Record<string, string | readonly string[]>>, module = '.') {
  const host = memoryHost({
    '/project/go.mod': 'module m\n',
    '/project/cmd/a/main.go': main,
    '/project/cmd/b/main.go': main,
    '/project/cmd/b/more.go': main,
    '/project/nested/go.mod': 'module n\n',
    '/project/nested/cmd/c/main.go': main,
    '/outside/cmd/d/main.go': main,
  });
  await host.symlink('/project/cmd/a', '/project/linked');
  const specs = Object.entries(handlers).map(([key, value]) => {
    const target: HandlerTarget =
      typeof value === 'string' ? { kind: 'package', pattern: value } : { kind: 'files', files: value };
    return { key, target, module, location, targetLocation: location };
  });
  const problems: string[] = [];
  const targets = await findTargets({ handlers: specs } as unknown as ArchiveSpec, {
    host,
    directory: '/project',
    installed: {} as InstalledGo,
    listings: new DirectoryListings(host.fileSystem),
    report: ({ code }) => problems.push(code),
  });
  return {
    targets: targets.map(({ handler, module: { root }, request }) => ({ handler, root, ...request })),
    problems,
  };
}

test('a directory, with links resolved', async () => {
  expect(await find({ a: './linked' })).toEqual({
    targets: [
      { handler: 'a', root: '/project', kind: 'directory', directory: '/project/cmd/a', optional: false },
    ],
    problems: [],
  });
});

test('an import path, in the module of the handler', async () => {
  expect(await find({ a: 'n/cmd/c' }, 'nested')).toMatchObject({
    targets: [{ root: '/project/nested', kind: 'import-path', path: 'n/cmd/c', isDirectory: false }],
  });
  // A directory with that path exists.
  expect(await find({ a: 'cmd/a' })).toMatchObject({ targets: [{ kind: 'import-path', isDirectory: true }] });
  expect(await find({ '*': 'm/cmd/*' })).toMatchObject({
    targets: [{ kind: 'import-wildcard', handler: '*' }],
  });
});

test('a wildcard is one target per directory, in the module of each', async () => {
  const { targets, problems } = await find({ 'bin/**/*': './**/cmd/*' });
  expect(targets).toMatchObject([
    { handler: 'bin/a', root: '/project', directory: '/project/cmd/a', optional: true },
    { handler: 'bin/b', root: '/project', directory: '/project/cmd/b', optional: true },
    { handler: 'bin/nested/c', root: '/project/nested', directory: '/project/nested/cmd/c', optional: true },
  ]);
  expect(problems).toEqual([]);
});

test('an explicit key takes precedence over a wildcard', async () => {
  const { targets } = await find({ 'bin/*': './cmd/*', 'bin/a': './nested/cmd/c' });
  expect(targets.map(({ handler, root }) => [handler, root])).toEqual([
    ['bin/b', '/project'],
    ['bin/a', '/project/nested'],
  ]);
});

test('a list of files in one directory', async () => {
  expect(await find({ a: ['./cmd/b/more.go', './cmd/b/main.go'] })).toMatchObject({
    targets: [{ kind: 'files', directory: '/project/cmd/b', names: ['more.go', 'main.go'] }],
    problems: [],
  });
});

test.each<readonly [string | readonly string[], string]>([
  ['/project/cmd/a', 'package-path-invalid'],
  ['.\\cmd', 'package-path-invalid'],
  ['./cmd/...', 'package-path-invalid'],
  ['m/cmd/a@v1.0.0', 'package-path-invalid'],
  ['-o', 'package-path-invalid'],
  ['m/a b', 'package-path-invalid'],
  ['./cmd/a/main.go', 'package-path-invalid'],
  [['./cmd/*.go'], 'package-path-invalid'],
  [['./cmd/a/main.go', './cmd/b/main.go'], 'package-path-invalid'],
  [['./cmd/a/none.go'], 'package-path-invalid'],
  ['./cmd/none', 'package-not-found'],
  ['./cmd/A', 'path-spelling'],
  ['../outside/cmd/d', 'go-mod-not-found'],
  ['./none/*', 'wildcard-no-match'],
])('%j is reported as %s', async (target, code) => {
  const key = typeof target === 'string' && target.includes('*') ? '*' : 'a';
  expect(await find({ [key]: target })).toEqual({ targets: [], problems: [code] });
});
