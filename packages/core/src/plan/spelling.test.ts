import { describe, expect, test } from 'vitest';
import { fakeGo } from '../../test/fake-go.js';
import { foldingFileSystem, interfered, memoryHost } from '../../test/memory-host.js';
import { planParts } from '../affected/plan-parts.js';
import type { LambdazipError } from '../diagnostics/lambdazip-error.js';
import type { FileSystem } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import { plan } from './plan.js';

const composed = 'caf\u00e9';
const decomposed = 'cafe\u0301';

const files: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/m\n\ngo 1.21\n',
  'cmd/create/main.go': 'package main\n\nfunc main() {}\n',
  'tools/go.mod': 'module example.com/tools\n\ngo 1.21\n',
  'tools/seed/main.go': 'package main\n\nfunc main() {}\n',
  'public/css/a.css': '',
  'public/one.txt': '',
  'pgo/cpu.pprof': '',
  'build/go.work': '',
  [`${decomposed}/x.txt`]: '',
};

const plain = (fileSystem: FileSystem): FileSystem => fileSystem;
/** Behaves like Linux, Windows and macOS. */
const hosts: Readonly<Record<string, (fileSystem: FileSystem) => FileSystem>> = {
  'distinguishes all names': plain,
  'ignores case': (fileSystem) => foldingFileSystem(fileSystem, (name) => name.toLowerCase()),
  'ignores case and Unicode form': (fileSystem) =>
    foldingFileSystem(fileSystem, (name) => name.normalize('NFD').toLowerCase()),
};

function hostOf(manifest: unknown, more = {}, wrap = plain): Host {
  const entries = Object.entries({ ...files, ...more, 'lambdazip.json': JSON.stringify(manifest) });
  const memory = memoryHost({
    '/go/bin/go': '',
    ...Object.fromEntries(entries.map(([path, text]) => [`/project/${path}`, text])),
  });
  const fileSystem = wrap(memory.fileSystem);
  return {
    ...memory,
    fileSystem,
    environment: { PATH: '/go/bin' },
    processes: fakeGo(() => fileSystem),
    defaultCacheDirectory: '/cache',
  };
}

async function findings(manifest: unknown, wrap = plain): Promise<string[]> {
  const error = await plan({}, hostOf(manifest, {}, wrap), planParts).then(
    () => undefined,
    (caught: LambdazipError) => caught,
  );
  return (error?.diagnostics ?? [])
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`);
}

const create = { 'bin/create': './cmd/create' };
const cases: Readonly<Record<string, readonly [manifest: unknown, path: string, actual: string]>> = {
  'a directory': [{ handlers: { a: './CMD/Create' } }, './CMD/Create', './cmd/create'],
  'a part of a directory': [{ handlers: { a: './Cmd/create' } }, './Cmd/create', './cmd/create'],
  'a wildcard': [{ handlers: { '*': './Cmd/*' } }, './Cmd', './cmd'],
  'a list of files': [
    { handlers: { a: ['./cmd/create/Main.go'] } },
    './cmd/create/Main.go',
    './cmd/create/main.go',
  ],
  'a directory of a list': [
    { handlers: { a: ['./cmd/Create/main.go'] } },
    './cmd/Create/main.go',
    './cmd/create/main.go',
  ],
  'the directory of a module': [
    { handlers: { a: { package: 'example.com/tools/seed', module: './Tools' } } },
    './Tools',
    './tools',
  ],
  'a file': [{ handlers: create, files: { x: 'public/One.txt' } }, 'public/One.txt', 'public/one.txt'],
  'a glob': [{ handlers: create, files: { 'x/': './Public/css/**' } }, 'Public/css', 'public/css'],
  'a directory of assets': [
    { handlers: create, files: { 'x/': './public/CSS' } },
    'public/CSS',
    'public/css',
  ],
  'a profile': [{ handlers: create, go: { pgo: 'PGO/cpu.pprof' } }, 'PGO/cpu.pprof', 'pgo/cpu.pprof'],
  'a workspace': [
    { handlers: create, go: { work: './build/Go.work' } },
    './build/Go.work',
    './build/go.work',
  ],
  'the output': [{ handlers: create, outDir: 'Public/out' }, 'Public/out', 'public/out'],
};

for (const [host, wrap] of Object.entries(hosts)) {
  describe(`on a file system that ${host}`, () => {
    for (const [title, [manifest, path, actual]] of Object.entries(cases)) {
      test(`refuses ${title} in a different case`, async () => {
        expect(await findings(manifest, wrap)).toEqual([
          `path-spelling ${JSON.stringify(path)} is spelled ${JSON.stringify(actual)} on disk`,
        ]);
      });
    }

    test('refuses a path in a different Unicode form, and shows both forms', async () => {
      const manifest = { handlers: create, files: { 'x.txt': `${composed}/x.txt` } };
      const [finding] = await findings(manifest, wrap);
      expect(finding).toMatch(/^path-spelling .*\(caf\\u\{e9\}\/x\.txt, cafe\\u\{301\}\/x\.txt\)$/);
    });

    test('accepts paths spelled as on disk', async () => {
      const manifest = {
        handlers: { a: './cmd/create', b: './tools/../cmd/create', 'c/*': './cmd/*' },
        files: { 'x.txt': `./${decomposed}/x.txt`, 'y/': './public/css/**' },
        outDir: 'dist',
      };
      expect(await findings(manifest, wrap)).toEqual([]);
    });
  });
}

test('refuses an import path in a different case if the file system finds it', async () => {
  const wrap = hosts['ignores case'];
  expect(await findings({ handlers: { a: 'example.com/m/Cmd/create' } }, wrap)).toEqual([
    'path-spelling "example.com/m/Cmd/create" is spelled "example.com/m/cmd/create" on disk',
  ]);
  expect(await findings({ handlers: { a: 'example.com/m/cmd/create' } }, wrap)).toEqual([]);
});

test('refuses a name that the file system finds but the directory does not list', async () => {
  const shortNames = (fileSystem: FileSystem) =>
    foldingFileSystem(fileSystem, (name) => (name === 'CREATE~1' ? 'create' : name));
  expect(await findings({ handlers: { a: './cmd/CREATE~1' } }, shortNames)).toEqual([
    'path-spelling "./cmd/CREATE~1" is not the full name on disk',
  ]);
});

test('lists each directory once, however many handlers are in it', async () => {
  const names = [...Array(400).keys()].map((index) => `h${index}`);
  const handlers = Object.fromEntries(names.map((name) => [name, `./many/${name}`]));
  const more = Object.fromEntries(names.map((name) => [`many/${name}/main.go`, 'package main\n']));
  const listed: string[] = [];
  const host = hostOf({ handlers }, more, (fileSystem) =>
    interfered(fileSystem, ({ name, path }) => {
      if (name === 'readDirectory' && !/\/many\/h\d+$/.test(path)) listed.push(path);
    }),
  );
  await plan({}, host, planParts);
  expect(listed.sort()).toEqual(['/project', '/project/many']);
});
