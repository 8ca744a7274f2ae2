import { expect, test } from 'vitest';
import { project } from './project.js';

const main = 'package main\n\nfunc main() {}\n';

/** A project with the main packages a and b in one module, and c in another. */
const files: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/shop\n\ngo 1.21\n',
  'cmd/a/main.go': main,
  'cmd/b/main.go': main,
  'other/go.mod': 'module example.com/other\n\ngo 1.21\n',
  'other/cmd/c/main.go': main,
};
const both = { a: './cmd/a', b: './cmd/b' };

interface Refused {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly args: Readonly<Record<string, unknown>>;
}

const refusals: readonly (readonly [code: string, title: string, refused: Refused])[] = [
  [
    'multicall-settings-differ',
    'handlers of two modules',
    {
      manifest: { handlers: { a: './cmd/a', c: './other/cmd/c' } },
      args: {
        handler: 'c',
        other: 'a',
        setting: 'module',
        value: 'example.com/other',
        otherValue: 'example.com/shop',
      },
    },
  ],
  [
    'multicall-settings-differ',
    'handlers with different tags',
    {
      manifest: { handlers: { a: './cmd/a', b: { package: './cmd/b', go: { tags: ['x'] } } } },
      args: {
        handler: 'b',
        other: 'a',
        setting: 'go.tags',
        value: '["lambda.norpc","x"]',
        otherValue: '["lambda.norpc"]',
      },
    },
  ],
  [
    'multicall-settings-differ',
    'handlers with different linker flags',
    {
      manifest: { handlers: { a: './cmd/a', b: { package: './cmd/b', go: { ldflags: '-X main.v=1' } } } },
      args: { handler: 'b', other: 'a', setting: 'go.ldflags', value: '["-X","main.v=1"]', otherValue: '[]' },
    },
  ],
  [
    'multicall-settings-differ',
    'handlers with different defaults of GODEBUG',
    {
      manifest: { handlers: both },
      files: { 'cmd/b/main.go': `//go:debug panicnil=1\n${main}` },
      args: { handler: 'b', other: 'a', setting: 'GODEBUG', value: 'panicnil=1', otherValue: 'none' },
    },
  ],
  [
    'multicall-settings-differ',
    'a handler with a different architecture',
    {
      manifest: { handlers: { a: './cmd/a', b: { package: './cmd/b', architecture: 'x86_64' } } },
      args: { handler: 'b', other: 'a', setting: 'architecture', value: 'x86_64', otherValue: 'arm64' },
    },
  ],
  [
    'multicall-go-files',
    'a list of .go files',
    { manifest: { handlers: { a: ['./cmd/a/main.go'] } }, args: { handler: 'a' } },
  ],
  [
    'multicall-c-files',
    'C code in a main package',
    {
      manifest: { handlers: both, go: { cgo: true } },
      files: { 'cmd/b/b.go': 'package main\n\nimport "C"\n', 'cmd/b/b.c': '' },
      args: { handler: 'b', package: 'example.com/shop/cmd/b', files: ['b.go', 'b.c'] },
    },
  ],
  [
    'multicall-c-files',
    'a syso file in a main package',
    {
      manifest: { handlers: both },
      files: { 'cmd/b/b_arm64.syso': '' },
      args: { handler: 'b', package: 'example.com/shop/cmd/b', files: ['b_arm64.syso'] },
    },
  ],
  [
    'multicall-main-symbol',
    'a linkname of a symbol in main',
    {
      manifest: { handlers: both },
      files: {
        'cmd/a/main.go':
          'package main\n\nimport _ "example.com/shop/lib"\n\nfunc main() {}\n\nfunc hidden() {}\n',
        'lib/lib.go': 'package lib\n\nimport _ "unsafe"\n\n//go:linkname hidden main.hidden\nfunc hidden()\n',
        'lib/lib.s': '',
      },
      args: { package: 'example.com/shop/lib', file: 'lib/lib.go', symbol: 'main.hidden' },
    },
  ],
  [
    'multicall-main-symbol',
    'assembly that names a symbol in main',
    {
      manifest: { handlers: both },
      files: { 'cmd/a/a_arm64.s': 'TEXT main·f(SB),$0\n\tRET\n' },
      args: { package: 'example.com/shop/cmd/a', file: 'cmd/a/a_arm64.s', symbol: 'main·f' },
    },
  ],
  [
    'multicall-main-imported',
    'a main package that another one imports',
    {
      manifest: { handlers: both },
      files: { 'cmd/a/main.go': 'package main\n\nimport _ "example.com/shop/cmd/b"\n\nfunc main() {}\n' },
      args: { package: 'example.com/shop/cmd/b', importer: 'example.com/shop/cmd/a' },
    },
  ],
  [
    'multicall-source-embedded',
    'a pattern that embeds the source of a main package',
    {
      manifest: { handlers: both },
      files: {
        'cmd/a/main.go':
          'package main\n\nimport _ "embed"\n\n//go:embed main.go\nvar source string\n\nfunc main() {}\n',
      },
      args: {
        package: 'example.com/shop/cmd/a',
        pattern: 'main.go',
        file: 'cmd/a/main.go',
        directory: 'cmd/a',
      },
    },
  ],
  [
    'multicall-source-embedded',
    'a pattern of a library that embeds the directories of main packages',
    {
      manifest: { handlers: both },
      files: {
        'cmd/a/main.go': 'package main\n\nimport _ "example.com/shop"\n\nfunc main() {}\n',
        'shop.go': 'package shop\n\nimport "embed"\n\n//go:embed all:cmd\nvar FS embed.FS\n',
      },
      args: { package: 'example.com/shop', pattern: 'all:cmd', file: 'cmd/a/main.go', directory: '.' },
    },
  ],
  [
    'multicall-module-main',
    'a module named main with a main package in its root',
    {
      manifest: { handlers: { a: '.' } },
      files: { 'go.mod': 'module main\n\ngo 1.21\n', 'main.go': main },
      args: { file: 'go.mod' },
    },
  ],
  [
    'multicall-directory-exists',
    'a directory with the name of the generated package',
    {
      manifest: { handlers: both },
      files: { 'lambdazip_multicall/readme': '' },
      args: { path: 'lambdazip_multicall' },
    },
  ],
  [
    'multicall-go-unsupported',
    'a release before Go 1.21',
    {
      manifest: { handlers: both, go: { version: '1.20.14' } },
      files: { 'go.mod': 'module example.com/shop\n\ngo 1.20\n' },
      args: { version: '1.20.14', problem: 'too-old', reason: '' },
    },
  ],
  [
    'function-handler-unknown',
    'a function whose handler is not in the archive',
    {
      manifest: { handlers: both, functions: { 'shop-*': 'bin/c' } },
      args: { name: 'shop-*', handler: 'bin/c', likely: null },
    },
  ],
  [
    'function-name-invalid',
    'a name that no function can have',
    { manifest: { handlers: both, functions: { 'shop b': 'a' } }, args: { name: 'shop b' } },
  ],
  [
    'functions-not-for-layout',
    'functions of a layout with a program per handler',
    { manifest: { layout: 'binaries', handlers: both, functions: { f: 'a' } }, args: { layout: 'binaries' } },
  ],
];

test.each(refusals)('%s: %s', async (code, _, { manifest, files: changed = {}, args }) => {
  const text = JSON.stringify({ layout: 'multicall', ...manifest });
  const made = project({ ...files, ...changed, 'lambdazip.json': text });
  const before = made.snapshot();
  const { status, stdout } = await made.run(['build', '--json']);
  const { diagnostics } = JSON.parse(stdout);
  const errors = diagnostics.filter(({ severity }: { severity: string }) => severity === 'error');
  expect(errors).toMatchObject([{ code, args }]);
  expect(status).toBe(2);
  expect(made.snapshot()).toEqual(before);
});

test('an archive per module is possible', async () => {
  const archives = { one: { handlers: both }, two: { handlers: { c: './other/cmd/c' } } };
  const made = project({ ...files, 'lambdazip.json': JSON.stringify({ layout: 'multicall', archives }) });
  const { status, stdout } = await made.run(['plan', '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).commands.map((command: { mains: string[] }) => command.mains)).toEqual([
    ['./cmd/a', './cmd/b'],
    ['./cmd/c'],
  ]);
});

test.each<
  [title: string, changed: Readonly<Record<string, string>>, settings: Readonly<Record<string, unknown>>]
>([
  ['a go.work', { 'go.work': 'go 1.21\n\nuse (\n\t.\n\t./other\n)\n' }, { go: { work: true } }],
  [
    'a replacement in go.mod',
    {
      'go.mod':
        'module example.com/shop\n\ngo 1.21\n\nrequire example.com/other v0.0.0\n\nreplace example.com/other => ./other\n',
    },
    {},
  ],
])('modules that %s joins are one program', async (_, changed, settings) => {
  const manifest = { layout: 'multicall', handlers: { a: './cmd/a', c: './other/cmd/c' }, ...settings };
  const made = project({ ...files, ...changed, 'lambdazip.json': JSON.stringify(manifest) });
  const { status, stderr } = await made.run(['build']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('a default.pgo is not used, with a warning that the manifest can acknowledge', async () => {
  const manifest = { layout: 'multicall', handlers: { a: './cmd/a', again: './cmd/a', b: './cmd/b' } };
  const made = project({
    ...files,
    'cmd/a/default.pgo': '',
    'lambdazip.json': JSON.stringify(manifest),
  });
  const { stdout } = await made.run(['plan', '--json']);
  expect(JSON.parse(stdout).warnings).toMatchObject([
    { code: 'multicall-profile-ignored', args: { profile: 'cmd/a/default.pgo', handlers: ['a', 'again'] } },
  ]);
  made.write('lambdazip.json', JSON.stringify({ ...manifest, acknowledge: ['multicall-profile-ignored'] }));
  expect((await made.run(['build'])).stderr).toBe('');
});

/** Sources that both layouts must refuse with the same message, at the same place, for the same handlers. */
const broken: readonly (readonly [title: string, changed: Readonly<Record<string, string>>])[] = [
  ['no function main', { 'cmd/a/main.go': 'package main\n' }],
  ['parameters of main', { 'cmd/a/main.go': 'package main\n\nfunc main(x int) {}\n' }],
  ['results of main', { 'cmd/a/main.go': 'package main\n\nfunc main() int { return 1 }\n' }],
  ['type parameters of main', { 'cmd/a/main.go': 'package main\n\nfunc main[T any]() {}\n' }],
  ['a variable main', { 'cmd/a/main.go': 'package main\n\nvar main = func() {}\n' }],
  ['a type main', { 'cmd/a/main.go': 'package main\n\ntype main struct{}\n' }],
  ['a type error', { 'cmd/a/main.go': 'package main\n\nfunc main() { var x string = 1 }\n' }],
  ['two functions main', { 'cmd/a/other.go': main }],
  [
    'an internal package of a different tree',
    {
      'cmd/a/main.go': 'package main\n\nimport _ "example.com/shop/lib/internal/x"\n\nfunc main() {}\n',
      'lib/internal/x/x.go': 'package x\n',
    },
  ],
  [
    'an import cycle',
    {
      'cmd/a/main.go': 'package main\n\nimport _ "example.com/shop/x"\n\nfunc main() {}\n',
      'x/x.go': 'package x\n\nimport _ "example.com/shop/y"\n',
      'y/y.go': 'package y\n\nimport _ "example.com/shop/x"\n',
    },
  ],
  [
    'a missing package',
    { 'cmd/a/main.go': 'package main\n\nimport _ "example.com/shop/no"\n\nfunc main() {}\n' },
  ],
  ['two packages in a directory', { 'cmd/a/other.go': 'package other\n' }],
];

test.each(broken)('%s is the error that it is with a program per handler', async (_, changed) => {
  const errorsWith = async (layout: string): Promise<unknown> => {
    const manifest = JSON.stringify({ layout, handlers: both });
    const made = project({ ...files, ...changed, 'lambdazip.json': manifest });
    const { status, stdout } = await made.run(['build', '--json']);
    expect(status).not.toBe(0);
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { code: string; message: string; location: unknown; handlers?: unknown }[];
    };
    return diagnostics.map(({ code, message, location, handlers }) => ({
      code,
      // The linker's name of the function has its ABI.
      message: message.replace('runtime.main_main·f: ', '').replaceAll(made.directory, '$PROJECT'),
      location: message.includes('undeclared') ? null : location,
      handlers,
    }));
  };
  expect(await errorsWith('multicall')).toEqual(await errorsWith('binaries'));
});

test('directories that differ only in case are refused as go refuses them', async () => {
  const handlers = { lower: './cmd/a', upper: './cmd/A' };
  const made = project({
    ...files,
    'cmd/A/main.go': main,
    'lambdazip.json': JSON.stringify({ layout: 'multicall', handlers }),
  });
  const { status, stderr } = await made.run(['build']);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/case-insensitive import collision|path-spelling/);
});

test('files that need cgo are ignored without it', async () => {
  const made = project({
    ...files,
    'cmd/a/c.go': 'package main\n\nimport "C"\n\nvar X C.int\n',
    'cmd/a/c_test.go': 'package main\n\nimport "C"\n',
    'cmd/b/ignored.go': '//go:build ignore\n\npackage other\n',
    'lambdazip.json': JSON.stringify({ layout: 'multicall', handlers: both }),
  });
  const { status, stderr } = await made.run(['build']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
