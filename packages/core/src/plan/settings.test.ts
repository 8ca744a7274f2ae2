import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import type { InstalledGo } from '../go/toolchain.js';
import { DirectoryListings } from '../main-packages/directory-listings.js';
import { goDefaults } from '../manifest/defaults.js';
import type { GoSettings } from '../manifest/manifest.js';
import { settingsOf } from './settings.js';
import type { Target } from './targets.js';

async function settings(
  go: Partial<GoSettings>,
  files: Readonly<Record<string, string>> = {},
  own: Readonly<Record<string, string>> = {},
) {
  const host = memoryHost({ '/project/m/go.mod': 'module m\n', ...files });
  const location = { file: 'lambdazip.json', line: 1, column: 1 };
  const target = {
    spec: { go: { ...goDefaults, ...go }, architecture: 'arm64', location },
    module: { root: '/project/m', goLine: null, toolchainLine: null },
  } as unknown as Target;
  const problems: string[] = [];
  const { pgo, mod, work } = await settingsOf(target, {
    host,
    directory: '/project',
    installed: { own } as unknown as InstalledGo,
    listings: new DirectoryListings(host.fileSystem),
    report: ({ code }) => problems.push(code),
  });
  return { pgo, mod, work, problems };
}

const workspace = { '/project/go.work': 'use ./m\n' };

test('the defaults do not depend on a workspace, and report one that go would use', async () => {
  expect(await settings({})).toEqual({ pgo: 'auto', mod: 'readonly', work: 'off', problems: [] });
  expect(await settings({}, workspace)).toMatchObject({ work: 'off', problems: ['go-work-ignored'] });
  // Off in the manifest, or in the environment: nothing is ignored.
  expect(await settings({ work: false }, workspace)).toMatchObject({ work: 'off', problems: [] });
  expect(await settings({}, workspace, { GOWORK: 'off' })).toMatchObject({ work: 'off', problems: [] });
});

test('a workspace is used on request: the nearest one, or a given one', async () => {
  expect(await settings({ work: true }, workspace)).toMatchObject({ work: '/project/go.work', problems: [] });
  expect(await settings({ work: './w/go.work' }, { '/project/w/go.work': '' })).toMatchObject({
    work: '/project/w/go.work',
    problems: [],
  });
});

test.each([true, './none/go.work'])('a missing workspace is reported: %j', async (work) => {
  expect(await settings({ work })).toMatchObject({ work: 'off', problems: ['go-work-not-found'] });
});

test('a vendor directory is used, of the workspace if there is one', async () => {
  const vendored = { '/project/m/vendor/modules.txt': '' };
  expect((await settings({}, vendored)).mod).toBe('vendor');
  expect((await settings({ mod: 'mod' }, vendored)).mod).toBe('mod');
  expect((await settings({ work: true }, { ...workspace, ...vendored })).mod).toBe('readonly');
});

test('a profile must exist, spelled as on disk', async () => {
  const files = { '/project/cpu.pgo': '' };
  expect(await settings({ pgo: './cpu.pgo' }, files)).toMatchObject({
    pgo: '/project/cpu.pgo',
    problems: [],
  });
  expect((await settings({ pgo: './none.pgo' }, files)).problems).toEqual(['profile-not-found']);
  expect((await settings({ pgo: './CPU.pgo' }, files)).problems).toEqual(['path-spelling']);
  expect(await settings({ pgo: 'off' })).toMatchObject({ pgo: 'off', problems: [] });
});
