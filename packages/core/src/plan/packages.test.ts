import { expect, test } from 'vitest';
import { fakeGo } from '../../test/fake-go.js';
import { type MemoryHost, memoryHost } from '../../test/memory-host.js';
import { findGo } from '../go/toolchain.js';
import { DirectoryListings } from '../main-packages/directory-listings.js';
import { goDefaults } from '../manifest/defaults.js';
import type { GoSettings } from '../manifest/manifest.js';
import { findPackages } from './packages.js';
import type { Request, Target } from './targets.js';

const location = { file: 'lambdazip.json', line: 1, column: 1 };
const main = 'package main\n\nfunc main() {}\n';

/** A target in the module /project; `pattern` is as in the manifest. */
function target(
  handler: string,
  request: Request,
  go: Partial<GoSettings> = {},
  goLine: string | null = null,
): Target {
  const pattern = request.kind === 'import-wildcard' ? request.pattern : handler;
  const spec = { key: handler, target: { kind: 'package', pattern }, go: { ...goDefaults, ...go } };
  return {
    spec: { ...spec, architecture: 'arm64', location, targetLocation: location },
    handler,
    module: { root: '/project', goLine, toolchainLine: null },
    request,
  } as unknown as Target;
}
const directory = (path: string, optional = false): Request => ({
  kind: 'directory',
  directory: `/project/${path}`,
  optional,
});

async function find(...targets: readonly Target[]) {
  const go = fakeGo(() => host.fileSystem);
  const host: MemoryHost = memoryHost(
    {
      '/go/bin/go': '',
      '/project/go.mod': 'module m\n',
      '/project/cmd/a/main.go': main,
      '/project/cmd/b/main.go': main,
      '/project/lib/lib.go': 'package lib\n',
      '/project/cmd/none/x.txt': '',
      '/project/cmd/none/main_windows.go.txt': '',
    },
    { environment: { PATH: '/go/bin' }, processes: go },
  );
  const problems: string[] = [];
  const groups = await findPackages(targets, {
    host,
    directory: '/project',
    installed: await findGo(host),
    listings: new DirectoryListings(host.fileSystem),
    report: ({ code }) => problems.push(code),
  });
  return {
    groups: groups.map(({ mains }) => mains.map((each) => `${each.handler}: ${each.arguments.join(' ')}`)),
    lists: go.calls.filter(({ argv }) => argv[1] === 'list').length,
    problems,
  };
}

test('targets with the same settings are listed in one command', async () => {
  expect(await find(target('a', directory('cmd/a')), target('b', directory('cmd/b')))).toEqual({
    groups: [['a: ./cmd/a', 'b: ./cmd/b']],
    lists: 1,
    problems: [],
  });
});

test('targets with different settings are in different groups', async () => {
  const { groups, lists } = await find(
    target('a', directory('cmd/a')),
    target('b', directory('cmd/b'), { tags: ['x'] }),
  );
  expect(groups).toEqual([['a: ./cmd/a'], ['b: ./cmd/b']]);
  expect(lists).toBe(2);
});

test('an import path and a list of files are passed to go as they are', async () => {
  const files: Request = { kind: 'files', directory: '/project/cmd/b', names: ['main.go'] };
  const { groups } = await find(
    target('a', { kind: 'import-path', path: 'm/cmd/a', isDirectory: false }),
    target('b', files),
  );
  expect(groups).toEqual([['a: m/cmd/a', 'b: ./cmd/b/main.go']]);
});

test.each<readonly [string, Request, readonly string[]]>([
  ['a library', directory('lib'), ['package-not-main']],
  ['a directory without Go files', directory('cmd/none'), ['package-not-found']],
  [
    'an import path that go does not find',
    { kind: 'import-path', path: 'm/none', isDirectory: false },
    ['package-not-found'],
  ],
])('%s is not a main package', async (_, request, problems) => {
  expect(await find(target('a', request))).toMatchObject({ groups: [[]], problems });
});

test('a wildcard may match other packages, but at least one main package', async () => {
  const wildcard = target('*', directory('lib', true));
  const all = await find(wildcard);
  expect(all.problems).toEqual(['wildcard-no-match']);
  const some = await find(wildcard, { ...wildcard, handler: 'a', request: directory('cmd/a', true) });
  expect(some).toMatchObject({ groups: [['a: ./cmd/a']], problems: [] });
});

test('a module that needs a newer go is an error', async () => {
  await expect(find(target('a', directory('cmd/a'), {}, '1.99'))).rejects.toMatchObject({
    code: 'go-too-old',
  });
});
