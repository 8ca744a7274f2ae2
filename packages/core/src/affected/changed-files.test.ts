// Uses the real git on one repository. git/repository.test.ts has the cases with settings and filters of a repository.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nodeHost } from '../node/host.js';
import type { Host } from '../ports/host.js';
import { changedFiles } from './changed-files.js';

const top = realpathSync(mkdtempSync(join(tmpdir(), 'lambdazip-changed-')));
const [root, outside] = [join(top, 'project'), join(top, 'outside')];
const environment = {
  PATH: process.env.PATH ?? '',
  HOME: outside,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CEILING_DIRECTORIES: top,
};
const host: Host = { ...nodeHost(), environment, workingDirectory: root, temporaryDirectory: outside };

function git(...words: readonly string[]): string {
  const user = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  return execFileSync('git', [...user, ...words], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

interface Found {
  readonly commit: string;
  /** Paths relative to the repository, with their changes. */
  readonly changes: Readonly<Record<string, string>>;
  /** The earlier texts of the paths. */
  readonly texts: readonly (string | undefined)[];
}

async function found(
  revision: string,
  { directory = root, before = [] as readonly string[] } = {},
): Promise<Found> {
  const changed = await changedFiles(host, directory, revision);
  try {
    const texts: (string | undefined)[] = [];
    for (const path of before) texts.push(await changed.before(join(root, path)));
    const changes = [...changed.changes].map(([path, change]) => [path.slice(root.length + 1), change]);
    return { commit: changed.commit, changes: Object.fromEntries(changes), texts };
  } finally {
    await changed.close();
    // Its own git directory is gone.
    expect(await host.fileSystem.readDirectory(outside)).toEqual([]);
  }
}

beforeAll(() => {
  mkdirSync(outside, { recursive: true });
  for (const path of ['edited', 'removed', 'kept', 'moved', 'd/ü "quoted"\n.txt']) write(path, `${path}\n`);
  write('.gitignore', '*.log\n');
  git('init', '-q');
  git('init', '-q', 'sub');
  write('sub/a', 'a\n');
  git('-C', 'sub', 'add', '-A');
  git('-C', 'sub', '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'first');
  git('-c', 'advice.addEmbeddedRepo=false', 'add', '-A');
  git('commit', '-qm', 'first');
  git('tag', 'first');
});

beforeEach(() => {
  git('reset', '-q', '--hard', 'first');
  git('clean', '-qfd');
});

afterAll(() => rmSync(top, { recursive: true, force: true }));

function edit(): void {
  write('edited', 'other\n');
  write('new/deep', 'new\n');
  write('x.log', 'ignored\n');
  write('d/ü "quoted"\n.txt', 'other\n');
  rmSync(join(root, 'removed'));
  renameSync(join(root, 'moved'), join(root, 'renamed'));
}

const edits = {
  edited: 'modified',
  'new/deep': 'added',
  'd/ü "quoted"\n.txt': 'modified',
  removed: 'deleted',
  moved: 'deleted',
  renamed: 'added',
};

describe('the changed files since a revision', () => {
  test('are none without a change', async () => {
    expect(await found('HEAD')).toEqual({ commit: git('rev-parse', 'first'), changes: {}, texts: [] });
  });

  test('are the same before and after a commit, without ignored files', async () => {
    edit();
    expect(await found('HEAD')).toMatchObject({ changes: edits });
    git('add', '-A');
    expect(await found('HEAD')).toMatchObject({ changes: edits });
    git('commit', '-qm', 'second');
    expect(await found('first')).toEqual({ commit: git('rev-parse', 'first'), changes: edits, texts: [] });
    expect(await found('HEAD')).toMatchObject({ changes: {} });
  });

  test('are those of the whole repository, also from a directory in it', async () => {
    write('edited', 'other\n');
    expect(await found('HEAD', { directory: join(root, 'd') })).toMatchObject({
      changes: { edited: 'modified' },
    });
  });

  test('include the files of submodules, compared with the commit that the revision has of them', async () => {
    write('sub/a', 'other\n');
    write('sub/new', '');
    const changes = { 'sub/a': 'modified', 'sub/new': 'added' };
    const inSub = ['-C', 'sub', '-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    const before = ['sub/a', 'sub/new', 'edited'];
    const expected = { changes, texts: ['a\n', undefined, 'edited\n'] };
    expect(await found('HEAD', { before })).toMatchObject(expected);
    git(...inSub, 'add', '-A');
    git(...inSub, 'commit', '-qm', 'second');
    // The submodule itself is listed as a file too.
    const committed = { ...expected, changes: { ...changes, sub: 'modified' } };
    expect(await found('HEAD', { before })).toMatchObject(committed);
    git('add', 'sub');
    git('commit', '-qm', 'second');
    expect(await found('first', { before })).toMatchObject(committed);
    expect(await found('HEAD')).toMatchObject({ changes: {} });
    git('-C', 'sub', 'reset', '-q', '--hard', 'HEAD~1');
  });
});

test('the earlier text of a file is the one in the revision', async () => {
  edit();
  const before = ['edited', 'removed', 'd/ü "quoted"\n.txt', 'new/deep', 'x.log', '../elsewhere'];
  const { texts } = await found('first', { before });
  expect(texts).toEqual(['edited\n', 'removed\n', 'd/ü "quoted"\n.txt\n', undefined, undefined, undefined]);
});

test.each(['no-such-tag', '--all', 'first:edited', 'a\0b'])('%j is not a revision', async (revision) => {
  await expect(changedFiles(host, root, revision)).rejects.toMatchObject({
    code: 'since-unknown',
    diagnostics: [{ args: { revision } }],
  });
});

test('a directory without a repository is an error', async () => {
  await expect(changedFiles(host, outside, 'HEAD')).rejects.toMatchObject({ code: 'since-no-repository' });
});

test('a git that fails while it compares is an error, and nothing is left behind', async () => {
  const failing: Host = {
    ...host,
    processes: {
      run: async (command) =>
        command.argv.includes('diff')
          ? { exitCode: 128, killedBy: null, standardOutput: '', standardError: 'fatal: broken\n' }
          : await host.processes.run(command),
    },
  };
  await expect(changedFiles(failing, root, 'HEAD')).rejects.toMatchObject({
    code: 'git-failed',
    diagnostics: [{ args: { reason: 'broken', directory: root, revision: 'HEAD' } }],
  });
  expect(await host.fileSystem.readDirectory(outside)).toEqual([]);
});
