// What affected.test.ts does not show: settings, files and modules that its project does not have.
import { describe, expect, test } from 'vitest';
import { fakeGo } from '../../test/fake-go.js';
import { type MemoryHost, memoryHost } from '../../test/memory-host.js';
import type { ListedPackage } from '../go/go-list.js';
import type { ArchiveSpec } from '../manifest/manifest.js';
import type { BuildPlan } from '../plan/build-plan.js';
import { makeWholePlan } from '../plan/plan.js';
import type { Change } from './reason.js';
import { touchedArchives } from './touched-archives.js';

interface Given {
  readonly manifest?: object;
  readonly files?: Readonly<Record<string, string>>;
  /** The packages that go lists. Default: the main packages `cmd/a` and `cmd/b`. */
  readonly packages?: readonly ListedPackage[];
  /** Default: as in the plan. */
  readonly before?: (plan: BuildPlan) => readonly ArchiveSpec[] | undefined;
}

const packageIn = (directory: string, more: ListedPackage = {}): ListedPackage => ({
  ImportPath: `example.com/m/${directory}`,
  Dir: `/project/${directory}`,
  Module: { Path: 'example.com/m' },
  GoFiles: ['main.go'],
  ...more,
});

/** The affected archives after changes of files: `*` for the archive, and its handlers, each with its reasons. */
async function touched(
  changes: Readonly<Record<string, Change>>,
  given: Given = {},
): Promise<Record<string, Record<string, string[]>>> {
  const {
    manifest = { handlers: { a: './cmd/a', b: './cmd/b' } },
    packages = [packageIn('cmd/a'), packageIn('cmd/b')],
    before = ({ specs }) => specs,
  } = given;
  const go = fakeGo(() => memory.fileSystem, {
    answer: ({ argv }) =>
      argv.includes('-deps')
        ? { standardOutput: packages.map((each) => JSON.stringify(each, null, '\t')).join('\n') }
        : undefined,
  });
  const files = {
    'go.mod': 'module example.com/m\n\ngo 1.21\n',
    'cmd/a/main.go': 'package main\n',
    'cmd/b/main.go': 'package main\n',
    'lambdazip.json': JSON.stringify(manifest),
    ...given.files,
  };
  const memory: MemoryHost = memoryHost(
    {
      '/go/bin/go': '',
      ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`/project/${path}`, text])),
    },
    { environment: { PATH: '/go/bin' }, processes: go },
  );
  const plan = await makeWholePlan({}, memory);
  const changed = {
    commit: '',
    changes: new Map(Object.entries(changes).map(([path, change]) => [`/project/${path}`, change])),
    before: async () => '{}',
    close: async () => undefined,
  };
  const found = await touchedArchives({ plan, before: before(plan), changed }, memory);
  const texts = (reasons: (typeof found)[number]['reasons']): string[] =>
    reasons.map(({ kind, path, change, through }) => [kind, path, change, ...through].join(' '));
  return Object.fromEntries(
    found.map(({ plan: { name }, reasons, handlers }) => [
      name,
      Object.fromEntries([
        ...(reasons.length === 0 ? [] : [['*', texts(reasons)]]),
        ...handlers.map((each) => [each.plan.handler, texts(each.reasons)]),
      ]),
    ]),
  );
}

describe('a profile affects', () => {
  test('the program of its main package if it is a default.pgo', async () => {
    const found = await touched(
      { 'cmd/a/default.pgo': 'modified' },
      { manifest: { handlers: { a: './cmd/a', b: './cmd/b' }, go: { pgo: 'auto' } } },
    );
    expect(found).toEqual({ lambda: { a: ['profile cmd/a/default.pgo modified'] } });
  });

  test('all programs if the manifest names it', async () => {
    const found = await touched(
      { 'x.pgo': 'modified' },
      {
        manifest: { handlers: { a: './cmd/a', b: './cmd/b' }, go: { pgo: './x.pgo' } },
        files: { 'x.pgo': '' },
      },
    );
    expect(found).toEqual({ lambda: { a: ['profile x.pgo modified'], b: ['profile x.pgo modified'] } });
  });

  test('nothing if profiles are off', async () => {
    const manifest = { handlers: { a: './cmd/a' }, go: { pgo: 'off' } };
    expect(await touched({ 'cmd/a/default.pgo': 'modified' }, { manifest })).toEqual({});
  });
});

describe('all programs are affected by', () => {
  test('vendor/modules.txt', async () => {
    const reasons = ['go.mod vendor/modules.txt modified'];
    expect(await touched({ 'vendor/modules.txt': 'modified' })).toEqual({
      lambda: { a: reasons, b: reasons },
    });
  });

  test.each(['go.work', 'go.work.sum'])('%s, if the build uses a workspace', async (name) => {
    const given = {
      manifest: { handlers: { a: './cmd/a' }, go: { work: true } },
      files: { 'go.work': 'go 1.21\n\nuse .\n' },
    };
    expect(await touched({ [name]: 'modified' }, given)).toEqual({
      lambda: { a: [`go.mod ${name} modified`] },
    });
    const without = { ...given, manifest: { handlers: { a: './cmd/a' } } };
    expect(await touched({ [name]: 'modified' }, without)).toEqual({});
  });

  test('a manifest that did not exist', async () => {
    expect(await touched({}, { before: () => undefined })).toEqual({
      lambda: { '*': ['manifest lambdazip.json: the manifest is new modified'] },
    });
  });

  test('an archive that the manifest did not have', async () => {
    expect(await touched({}, { before: () => [] })).toEqual({
      lambda: { '*': ['manifest lambdazip.json: the archive is new modified'] },
    });
  });
});

describe('the go.mod of a module in a directory', () => {
  test('affects the programs that need a package of it', async () => {
    const lib = packageIn('lib/x', { ImportPath: 'example.com/lib/x', Module: { Path: 'example.com/lib' } });
    const main = packageIn('cmd/a', { Deps: ['example.com/lib/x'], Imports: ['example.com/lib/x'] });
    const packages = [main, packageIn('cmd/b'), lib];
    expect(await touched({ 'lib/go.mod': 'modified' }, { packages })).toEqual({
      lambda: { a: ['go.mod lib/go.mod modified'] },
    });
    expect(await touched({ 'other/go.mod': 'modified' }, { packages })).toEqual({});
  });
});

test('a change of a package is reported with the imports that lead to it', async () => {
  const [lib, deep] = ['example.com/m/lib', 'example.com/m/lib/deep'];
  const packages = [
    packageIn('cmd/a', { Deps: [lib, deep], Imports: [lib] }),
    packageIn('cmd/b'),
    packageIn('lib', { Deps: [deep], Imports: [deep] }),
    packageIn('lib/deep'),
  ];
  expect(await touched({ 'lib/deep/main.go': 'modified' }, { packages })).toEqual({
    lambda: {
      a: ['source lib/deep/main.go modified example.com/m/cmd/a example.com/m/lib example.com/m/lib/deep'],
    },
  });
});

test('a program of single files, whose import path go invents, is affected by its files', async () => {
  const found = await touched(
    { 'cmd/a/main.go': 'modified' },
    {
      manifest: { handlers: { a: { package: ['./cmd/a/main.go'] } } },
      packages: [packageIn('cmd/a', { ImportPath: 'command-line-arguments' })],
    },
  );
  expect(found).toEqual({ lambda: { a: ['source cmd/a/main.go modified command-line-arguments'] } });
});

describe('a removed file', () => {
  const files = { 'web/in/x.html': '' };
  const manifest = { handlers: { a: './cmd/a' }, files: { 'web/': './web/in/*.html' } };

  test('affects an archive that searches its directory for assets', async () => {
    expect(await touched({ 'web/in/old.html': 'deleted' }, { manifest, files })).toEqual({
      lambda: { '*': ['asset web/in/old.html deleted'] },
    });
  });

  test('affects no archive if it was in a different directory', async () => {
    expect(
      await touched({ 'web/old.html': 'deleted', 'web/into/x.html': 'deleted' }, { manifest, files }),
    ).toEqual({});
  });

  test('of a main package affects the archive whose wildcard matched it', async () => {
    const wildcard = { handlers: { '*': './cmd/*' } };
    expect(await touched({ 'cmd/old/main.go': 'deleted' }, { manifest: wildcard })).toEqual({
      lambda: { '*': ['source cmd/old/main.go deleted'] },
    });
    expect(await touched({ 'cmd/old/x.txt': 'deleted' }, { manifest: wildcard })).toEqual({});
    expect(await touched({ 'cmd/old/deep/main.go': 'deleted' }, { manifest: wildcard })).toEqual({});
  });

  test('of a main package affects no archive if each handler has its own', async () => {
    const perHandler = { layout: 'per-handler', handlers: { '*': './cmd/*' } };
    expect(await touched({ 'cmd/old/main.go': 'deleted' }, { manifest: perHandler })).toEqual({});
  });
});

test('with an archive per handler, only those with an affected handler are affected', async () => {
  const manifest = { layout: 'per-handler', handlers: { a: './cmd/a', b: './cmd/b' } };
  expect(await touched({ 'cmd/b/main.go': 'modified' }, { manifest })).toEqual({
    b: { b: ['source cmd/b/main.go modified example.com/m/cmd/b'] },
  });
});
