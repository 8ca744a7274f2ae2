// Compares the reported archives with the archives that change: each case is built before and after with the real go, and
// every archive whose bytes differ must have been reported.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { goMod, type Project, project } from './project.js';

const manifest = {
  archives: {
    orders: {
      handlers: { 'bin/create': './cmd/create', 'bin/list': './cmd/list' },
      files: { 'assets/': './assets', 'note.txt': './note.txt' },
    },
    jobs: { handlers: { 'jobs/*': './jobs/*' } },
    tools: { layout: 'per-handler', handlers: { clean: './tools/clean', report: './tools/report' } },
  },
};
const importing = (...names: readonly string[]): string =>
  `package main\n\nimport (\n${names.map((name) => `\t"example.com/p/${name}"\n`).join('')})\n\nfunc main() { println(${names
    .map((name) => `${name.split('/').at(-1)}.Name`)
    .join(', ')}) }\n`;
const library = (name: string, more = ''): string => `package ${name}\n\nconst Name = "${name}"\n${more}`;

const files: Readonly<Record<string, string>> = {
  'go.mod': `${goMod}\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ./dep\n`,
  'dep/go.mod': 'module example.com/dep\n\ngo 1.21\n',
  'dep/dep.go': library('dep'),
  'lambdazip.json': JSON.stringify(manifest, null, 2),
  'cmd/create/main.go': importing('internal/store'),
  'cmd/create/main_test.go': 'package main\n',
  'cmd/list/main.go': importing('internal/store', 'internal/page'),
  'internal/store/store.go': `package store\n\nimport "example.com/p/internal/db"\n\nconst Name = db.Name\n`,
  'internal/db/db.go': library('db'),
  'internal/db/db_windows.go': 'package db\n\nconst Windows = "w"\n',
  'internal/db/tagged.go': '//go:build never\n\npackage db\n\nconst Tagged = "t"\n',
  'internal/page/page.go':
    'package page\n\nimport "embed"\n\n//go:embed data/*\nvar data embed.FS\n\nvar Name = func() string { b, _ := data.ReadFile("data/a.txt"); return string(b) }()\n',
  'internal/page/data/a.txt': 'a',
  'internal/page/data/b.txt': 'b',
  'jobs/nightly/main.go': 'package main\n\nimport "example.com/dep"\n\nfunc main() { println(dep.Name) }\n',
  'jobs/weekly/main.go': importing('internal/page'),
  'tools/clean/main.go': importing('internal/db'),
  'tools/report/main.go': 'package main\n\nfunc main() { println("report") }\n',
  'assets/x.txt': 'x',
  'assets/y.txt': 'y',
  'note.txt': 'note',
  'README.md': 'readme',
  '.gitignore': 'dist\nbefore\nafter\n',
};

const git = ({ directory }: Project, ...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...words], {
    cwd: directory,
    encoding: 'utf8',
  }).trim();

function repository(): Project {
  const given = project(files);
  git(given, 'init', '-q');
  git(given, 'add', '-A');
  git(given, 'commit', '-qm', 'first');
  return given;
}

/** The affected archives with their handlers, marked `*` if the archive itself is affected. */
async function affectedBy(given: Project, since = 'HEAD'): Promise<Record<string, readonly string[]>> {
  const { status, stdout, stderr } = await given.run(['affected', '--since', since, '--json']);
  expect(status, stderr).toBe(0);
  const { archives } = JSON.parse(stdout) as {
    archives: { name: string; reasons: unknown[]; handlers: { handler: string; reasons: unknown[] }[] }[];
  };
  for (const { handlers } of archives) for (const { reasons } of handlers) expect(reasons).not.toEqual([]);
  return Object.fromEntries(
    archives.map(({ name, reasons, handlers }) => [
      name,
      [...(reasons.length > 0 ? ['*'] : []), ...handlers.map(({ handler }) => handler)],
    ]),
  );
}

async function digests(given: Project, out: string): Promise<Record<string, string>> {
  const { status, stdout, stderr } = await given.run([
    'build',
    '--json',
    '--no-provenance',
    '--out-dir',
    out,
  ]);
  expect(status, stderr).toBe(0);
  const { archives } = JSON.parse(stdout) as { archives: { name: string; sha256: string }[] };
  return Object.fromEntries(archives.map(({ name, sha256 }) => [name, sha256]));
}

const remove = (given: Project, path: string): void =>
  rmSync(join(given.directory, path), { recursive: true });
const edited =
  (path: string, edit: (text: string) => string) =>
  (given: Project): void =>
    given.write(path, edit(readFileSync(join(given.directory, path), 'utf8')));
const inManifest = (edit: (text: string) => string) => edited('lambdazip.json', edit);

type Case = readonly [string, (given: Project) => void, Readonly<Record<string, readonly string[]>>];

describe('lambdazip affected', () => {
  test.each<Case>([
    ['nothing', () => undefined, {}],
    ['an unused file', edited('README.md', () => 'other'), {}],
    ['a test', edited('cmd/create/main_test.go', (text) => `${text}\n// x\n`), {}],
    [
      'a main package',
      edited('cmd/create/main.go', (text) => `${text}\nvar X = 1\n`),
      { orders: ['bin/create'] },
    ],
    [
      'a package that others import through another',
      edited('internal/db/db.go', (text) => text.replace('"db"', '"other"')),
      { orders: ['bin/create', 'bin/list'], clean: ['clean'] },
    ],
    [
      'a file for another system',
      edited('internal/db/db_windows.go', (text) => `${text}\nconst More = 1\n`),
      {},
    ],
    [
      'a file that is left out by its tags',
      edited('internal/db/tagged.go', (text) => `${text}\nconst More = 1\n`),
      {},
    ],
    [
      'a file whose tags let it in',
      edited('internal/db/tagged.go', (text) => text.replace('never', 'linux')),
      { orders: ['bin/create', 'bin/list'], clean: ['clean'] },
    ],
    [
      'a new file of a package',
      (given) => given.write('internal/db/more.go', 'package db\n\nvar More = Name\n'),
      { orders: ['bin/create', 'bin/list'], clean: ['clean'] },
    ],
    [
      'a removed file of a package',
      (given) => remove(given, 'internal/db/tagged.go'),
      { orders: ['bin/create', 'bin/list'], clean: ['clean'] },
    ],
    ['a removed file for another system', (given) => remove(given, 'internal/db/db_windows.go'), {}],
    [
      'an embedded file',
      edited('internal/page/data/a.txt', () => 'other'),
      { orders: ['bin/list'], jobs: ['jobs/weekly'] },
    ],
    [
      'a new embedded file',
      (given) => given.write('internal/page/data/c.txt', 'c'),
      { orders: ['bin/list'], jobs: ['jobs/weekly'] },
    ],
    [
      'a removed embedded file',
      (given) => remove(given, 'internal/page/data/b.txt'),
      { orders: ['bin/list'], jobs: ['jobs/weekly'] },
    ],
    ['an asset', edited('assets/x.txt', () => 'other'), { orders: ['*'] }],
    ['a new asset', (given) => given.write('assets/z.txt', 'z'), { orders: ['*'] }],
    ['a removed asset', (given) => remove(given, 'assets/y.txt'), { orders: ['*'] }],
    [
      'a new handler of a wildcard',
      (given) => given.write('jobs/daily/main.go', 'package main\n\nfunc main() {}\n'),
      { jobs: ['jobs/daily'] },
    ],
    ['a removed handler of a wildcard', (given) => remove(given, 'jobs/weekly'), { jobs: ['*'] }],
    [
      'a module in a directory',
      edited('dep/dep.go', (text) => text.replace('"dep"', '"other"')),
      { jobs: ['jobs/nightly'] },
    ],
    [
      'the go.mod of that module',
      edited('dep/go.mod', (text) => text.replace('1.21', '1.20')),
      { jobs: ['jobs/nightly'] },
    ],
    [
      'the version of a module',
      edited('go.mod', (text) => text.replace('v1.0.0', 'v1.0.1')),
      { jobs: ['jobs/nightly'] },
    ],
    [
      'the go line',
      edited('go.mod', (text) => text.replace('go 1.21', 'go 1.22')),
      {
        orders: ['bin/create', 'bin/list'],
        jobs: ['jobs/nightly', 'jobs/weekly'],
        clean: ['clean'],
        report: ['report'],
      },
    ],
    [
      'a setting of one handler',
      inManifest((text) =>
        text.replace('"./cmd/list"', '{ "package": "./cmd/list", "go": { "ldflags": "-X main.v=1" } }'),
      ),
      { orders: ['bin/list'] },
    ],
    [
      'a setting of an archive',
      inManifest((text) => text.replace('"jobs": {', '"jobs": { "compression": 1,')),
      { jobs: ['*'] },
    ],
    [
      'a handler that is gone',
      inManifest((text) => text.replace(/"bin\/create": [^,]*,/, '')),
      { orders: ['*'] },
    ],
    ['a comment in the manifest', inManifest((text) => text.replace('{', '{\n // x\n')), {}],
  ])('%s', async (_, change, expected) => {
    const given = repository();
    const before = await digests(given, 'before');
    change(given);
    const found = await affectedBy(given);
    const after = await digests(given, 'after');
    const differing = Object.keys(after).filter((name) => before[name] !== after[name]);
    expect(Object.keys(found), 'an archive that differs was not reported').toEqual(
      expect.arrayContaining(differing),
    );
    expect(found).toEqual(expected);
    // Whether the changes are committed or tracked makes no difference; only the contents of the files do.
    git(given, 'add', '-A');
    git(given, 'commit', '--allow-empty', '-qm', 'second');
    expect(await affectedBy(given, 'HEAD~1')).toEqual(expected);
    expect(await affectedBy(given, 'HEAD')).toEqual({});
  });

  test('explains how a change reaches a handler', async () => {
    const given = repository();
    edited('internal/db/db.go', (text) => text.replace('"db"', '"other"'))(given);
    given.write('assets/z.txt', 'z');
    expect((await given.run(['affected', '--since', 'HEAD'])).stdout).toMatchInlineSnapshot(`
      "dist/orders.zip
        assets/z.txt added
        bin/create
          internal/db/db.go modified: example.com/p/cmd/create -> example.com/p/internal/store -> example.com/p/internal/db
        bin/list
          internal/db/db.go modified: example.com/p/cmd/list -> example.com/p/internal/store -> example.com/p/internal/db

      dist/clean.zip
        clean
          internal/db/db.go modified: example.com/p/tools/clean -> example.com/p/internal/db

      2 of 4 archives affected by changes since HEAD.
      "
    `);
  });

  test('a different sum for the same version is a different module', async () => {
    const given = repository();
    const sum = (text: string): void => given.write('go.sum', text);
    sum('example.com/dep v1.0.0 h1:AAAA=\n');
    git(given, 'add', '-A');
    git(given, 'commit', '-qm', 'sum');
    sum('example.com/dep v1.0.0 h1:BBBB=\nexample.com/other v1.0.0 h1:CCCC=\n');
    expect(await affectedBy(given)).toEqual({ jobs: ['jobs/nightly'] });
  });

  test.each([
    ['since-unknown', ['--since', 'no-such-tag']],
    ['since-unknown', ['--since', '--output=x']],
  ])('%s', async (code, words) => {
    const given = repository();
    const { status, stderr } = await given.run(['affected', ...words.slice(0, 1), ...words.slice(1)]);
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`${code}|argument missing`));
  });

  test('since-no-repository', async () => {
    const { status, stderr } = await project(files).run(['affected', '--since', 'HEAD'], {
      GIT_CEILING_DIRECTORIES: '/',
    });
    expect([status, stderr.includes('since-no-repository')]).toEqual([2, true]);
  });
});

describe('lambdazip build --affected-since', () => {
  test('builds affected archives completely, and no others', async () => {
    const given = repository();
    const whole = await digests(given, 'before');
    edited('cmd/create/main.go', (text) => text.replace('println(', 'println("more", '))(given);
    const build = () => given.run(['build', '--affected-since', 'HEAD', '--json', '--no-provenance']);
    const { archives } = JSON.parse((await build()).stdout) as {
      archives: { name: string; sha256: string; handlers: unknown[] }[];
    };
    expect(archives.map(({ name, handlers }) => [name, handlers.length])).toEqual([['orders', 2]]);
    const after = await digests(given, 'after');
    expect(archives[0]?.sha256).toBe(after.orders);
    expect(after.orders).not.toBe(whole.orders);
  });

  test('reports that no archives are affected', async () => {
    const done = await repository().run(['build', '--affected-since', 'HEAD']);
    expect(done).toMatchObject({
      status: 0,
      stdout: 'No archives affected by changes since HEAD; nothing was built.\n',
    });
  });
});
