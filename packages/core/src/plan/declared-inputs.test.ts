import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { usualSettings } from '../../test/usual-settings.js';
import type { GoRun } from '../go/go-run.js';
import type { Command } from '../ports/process-runner.js';
import type { BuildPlan } from './build-plan.js';
import { declaredInputs, profilesOf } from './declared-inputs.js';

const run: GoRun = {
  id: 'run',
  module: { root: '/project', path: 'example.com/m', goLine: null, toolchainLine: null },
  settings: usualSettings,
  toolchain: { program: '/go', version: '1.26.8', selection: 'local' },
  machine: { variables: { GOMODCACHE: '/modules' }, flags: '' },
  programs: [
    {
      executable: 'a',
      mains: [
        { importPath: 'm/cmd/a', directory: '/project/cmd/a', arguments: ['./cmd/a'], handlers: ['a'] },
      ],
      multicall: null,
    },
  ],
};
const planWith = (...runs: readonly GoRun[]) =>
  ({ runs, archives: [{ files: [{ source: '/project/web/index.html' }] }] }) as unknown as BuildPlan;

function hostWith(packages: readonly object[], edited: Readonly<Record<string, object>> = {}) {
  const processes = {
    run: async ({ argv, workingDirectory }: Command) => {
      const standardOutput =
        argv[1] === 'list'
          ? packages.map((each) => JSON.stringify(each)).join('\n')
          : JSON.stringify(edited[`${workingDirectory}/${argv.at(-1)}`] ?? {});
      return { exitCode: 0, killedBy: null, standardOutput, standardError: '' };
    },
  };
  const paths = [
    'lambdazip.json',
    'go.mod',
    'web/index.html',
    'cmd/a/main.go',
    'cmd/a/default.pgo',
    'inc/x.h',
    '.git/HEAD',
  ];
  const files = Object.fromEntries(paths.map((path) => [`/project/${path}`, '']));
  return memoryHost(
    { ...files, '/lib/go.mod': '', '/lib/lib.go': '', '/w/go.work': '', '/modules/x/x.go': '' },
    { processes },
  );
}

const main = { ImportPath: 'm/cmd/a', Dir: '/project/cmd/a', GoFiles: ['main.go'] };
const inputsOf = async (host: ReturnType<typeof hostWith>, plan: BuildPlan) =>
  (await declaredInputs(plan, '/project/lambdazip.json', host)).files;

test('the manifest, assets, module files, profiles and local packages are inputs, if they exist', async () => {
  const host = hostWith([main, { ImportPath: 'x', Dir: '/modules/x', GoFiles: ['x.go'] }]);
  const { files, packages } = await declaredInputs(planWith(run), '/project/lambdazip.json', host);
  expect(files).toEqual([
    '/project/cmd/a/default.pgo',
    '/project/cmd/a/main.go',
    '/project/go.mod',
    '/project/lambdazip.json',
    '/project/web/index.html',
  ]);
  expect(packages.get('run')?.map(({ importPath }) => importPath)).toEqual(['m/cmd/a']);
});

test('a directory that replaces a module is an input, even if only its go.mod is read', async () => {
  const host = hostWith([main], { '/project/go.mod': { Replace: [{ New: { Path: '../lib' } }] } });
  expect(await inputsOf(host, planWith(run))).toContain('/lib/go.mod');
});

test('a workspace adds its file and its modules', async () => {
  const host = hostWith([main], { '/w/go.work': { Use: [{ DiskPath: '../lib' }] } });
  const files = await inputsOf(
    host,
    planWith({ ...run, settings: { ...usualSettings, work: '/w/go.work' } }),
  );
  expect(files).toEqual(expect.arrayContaining(['/w/go.work', '/lib/go.mod']));
});

test('a package with C may include any file of its module, but not of git', async () => {
  const files = await inputsOf(hostWith([{ ...main, CgoFiles: ['c.go'] }]), planWith(run));
  expect(files).toContain('/project/inc/x.h');
  expect(files).not.toContain('/project/.git/HEAD');
});

test.each([
  ['auto', ['/project/cmd/a/default.pgo']],
  ['off', []],
  ['/project/cpu.pgo', ['/project/cpu.pgo']],
])('the profiles of pgo %s', (pgo, expected) => {
  expect(profilesOf({ ...run, settings: { ...usualSettings, pgo } })).toEqual(expected);
});
