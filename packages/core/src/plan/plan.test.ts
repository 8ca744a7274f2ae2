import { describe, expect, test } from 'vitest';
import { type FakeGoOptions, fakeGo } from '../../test/fake-go.js';
import { interfered, memoryHost, systemError, testClock } from '../../test/memory-host.js';
import { planParts } from '../affected/plan-parts.js';
import type { BuildOptions } from '../build/build-options.js';
import type { Diagnostic } from '../diagnostics/diagnose.js';
import type { Host } from '../ports/host.js';
import { plan } from './plan.js';
import type { PlanReport } from './plan-report.js';

const main = 'package main\n';
const module = (name: string, more = ''): string => `module ${name}\n\ngo 1.21\n${more}`;

type Files = Readonly<Record<string, string | null>>;

interface Given {
  readonly manifest: unknown;
  /** Paths below /project. */
  readonly files?: Files;
  readonly environment?: Readonly<Record<string, string>>;
  readonly go?: FakeGoOptions;
  readonly options?: BuildOptions;
  readonly host?: Partial<Host>;
}

function hostOf({ manifest, files = {}, environment = {}, go = {}, host = {} }: Given): Host {
  const entries = Object.entries({ 'go.mod': module('example.com/m'), ...files });
  const memory: Host = memoryHost(
    {
      '/go/bin/go': '',
      ...Object.fromEntries(entries.map(([path, content]) => [`/project/${path}`, content])),
      '/project/lambdazip.json': JSON.stringify(manifest),
    },
    {
      environment: { PATH: '/none:/go/bin', ...environment },
      processes: fakeGo(() => memory.fileSystem, go),
      clock: testClock(Date.parse('2026-11-24')),
      defaultCacheDirectory: '/cache',
      ...host,
    },
  );
  return memory;
}

const planned = (given: Given): Promise<PlanReport> => plan(given.options ?? {}, hostOf(given), planParts);

/** `code line:column` of every finding. */
async function findings(given: Given): Promise<string[]> {
  const error = await planned(given).then(
    () => undefined,
    (caught: unknown) => caught as { diagnostics?: readonly Diagnostic[] },
  );
  if (error?.diagnostics === undefined) throw error ?? new Error('nothing was found');
  return error.diagnostics.map(({ code, location: { column } }) => `${code} ${column}`);
}

describe('settings in the environment that a plain go build would use', () => {
  const given: Given = {
    manifest: { handlers: { 'bin/a': './cmd/a' } },
    files: { 'cmd/a/main.go': main },
  };
  const warningsOf = async (more: Partial<Given>) =>
    (await planned({ ...given, ...more })).warnings.map(({ code, args }) => ({ code, args }));

  test('are reported, also if go env -w wrote them', async () => {
    const files = {
      ...given.files,
      '../home/go/env': '# mine\r\nGOFLAGS=-tags=prod\r\nGOARM64=v9.0\nGOBIN=/bin',
    };
    const go = { env: { GOENV: '/home/go/env' } };
    const named = (...settings: readonly string[]) => [
      { code: 'machine-settings-ignored', args: { settings } },
    ];
    expect(await warningsOf({ files, go })).toMatchObject(named('GOARM64=v9.0', 'GOFLAGS=-tags=prod'));
    // The environment takes precedence, and an empty variable counts as unset.
    expect(await warningsOf({ files, go, environment: { GOFLAGS: '-v', GOARM64: '' } })).toMatchObject(
      named('GOARM64=v9.0'),
    );
    expect(await warningsOf({ files, go: { env: { GOENV: 'off' } } })).toEqual([]);
  });

  test('a go.env in GOROOT that changes programs is refused, unless the manifest has the same setting', async () => {
    const rootOf = (text: string, more: Partial<Given> = {}): Given => ({
      ...given,
      files: { ...given.files, '../usr/go/go.env': text },
      go: { env: { GOROOT: '/usr/go' } },
      ...more,
    });
    const text = 'GOPROXY=direct\nGOTOOLCHAIN=local\nGOFLAGS=-buildvcs=false\n';
    expect(await warningsOf(rootOf(text))).toEqual([]);
    for (const line of [
      'GOFLAGS=-tags=prod',
      'GOFLAGS=-overlay=o.json',
      'GOEXPERIMENT=jsonv2',
      'GOARM64=v9.0',
    ]) {
      await expect(planned(rootOf(`${text}${line}\n`)), line).rejects.toMatchObject({
        code: 'go-root-settings',
      });
    }
    const go = { tags: ['prod'], env: { GOEXPERIMENT: 'jsonv2' }, goarm64: 'v9.0' };
    const declared = rootOf('GOFLAGS=-tags=prod\nGOEXPERIMENT=jsonv2\nGOARM64=v9.0\nGOAMD64=v3\n', {
      manifest: { ...(given.manifest as object), go },
    });
    expect(await warningsOf(declared)).toEqual([]);
    // A non-empty GOFLAGS replaces the one in the file.
    expect(
      await warningsOf(rootOf('GOFLAGS=-tags=prod\n', { environment: { GOFLAGS: '-modcacherw' } })),
    ).toEqual([]);
  });

  test('a different GOROOT is reported', async () => {
    const files = { ...given.files, '../usr/go/VERSION': '' };
    const go = { env: { GOROOT: '/usr/go' } };
    expect(await warningsOf({ files, go, environment: { GOROOT: '/usr/go/' } })).toEqual([]);
    expect(await warningsOf({ files, go, environment: { GOROOT: '/opt/go' } })).toMatchObject([
      { code: 'machine-settings-ignored', args: { settings: ['GOROOT=/opt/go'] } },
    ]);
  });

  test.each([
    ['a block', 'go 1.24\n\nuse (\n\t./shared // a comment\n\t"./project"\n)\n'],
    ['a line', 'use ./project'],
    ['an absolute path', 'use /project\n'],
  ])('a go.work that lists the module in %s is reported', async (_, text) => {
    const files = { ...given.files, '../go.work': text };
    expect(await warningsOf({ files })).toEqual([
      { code: 'go-work-ignored', args: { file: '../go.work', module: '.' } },
    ]);
    for (const work of [true, false]) {
      expect(await warningsOf({ files, manifest: { ...(given.manifest as object), go: { work } } })).toEqual(
        [],
      );
    }
    expect(await warningsOf({ files, environment: { GOWORK: 'off' } })).toEqual([]);
  });

  test('a go.work that does not list the module is not reported', async () => {
    const text = 'go 1.24\n\nuse (\n\t./shared\n)\n\nreplace example.com/x => ./project\n';
    expect(await warningsOf({ files: { ...given.files, '../go.work': text } })).toEqual([]);
  });
});

describe('a command of the plan', () => {
  test('has the arguments and the environment of a hermetic build', async () => {
    const { commands } = await planned({
      manifest: { handlers: { 'bin/a': './cmd/a', 'bin/b': './cmd/b' } },
      files: { 'cmd/a/main.go': main, 'cmd/b/main.go': main },
      environment: {
        HOME: '/home/me',
        GOFLAGS: '-tags=evil',
        GOAMD64: 'v4',
        CC: 'cc',
        GIT_SSH_COMMAND: 'ssh -i key',
        HTTPS_PROXY: 'http://user:secret@proxy.example:8080',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
    });
    expect(commands).toHaveLength(1);
    const command = commands[0]?.machine;
    const [directory = ''] = command?.argv.filter((word) => word.startsWith('/cache/link/')) ?? [];
    expect(command?.argv).toEqual([
      '/go/bin/go',
      'build',
      '-o',
      directory,
      '-v',
      '-trimpath',
      '-buildvcs=false',
      '-mod=readonly',
      '-pgo=auto',
      '-tags',
      'lambda.norpc',
      '-ldflags',
      '-s -w -B none',
      '--',
      './cmd/a',
      './cmd/b',
    ]);
    expect(command?.environment).toEqual({
      CGO_ENABLED: '0',
      GIT_SSH_COMMAND: 'ssh -i key',
      GO111MODULE: 'on',
      GOARCH: 'arm64',
      GOENV: 'off',
      GOFLAGS: '',
      GOOS: 'linux',
      GOPROXY: 'proxy',
      GOTMPDIR: `${directory.slice(0, -1)}.work`,
      GOTOOLCHAIN: 'local',
      GOWORK: 'off',
      GO_EXTLINK_ENABLED: '0',
      HOME: '/home/me',
      HTTPS_PROXY: 'http://***@proxy.example:8080',
      PATH: '/none:/go/bin',
    });
    expect(command?.inherited).toEqual(['GIT_SSH_COMMAND', 'GOPROXY', 'HOME', 'HTTPS_PROXY', 'PATH']);
  });

  test('is the same in every environment, except for its property `machine`', async () => {
    const given: Given = {
      manifest: {
        handlers: { 'bin/a': './other/cmd/a' },
        go: { pgo: './cpu.pprof', work: './go.work', env: { GOPROXY: 'direct', GOEXPERIMENT: 'x' } },
      },
      files: {
        'go.work': 'use ./other\n',
        'cpu.pprof': 'profile',
        'other/go.mod': module('example.com/o'),
        'other/cmd/a/main.go': main,
      },
    };
    const command = async (more: Partial<Given>) => (await planned({ ...given, ...more })).commands[0];
    const first = await command({});
    const environment = { HOME: '/elsewhere', GOFLAGS: '-p=3', HTTPS_PROXY: 'http://proxy' };
    const options = { cache: '/other-cache' };
    const second = await command({ environment, options });
    expect({ ...second, machine: null }).toEqual({ ...first, machine: null });
    expect(second?.machine).not.toEqual(first?.machine);
    expect(first).toMatchObject({
      go: '1.26.8',
      directory: 'other',
      argv: [
        ...['go', 'build', '-o', '$OUT/', '-v', '-trimpath', '-buildvcs=false', '-mod=readonly'],
        ...[
          '-pgo=$MANIFEST/cpu.pprof',
          '-tags',
          'lambda.norpc',
          '-ldflags',
          '-s -w -B none',
          '--',
          './cmd/a',
        ],
      ],
      machine: { workingDirectory: 'other' },
    });
    expect(first?.environment).toEqual({
      CGO_ENABLED: '0',
      GO111MODULE: 'on',
      GOARCH: 'arm64',
      GOENV: 'off',
      GOEXPERIMENT: 'x',
      GOFLAGS: '',
      GOOS: 'linux',
      GOWORK: '$MANIFEST/go.work',
      GO_EXTLINK_ENABLED: '0',
    });
  });

  test('has the flags in the environment that do not affect the bytes, and no others', async () => {
    const { commands, warnings } = await planned({
      manifest: { handlers: { 'bin/a': './cmd/a' } },
      files: { 'cmd/a/main.go': main },
      environment: { GOFLAGS: '-modcacherw -trimpath -p=2 -buildvcs=false' },
    });
    expect(commands[0]?.machine.environment.GOFLAGS).toBe('-modcacherw -p=2');
    expect(warnings).toEqual([]);
  });

  test('has the settings of the C compiler from go env -w, with cgo', async () => {
    const { commands, warnings } = await planned({
      manifest: { handlers: { 'bin/a': './cmd/a' }, go: { cgo: true } },
      files: { 'cmd/a/main.go': main, '../home/go/env': 'CC=clang\nCXX=clang++\nCGO_CFLAGS=-O3\n' },
      environment: { CC: 'zig cc' },
      go: { env: { GOENV: '/home/go/env' } },
    });
    expect(commands[0]?.machine.environment).toMatchObject({ CC: 'zig cc', CXX: 'clang++' });
    expect(commands[0]?.machine.environment.GO_EXTLINK_ENABLED).toBeUndefined();
    expect(commands[0]?.machine.environment.CGO_CFLAGS).toBeUndefined();
    expect(warnings.map(({ code }) => code)).toEqual(['machine-settings-ignored', 'cgo-not-pinned']);
    expect(warnings[0]?.args).toMatchObject({ settings: ['CGO_CFLAGS=-O3'] });
  });

  test('carries every setting of go', async () => {
    const { commands, warnings } = await planned({
      manifest: {
        architecture: 'x86_64',
        handlers: { 'bin/a': './cmd/a' },
        go: {
          tags: ['one', 'two'],
          ldflags: ['-X', 'main.a=b c'],
          gcflags: '-N -l',
          norpc: false,
          strip: false,
          cgo: true,
          trimpath: false,
          goamd64: 'v3',
          pgo: './cpu.pprof',
          mod: 'mod',
          env: { GOEXPERIMENT: 'x' },
        },
      },
      files: { 'cmd/a/main.go': main, 'cpu.pprof': 'profile' },
      environment: { CC: 'clang', PKG_CONFIG_PATH: '/p' },
    });
    expect(commands[0]?.machine.argv.slice(4)).toEqual([
      '-v',
      '-buildvcs=false',
      '-mod=mod',
      '-pgo=/project/cpu.pprof',
      '-tags',
      'one,two',
      '-ldflags',
      "-B none -X 'main.a=b c'",
      '-gcflags',
      '-N -l',
      '--',
      './cmd/a',
    ]);
    expect(commands[0]?.machine.environment).toMatchObject({
      GOARCH: 'amd64',
      GOAMD64: 'v3',
      CGO_ENABLED: '1',
      CC: 'clang',
      PKG_CONFIG_PATH: '/p',
      GOEXPERIMENT: 'x',
    });
    expect(warnings.map(({ code }) => code)).toEqual(['cgo-not-pinned', 'trimpath-off']);
  });

  test('leaves out `-B none` for linkers that do not support it', async () => {
    const given: Given = { manifest: { handlers: { a: './cmd/a' } }, files: { 'cmd/a/main.go': main } };
    const flags = async (version: string) =>
      (await planned({ ...given, go: { version } })).commands[0]?.argv.find((word) =>
        word.startsWith('-s -w'),
      );
    expect(await flags('1.23.12')).toBe('-s -w');
    expect(await flags('1.24.0')).toBe('-s -w -B none');
  });
});

describe('programs share a run of go', () => {
  const files = Object.fromEntries(
    ['a', 'b', 'x/a', 'x/B', 'v/v2'].map((name) => [`cmd/${name}/main.go`, main]),
  );
  const runs = async (manifest: unknown, more: Files = {}): Promise<string[][]> =>
    (await planned({ manifest, files: { ...files, ...more } })).commands.map(({ argv, directory }) => [
      directory,
      ...argv.slice(argv.indexOf('--') + 1),
    ]);

  test('unless their names are equal, or differ only in case', async () => {
    const handlers = { 1: './cmd/a', 2: './cmd/b', 3: './cmd/x/a', 4: './cmd/x/B' };
    expect(await runs({ handlers })).toEqual([
      ['.', './cmd/a', './cmd/b'],
      ['.', './cmd/x/B', './cmd/x/a'],
    ]);
  });

  test('and one program serves two handlers', async () => {
    expect(await runs({ handlers: { one: './cmd/a', two: './cmd/a' } })).toEqual([['.', './cmd/a']]);
  });

  test('unless their settings differ', async () => {
    const handlers = { 1: './cmd/a', 2: { package: './cmd/b', go: { tags: ['x'] } } };
    expect(await runs({ handlers })).toEqual([
      ['.', './cmd/a'],
      ['.', './cmd/b'],
    ]);
  });

  test('unless their modules differ', async () => {
    const handlers = { 1: './cmd/a', 2: './other/cmd/c' };
    const other = { 'other/go.mod': module('example.com/o'), 'other/cmd/c/main.go': main };
    expect(await runs({ handlers }, other)).toEqual([
      ['.', './cmd/a'],
      ['other', './cmd/c'],
    ]);
  });

  test('unless they are lists of files', async () => {
    const handlers = { 1: ['./todos/create.go'], 2: ['./todos/delete.go', './todos/shared.go'] };
    const todos = { 'todos/create.go': main, 'todos/delete.go': main, 'todos/shared.go': main };
    expect(await runs({ handlers }, todos)).toEqual([
      ['.', './todos/create.go'],
      ['.', './todos/delete.go', './todos/shared.go'],
    ]);
  });
});

describe('the toolchain', () => {
  const given: Given = { manifest: { handlers: { a: './cmd/a' } }, files: { 'cmd/a/main.go': main } };

  test('is downloaded by go if a different release is requested', async () => {
    const manifest = { handlers: { a: './cmd/a' }, go: { version: '1.27.1' } };
    const { commands } = await planned({ ...given, manifest });
    expect(commands[0]).toMatchObject({
      go: '1.27.1',
      machine: { environment: { GOTOOLCHAIN: 'go1.27.1' } },
    });
    expect(commands[0]?.environment.GOTOOLCHAIN).toBeUndefined();
  });

  test.each([
    ['go-too-old', { files: { ...given.files, 'go.mod': 'module m\n\ngo 1.99\n' } }],
    ['go-not-found', { environment: { PATH: '/none' } }],
    ['go-unusable', { go: { answer: () => ({ exitCode: 2, standardError: 'broken' }) } }],
    [
      'go-toolchain-unavailable',
      {
        manifest: { handlers: { a: './cmd/a' }, go: { version: '1.99.1' } },
        go: {
          answer: ({ argv }: { argv: readonly string[] }) =>
            argv[1] === 'version' ? { exitCode: 1 } : undefined,
        },
      },
    ],
    [
      'go-toolchain-unavailable',
      { manifest: { handlers: { a: './cmd/a' }, go: { version: '1.22.0' } }, go: { version: '1.20.1' } },
    ],
  ])('fails with %s', async (code, more) => {
    await expect(planned({ ...given, ...(more as Partial<Given>) })).rejects.toMatchObject({ code });
  });

  test('is found in GOROOT if it is not on PATH', async () => {
    const { commands } = await planned({ ...given, environment: { PATH: '/none', GOROOT: '/go' } });
    expect(commands[0]?.machine.argv[0]).toBe('/go/bin/go');
  });

  test('causes a warning if go.mod requires a newer one', async () => {
    const files = { ...given.files, 'go.mod': module('m', '\ntoolchain go1.30.0\n') };
    expect((await planned({ ...given, files })).warnings.map(({ code }) => code)).toEqual([
      'go-toolchain-differs',
    ]);
  });

  test('is not needed to report errors in the manifest', async () => {
    expect(
      await findings({ ...given, manifest: { handlers: { '../a': './cmd/a' } }, environment: { PATH: '' } }),
    ).toEqual(['handler-name-invalid 14']);
  });
});

describe('vendor and go.work', () => {
  const files = { 'cmd/a/main.go': main, 'vendor/modules.txt': '' };
  const mod = async (manifest: object, more: Files = {}) => {
    const { commands } = await planned({
      manifest: { handlers: { a: './cmd/a' }, ...manifest },
      files: { ...files, ...more },
    });
    return [
      commands[0]?.argv.find((word) => word.startsWith('-mod=')),
      commands[0]?.machine.environment.GOWORK,
    ];
  };

  test('a vendor directory is used if it exists', async () => {
    expect(await mod({})).toEqual(['-mod=vendor', 'off']);
    expect(await mod({ go: { mod: 'readonly' } })).toEqual(['-mod=readonly', 'off']);
  });

  test('a go.work is used if the manifest sets `go.work`', async () => {
    expect(await mod({ go: { work: true } }, { 'go.work': '' })).toEqual(['-mod=vendor', '/project/go.work']);
    expect(await mod({ go: { work: './work/go.work' } }, { 'work/go.work': '' })).toEqual([
      '-mod=readonly',
      '/project/work/go.work',
    ]);
  });

  test.each([
    ['go-work-not-found', { work: true }],
    ['go-work-not-found', { work: './none' }],
    ['profile-not-found', { pgo: './none' }],
  ])('%s', async (code, go) => {
    const given: Given = { manifest: { handlers: { a: './cmd/a' }, go }, files };
    expect((await findings(given)).join()).toContain(code);
  });
});

describe('wildcards', () => {
  const files = {
    'cmd/a/main.go': main,
    'cmd/b/main.go': main,
    'cmd/b/deep/main.go': main,
    'cmd/library/library.go': 'package library\n',
    'cmd/empty/readme.txt': '',
    'cmd/tests/a_test.go': main,
    'cmd/_off/main.go': main,
    'cmd/testdata/main.go': main,
    'other/go.mod': module('example.com/o'),
    'other/c/main.go': main,
  };
  const handlers = async (given: Record<string, unknown>) =>
    Object.fromEntries(
      (await planned({ manifest: { handlers: given }, files })).archives[0]?.handlers.map((each) => [
        each.handler,
        each.package,
      ]) ?? [],
    );

  test('map each main package that matches', async () => {
    expect(await handlers({ 'bin/*': './cmd/*' })).toEqual({
      'bin/a': 'example.com/m/cmd/a',
      'bin/b': 'example.com/m/cmd/b',
    });
    expect(Object.keys(await handlers({ 'x/**/y': './cmd/b/**' })).sort()).toEqual(['x/deep/y', 'x/y']);
  });

  test('match in nested modules', async () => {
    expect(await handlers({ 'bin/*/*': './*/*' })).toMatchObject({
      'bin/other/c': 'example.com/o/c',
      'bin/cmd/a': 'example.com/m/cmd/a',
    });
  });

  test('may match no main package in one of the modules', async () => {
    const libraries = {
      'other/go.mod': module('example.com/o'),
      'other/library/library.go': 'package library\n',
    };
    const manifest = { handlers: { 'bin/**': './**' } };
    const { archives } = await planned({ manifest, files: { 'cmd/a/main.go': main, ...libraries } });
    expect(archives[0]?.handlers.map(({ handler }) => handler)).toEqual(['bin/cmd/a']);
    expect(await findings({ manifest, files: libraries })).toEqual(['wildcard-no-match 23']);
  });

  test('give way to an explicit key', async () => {
    expect(await handlers({ 'bin/*': './cmd/*', 'bin/a': './other/c' })).toEqual({
      'bin/a': 'example.com/o/c',
      'bin/b': 'example.com/m/cmd/b',
    });
  });

  test('that match nothing are errors', async () => {
    expect(
      await findings({ manifest: { handlers: { 'bin/*': './nope/*', 'x/*': './cmd/library/*' } }, files }),
    ).toEqual(['wildcard-no-match 22', 'wildcard-no-match 39']);
  });

  test('that match a directory and its subdirectory collide', async () => {
    expect(await findings({ manifest: { handlers: { 'bin/**': './cmd/**' } }, files })).toEqual([
      'path-collision 14',
    ]);
  });
});

describe('archives', () => {
  const files = {
    'cmd/a/main.go': main,
    'cmd/b/main.go': main,
    'x.txt': 'x',
    'public/css/a.css': '',
    'public/i.html': '',
  };

  test('are laid out with their files', async () => {
    const { archives } = await planned({
      manifest: {
        name: 'api',
        outDir: 'out',
        handlers: { 'bin/b': './cmd/b', 'bin/a': './cmd/a' },
        files: {
          'x.txt': './x.txt',
          run: { source: 'x.txt', mode: '0755' },
          'web/': './public/**',
          'css/': 'public/css',
        },
      },
      files,
    });
    expect(archives).toMatchObject([
      {
        name: 'api',
        path: 'out/api.zip',
        bootstrap: 'native',
        handlers: [
          { handler: 'bin/a', package: 'example.com/m/cmd/a', entry: 'bin/a' },
          { handler: 'bin/b', package: 'example.com/m/cmd/b', entry: 'bin/b' },
        ],
        files: [
          { name: 'x.txt', source: 'x.txt', mode: '0644' },
          { name: 'run', source: 'x.txt', mode: '0755' },
          { name: 'web/css/a.css', source: 'public/css/a.css' },
          { name: 'web/i.html', source: 'public/i.html' },
          { name: 'css/a.css', source: 'public/css/a.css' },
        ],
      },
    ]);
  });

  test('per handler contain the program as their bootstrap, each for its own target', async () => {
    const handlers = {
      'bin/a': './cmd/a',
      bootstrap: { package: './cmd/b', architecture: 'x86_64', runtime: 'provided.al2' },
    };
    const { archives, warnings } = await planned({ manifest: { layout: 'per-handler', handlers }, files });
    expect(archives).toMatchObject([
      {
        name: 'bin/a',
        path: 'dist/bin/a.zip',
        bootstrap: null,
        architecture: 'arm64',
        handlers: [{ handler: 'bin/a', entry: 'bootstrap' }],
      },
      { name: 'bootstrap', path: 'dist/bootstrap.zip', architecture: 'x86_64', runtime: 'provided.al2' },
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['runtime-deprecated']);
  });

  test('leave files of earlier builds out of a glob', async () => {
    const manifest = { handlers: { a: './cmd/a' }, files: { 'all/': './dist/**' } };
    const more = {
      'dist/lambda.zip': '',
      'dist/x/y.zip': '',
      'dist/.lambdazip.lock': '',
      'dist/index.html': '',
      'dist/.lambda.zip.1-a.tmp': '',
    };
    const { archives } = await planned({ manifest, files: { ...files, ...more } });
    expect(archives[0]?.files.map(({ name }) => name)).toEqual(['all/index.html']);
  });

  const two = { archives: { one: { handlers: { a: './cmd/a' } }, two: { handlers: { b: './cmd/b' } } } };

  test('are selected by name', async () => {
    const { archives, commands } = await planned({ manifest: two, files, options: { archives: ['two'] } });
    expect(archives.map(({ path }) => path)).toEqual(['dist/two.zip']);
    expect(commands[0]?.argv.at(-1)).toBe('./cmd/b');
  });

  test('that do not exist are usage errors', async () => {
    const asked = planned({ manifest: two, files, options: { archives: ['tow'] } });
    await expect(asked).rejects.toMatchObject({
      diagnostics: [{ code: 'archive-unknown', args: { name: 'tow', known: ['one', 'two'], likely: 'two' } }],
    });
  });

  test('are written to the given directory, relative to the working directory', async () => {
    const { archives } = await planned({ manifest: two, files, options: { outDir: '../elsewhere' } });
    expect(archives[0]?.path).toBe('../elsewhere/one.zip');
  });

  test('with the same path are errors', async () => {
    const archives = {
      a: { handlers: { x: './cmd/b' } },
      b: { layout: 'per-handler', handlers: { A: './cmd/a' } },
    };
    expect((await findings({ manifest: { archives }, files })).join()).toMatch(/^output-collision/);
  });
});

describe('an error that only the disk shows has a code', () => {
  const files = { 'cmd/a/main.go': main, 'lib/lib.go': 'package lib\n', 'd/x': '', 'empty/none.txt': '' };
  const handlers = { a: './cmd/a' };

  test.each<readonly [string, object]>([
    ['package-not-found', { handlers: { a: './cmd/none' } }],
    ['package-not-found', { handlers: { a: './empty' } }],
    ['package-not-found', { handlers: { a: 'cmd/a' } }],
    ['package-not-main', { handlers: { a: './lib' } }],
    ['go-mod-not-found', { handlers: { a: '../elsewhere' } }],
    ['go-mod-not-found', { handlers: { a: { package: 'example.com/x', module: '../elsewhere' } } }],
    ['package-path-invalid', { handlers: { a: '/project/cmd/a' } }],
    ['package-path-invalid', { handlers: { a: '-o' } }],
    ['package-path-invalid', { handlers: { a: './cmd/...' } }],
    ['package-path-invalid', { handlers: { a: 'example.com/x@v1' } }],
    ['package-path-invalid', { handlers: { a: 'cmd\\a' } }],
    ['package-path-invalid', { handlers: { a: './cmd/a/main.go' } }],
    ['package-path-invalid', { handlers: { a: ['./cmd/a/none.go'] } }],
    ['package-path-invalid', { handlers: { a: ['./cmd/a/main.go', './lib/lib.go'] } }],
    ['file-missing', { handlers, files: { x: './none' } }],
    ['file-no-match', { handlers, files: { 'x/': './none/*' } }],
    ['file-not-regular', { handlers, files: { x: './d' } }],
    ['file-outside', { handlers, files: { x: '../secret' } }],
    ['file-outside', { handlers, files: { x: '/etc/passwd' } }],
    ['file-outside', { handlers, files: { 'x/': '../**' } }],
    ['path-collision', { handlers, files: { 'x/': './d/*', 'x/x': './d/x' } }],
    ['path-collision', { handlers, files: { 'a/': './d/*' } }],
  ])('%s: %j', async (code, manifest) => {
    const found = await findings({ manifest, files: { ...files, '../elsewhere/x.go': main } });
    expect(found.map((finding) => finding.split(' ')[0])).toContain(code);
  });

  test('errors in the text and on disk are reported together', async () => {
    const manifest = {
      handlers: { a: './cmd/none', '../b': './cmd/a', c: './lib' },
      files: { x: './none' },
      go: { ldflags: '${V}' },
    };
    expect((await findings({ manifest, files })).map((finding) => finding.split(' ')[0])).toEqual([
      'package-not-found',
      'handler-name-invalid',
      'package-not-main',
      'file-missing',
      'variable-undeclared',
    ]);
  });
});

test('wildcards skip an unreadable directory, with a warning', async () => {
  const memory = hostOf({
    manifest: { handlers: { 'bin/**': './**' } },
    files: { 'cmd/a/main.go': main, 'pgdata/x': '' },
  });
  const fileSystem = interfered(memory.fileSystem, ({ name, path }) => {
    if (name === 'readDirectory' && path === '/project/pgdata') throw systemError('EACCES');
  });
  const { archives, warnings } = await plan({}, { ...memory, fileSystem }, planParts);
  expect(archives[0]?.handlers.map(({ handler }) => handler)).toEqual(['bin/cmd/a']);
  expect(warnings).toMatchObject([
    {
      code: 'directory-unreadable',
      args: { directory: 'pgdata', reason: expect.stringContaining('EACCES') },
    },
  ]);
});
