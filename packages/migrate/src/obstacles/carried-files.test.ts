import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../../core/test/memory-host.js';
import {
  commandOf,
  fileCommandOf,
  type MovedProjectOptions,
  movedProject,
} from '../../test/moved-project.js';
import { findObstacles } from './find-obstacles.js';

const goMod = 'module example.com/shop\n\ngo 1.21\n';
const reading = (...texts: string[]): string =>
  `package main\n\nimport "os"\n\nfunc main() { os.ReadFile(${texts.map((text) => `"${text}"`).join(', ')}) }\n`;

async function found(files: Readonly<Record<string, string>>, options: MovedProjectOptions) {
  const all = { 'go.mod': goMod, 'cmd/create/main.go': reading('none'), ...files };
  const host = memoryHost(
    Object.fromEntries(Object.entries(all).map(([path, text]) => [`/project/${path}`, text])),
  );
  const result = await findObstacles({ ...(await movedProject(host, '/project', options)), go: null }, host);
  return {
    files: result.files,
    diagnostics: result.diagnostics.filter(({ code }) => /migrate-(files|left-out)/.test(code)),
  };
}

describe('files in the directory that a package was made from', () => {
  const inBin = { functions: [{ handler: 'create', code: 'bin/' }] };

  test('are reported if they are next to programs', async () => {
    const files = {
      'bin/create': '\x7fELF...',
      'bin/other': '\x7fELF...',
      'bin/a.json': '',
      'bin/t/m.html': '',
    };
    const { diagnostics } = await found(files, inBin);
    expect(diagnostics).toMatchObject([
      { code: 'migrate-files', severity: 'warning', location: { line: 10 }, handlers: ['create'] },
    ]);
    expect(diagnostics[0]?.args).toMatchObject({
      place: 'bin',
      files: ['bin/a.json', 'bin/t/m.html'],
      more: 0,
    });
  });

  test('are reported up to five', async () => {
    const many = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`bin/${index}.json`, '']));
    const { diagnostics } = await found(many, inBin);
    const files = [0, 1, 2, 3, 4].map((index) => `bin/${index}.json`);
    expect(diagnostics[0]?.args).toMatchObject({ files, more: 3 });
  });

  test('are not reported if they are programs, or for people and tools', async () => {
    const files = { 'bin/create': 'a program of another kind', 'bin/.gitkeep': '', 'bin/README.md': '' };
    expect((await found(files, inBin)).diagnostics).toEqual([]);
  });

  test.each([
    ['its path', 'data/prices.csv'],
    ['its path from the task root', '/var/task/data/prices.csv'],
    ['its name', 'prices.csv'],
    ['its directory', './data/'],
    ['a pattern', 'data/*.csv'],
  ])('among the sources are reported if the code refers to them by %s', async (_, text) => {
    const files = {
      'cmd/create/main.go': reading(text),
      'data/prices.csv': '',
      'template.yaml': '',
      'docs/a.csv': '',
      'web/index.html': '',
    };
    const { diagnostics } = await found(files, { functions: [{ handler: 'bin/create' }] });
    expect(diagnostics).toMatchObject([{ args: { place: '.', files: ['data/prices.csv'] } }]);
  });

  test('among the sources are not reported if embedded', async () => {
    const files = {
      'cmd/create/main.go':
        'package main\n\nimport _ "embed"\n\n//go:embed prices.csv\nvar prices string\n\nfunc main() {}\n',
      'cmd/create/prices.csv': '',
    };
    expect((await found(files, { functions: [{ handler: 'bin/create' }] })).diagnostics).toEqual([]);
  });
});

describe('files of a service of the Serverless Framework', () => {
  const files = {
    'bin/create': '\x7fELF',
    'config/prod.json': '',
    'config/test.json': '',
    'web/index.html': '',
  };
  const service = (text: string): MovedProjectOptions => ({
    format: 'serverless',
    template: 'serverless.yml',
    functions: [{ handler: 'bin/create', code: null }],
    text,
  });

  test.each([
    ['patterns', "package:\n  patterns: ['!./**', './bin/**', './config/*.json', '!./config/test.json']\n"],
    ['include and exclude', 'package:\n  exclude: [./**]\n  include: [./bin/**, config/prod.json]\n'],
    [
      'its own patterns',
      "package: {individually: true, patterns: ['!./**']}\nfunctions:\n  createFunction: {package: {patterns: [bin/create, config/prod.json]}}\n",
    ],
  ])('are selected by %s', async (_, text) => {
    const { diagnostics } = await found(files, service(text));
    expect(diagnostics).toMatchObject([{ args: { place: '.', files: ['config/prod.json'] } }]);
  });

  test.each([
    ['the patterns only match the programs', "package:\n  patterns: ['!./**', './bin/**']\n"],
    [
      'a function has patterns that do not apply',
      "package: {patterns: ['!./**', 'bin/**']}\nfunctions: {createFunction: {package: {patterns: ['config/**']}}}\n",
    ],
    ['patterns are not set and the code does not mention any file', 'service: shop\n'],
  ])('are not reported if %s', async (_, text) => {
    expect((await found(files, service(text))).diagnostics).toEqual([]);
  });
});

describe('files that build lines copy next to programs', () => {
  const shop = { 'config.json': '{}', 'mails/hello.html': '', 'mails/bye.html': '' };
  const build = commandOf({ output: 'bin/create' });
  const with_ = (...files: ReturnType<typeof fileCommandOf>[]): MovedProjectOptions => ({
    functions: [{ handler: 'create', code: 'bin' }],
    commands: [build],
    files,
  });

  const rows: readonly [title: string, from: string[], to: string, files: Record<string, string>][] = [
    ['into a directory', ['config.json'], 'bin/', { 'config.json': 'config.json' }],
    ['into a directory that the build creates', ['config.json'], 'bin', { 'config.json': 'config.json' }],
    [
      'under a different name',
      ['config.json'],
      'bin/etc/settings.json',
      { 'etc/settings.json': 'config.json' },
    ],
    ['a directory', ['mails'], 'bin/', { 'mails/': 'mails/**' }],
    ['several', ['config.json', 'mails/'], 'bin', { 'config.json': 'config.json', 'mails/': 'mails/**' }],
    ['somewhere else', ['config.json'], 'out/', {}],
    ['the program itself', ['bin/create'], 'bin/create.bak', {}],
  ];
  test.each(rows)('%s', async (_, from, to, files) => {
    const result = await found(shop, with_(fileCommandOf({ from, to })));
    expect(result).toEqual({ files, diagnostics: [] });
  });

  test('are not reported again', async () => {
    const there = { ...shop, 'bin/create': '\x7fELF' };
    const options = {
      ...with_(fileCommandOf({ from: ['config.json'], to: 'bin/' })),
      functions: [{ handler: 'bin/create' }],
    };
    const code = { 'cmd/create/main.go': reading('config.json') };
    expect(await found({ ...there, ...code }, options)).toEqual({
      files: { 'bin/config.json': 'config.json' },
      diagnostics: [],
    });
  });

  test.each([
    [['.env.example'], '.env'],
    [['config.json'], 'docs/'],
    [['${OUT}/packaged.yaml'], './packaged.yaml'],
  ])('%o to %s, if the package contains all sources, are not reported', async (from, to) => {
    const options = {
      ...with_(fileCommandOf({ from, to })),
      functions: [{ handler: 'main', package: 'cmd/create' }],
    };
    expect(await found({ ...shop, '.env.example': '' }, options)).toEqual({ files: {}, diagnostics: [] });
  });

  test('in a target that SAM runs are added if the function is migrated', async () => {
    const to = '$(ARTIFACTS_DIR)/etc/';
    const call = (target: string) => found(shop, with_(fileCommandOf({ from: ['config.json'], to, target })));
    expect((await call('build-createFunction')).files).toEqual({ 'etc/config.json': 'config.json' });
    expect((await call('build-OtherFunction')).files).toEqual({});
  });

  test.each([
    ['config.${STAGE}.json', 'its value is not known from the files'],
    ['*.json', 'lambdazip does not expand its file pattern'],
  ])('as %s are reported as left out', async (from, why) => {
    const { diagnostics } = await found(shop, with_(fileCommandOf({ from: [from], to: 'bin/' })));
    expect(diagnostics).toMatchObject([
      { code: 'migrate-left-out', location: { file: 'Makefile', line: 5 }, args: { why } },
    ]);
  });

  test('from two sources to one path: the first is added, the other reported', async () => {
    const first = fileCommandOf({ from: ['config.json'], to: 'bin/a' });
    const second = fileCommandOf({ from: ['mails/bye.html'], to: 'bin/a' });
    const { files, diagnostics } = await found(shop, with_(first, second));
    expect(files).toEqual({ a: 'config.json' });
    expect(diagnostics).toMatchObject([
      { code: 'migrate-left-out', args: { why: 'config.json already has this path in the archive' } },
    ]);
  });
});

describe('files that build lines zip with programs', () => {
  const shop = { 'config.json': '{}', 'mails/hello.html': '', 'dist/etc/a.txt': '' };
  const zip = (from: string[], more: object = {}) =>
    fileCommandOf({ kind: 'zip', from, to: 'dist/create.zip', ...more });
  const zipped = (handler: string, output: string, command: ReturnType<typeof zip>): MovedProjectOptions => ({
    functions: [{ handler, code: './dist/create.zip', package: 'cmd/create' }],
    commands: [commandOf({ output })],
    files: [command],
  });

  test.each([
    [
      'with directories',
      'bin/create',
      'bin/create',
      ['bin/create', 'config.json', 'mails'],
      {},
      { 'config.json': 'config.json', 'mails/': 'mails/**' },
    ],
    [
      'without (-j)',
      'create',
      'bin/create',
      ['bin/create', 'mails/hello.html'],
      { junkPaths: true },
      { 'hello.html': 'mails/hello.html' },
    ],
    [
      'in the directory of the program',
      'create',
      'dist/create',
      ['dist/create', 'dist/etc/a.txt'],
      {},
      { 'etc/a.txt': 'dist/etc/a.txt' },
    ],
    [
      'into a different zip',
      'bin/create',
      'bin/create',
      ['bin/create', 'config.json'],
      { to: 'dist/other.zip' },
      {},
    ],
  ] as const)('%s', async (_, handler, output, from, more, files) => {
    expect(await found(shop, zipped(handler, output, zip([...from], more)))).toEqual({
      files,
      diagnostics: [],
    });
  });
});
