// Compares the reported archives with the archives that change: each case is built before and after with the real go, and
// every archive whose bytes differ must have been reported. packages/core/src/affected/affected.test.ts runs all cases in
// memory.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { affectedCases, affectedProject, type Edits } from '../../core/test/affected-cases.js';
import { casesOf } from '../../core/test/matrix.js';
import { project, projectIn } from './project.js';

// One repository for all tests: each starts with the first commit, and `before` has the archives of that commit.
const given = projectIn(mkdtempSync(join(tmpdir(), 'lambdazip-affected-')));
let before: Readonly<Record<string, string>> = {};

function git(...words: readonly string[]): void {
  const user = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
  execFileSync('git', [...user, ...words], { cwd: given.directory, stdio: 'pipe' });
}

function commit(title: string): void {
  git('add', '-A');
  git('commit', '--allow-empty', '-qm', title);
}

function edit(edits: Edits): void {
  for (const [path, text] of Object.entries(edits)) {
    if (text === null) rmSync(join(given.directory, path));
    else given.write(path, text);
  }
}

const textOf = (path: string): string => affectedProject[path] ?? '';

beforeAll(async () => {
  edit(affectedProject);
  git('init', '-q');
  commit('first');
  git('tag', 'first');
  before = await digests('before');
});

beforeEach(() => {
  git('reset', '-q', '--hard', 'first');
  git('clean', '-qfd');
});

afterAll(() => rmSync(given.directory, { recursive: true, force: true }));

/** The affected archives with their handlers, marked `*` if the archive itself is affected. */
async function affectedBy(since = 'HEAD'): Promise<Record<string, readonly string[]>> {
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

async function digests(out: string): Promise<Record<string, string>> {
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

describe('lambdazip affected', () => {
  // One case for each kind of input: a file of a package that go lists with it, a package outside of the main module, and
  // a line of the manifest. The others differ from them in what git and go list, which the tests in memory cover.
  const representatives = ['an embedded file', 'a module in a directory', 'a setting of one handler'];

  test.each(casesOf(affectedCases, representatives))('%s', async (_, edits, expected) => {
    edit(edits);
    const found = await affectedBy();
    const after = await digests('after');
    const differing = Object.keys(after).filter((name) => before[name] !== after[name]);
    expect(Object.keys(found), 'an archive that differs was not reported').toEqual(
      expect.arrayContaining(differing),
    );
    expect(found).toEqual(expected);
  });

  test('a change that is committed affects the same archives as before it was', async () => {
    edit({
      'cmd/create/main.go': `${textOf('cmd/create/main.go')}\nvar X = 1\n`,
      'jobs/daily/main.go': 'package main\n\nfunc main() {}\n',
      'internal/db/tagged.go': null,
    });
    const expected = { orders: ['bin/create', 'bin/list'], jobs: ['jobs/daily'], clean: ['clean'] };
    expect(await affectedBy()).toEqual(expected);
    commit('second');
    expect(await affectedBy('HEAD~1')).toEqual(expected);
    expect(await affectedBy('HEAD')).toEqual({});
  });

  test('explains how a change reaches a handler', async () => {
    edit({
      'internal/db/db.go': textOf('internal/db/db.go').replace('"db"', '"other"'),
      'assets/z.txt': 'z',
    });
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
    edit({ 'go.sum': 'example.com/dep v1.0.0 h1:AAAA=\n' });
    commit('sum');
    edit({ 'go.sum': 'example.com/dep v1.0.0 h1:BBBB=\nexample.com/other v1.0.0 h1:CCCC=\n' });
    expect(await affectedBy()).toEqual({ jobs: ['jobs/nightly'] });
  });

  test.each([
    ['since-unknown', ['--since', 'no-such-tag']],
    ['since-unknown', ['--since', '--output=x']],
  ])('%s', async (code, words) => {
    const { status, stderr } = await given.run(['affected', ...words]);
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`${code}|argument missing`));
  });

  test('since-no-repository', async () => {
    const { status, stderr } = await project(affectedProject).run(['affected', '--since', 'HEAD'], {
      GIT_CEILING_DIRECTORIES: '/',
    });
    expect([status, stderr.includes('since-no-repository')]).toEqual([2, true]);
  });
});

describe('lambdazip build --affected-since', () => {
  test('builds affected archives completely, and no others', async () => {
    const main = 'cmd/create/main.go';
    edit({ [main]: textOf(main).replace('println(', 'println("more", ') });
    const build = () => given.run(['build', '--affected-since', 'HEAD', '--json', '--no-provenance']);
    const { archives } = JSON.parse((await build()).stdout) as {
      archives: { name: string; sha256: string; handlers: unknown[] }[];
    };
    expect(archives.map(({ name, handlers }) => [name, handlers.length])).toEqual([['orders', 2]]);
    const after = await digests('after');
    expect(archives[0]?.sha256).toBe(after.orders);
    expect(after.orders).not.toBe(before.orders);
  });

  test('reports that no archives are affected', async () => {
    const done = await given.run(['build', '--affected-since', 'HEAD']);
    expect(done).toMatchObject({
      status: 0,
      stdout: 'No archives affected by changes since HEAD; nothing was built.\n',
    });
  });
});
