// Uses the real git, because git decides which programs a repository's configuration can start.
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { plantPrograms } from '../../test/git-programs.js';
import { casesOf } from '../../test/matrix.js';
import { changedFiles } from '../affected/changed-files.js';
import { nodeHost } from '../node/host.js';
import type { Host } from '../ports/host.js';
import { gitState, gitWarnings } from '../provenance/git-state.js';
import { filesWithOtherLineEnds } from './line-ends.js';
import { openRepository, type Repository } from './repository.js';

const absent = '1234567890123456789012345678901234567890';

interface Made {
  readonly directory: string;
  readonly outside: string;
  readonly host: Host;
  readonly git: (...words: readonly string[]) => string;
  readonly write: (path: string, text: string) => void;
}

/** A repository with one commit, and a separate home directory. */
function repository(files: Readonly<Record<string, string>> = { 'a.txt': 'a\n' }, ...init: string[]): Made {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'lambdazip-git-')));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const [directory, outside] = [join(top, 'project'), join(top, 'outside')];
  for (const each of [directory, outside]) mkdirSync(each);
  const variables = {
    PATH: process.env.PATH ?? '',
    HOME: outside,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(outside, 'gitconfig'),
  };
  writeFileSync(variables.GIT_CONFIG_GLOBAL, '[user]\n\tname = a\n\temail = a@example.com\n');
  const made: Made = {
    directory,
    outside,
    host: { ...nodeHost(), environment: variables, workingDirectory: directory, temporaryDirectory: outside },
    git: (...words) =>
      execFileSync('git', words, { cwd: directory, env: variables, encoding: 'utf8', stdio: 'pipe' }).trim(),
    write: (path, text) => {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    },
  };
  for (const [path, text] of Object.entries(files)) made.write(path, text);
  made.git('init', '-q', ...init);
  made.git('add', '-A');
  made.git('commit', '-qm', 'first');
  return made;
}

async function opened(made: Made): Promise<Repository> {
  const found = await openRepository(made.host, made.directory);
  if (found.kind !== 'repository') throw new Error(found.reason);
  onTestFinished(found.close);
  return found;
}

const stateOf = ({ host, directory }: Made) => gitState(host, { directory, outputs: [] });

/** Calls every function that runs git. */
async function askEverything(made: Made): Promise<void> {
  await stateOf(made);
  const changed = await changedFiles(made.host, made.directory, 'HEAD');
  await changed.before(`${made.directory}/a.txt`);
  await changed.before(`${made.directory}/sub/a.txt`);
  await changed.close();
  const repo = await opened(made);
  await repo.git(['cat-file', '-e', `${absent}^{commit}`]);
  expect(await repo.commitOf(absent)).toBeUndefined();
  await filesWithOtherLineEnds(made.host, repo, ['.']);
}

describe('the configuration of a repository', () => {
  const files = {
    'a.txt': 'a\n',
    'b.bin': 'b\n',
    'main.go': 'package a\n\n//go:embed a.txt\nvar a string\n',
    '.gitattributes': '*.txt filter=planted diff=planted\n*.bin filter=served\n',
  };

  /** A repository with a submodule, and files that git has to read. */
  function planted(...[file]: [Parameters<typeof plantPrograms>[2]?]) {
    const made = repository(files);
    const inSub = (...words: string[]) => made.git('-C', 'sub', ...words);
    made.write('sub/a.txt', 'a\n');
    made.write('sub/.gitattributes', '*.txt filter=planted\n');
    made.git('init', '-q', 'sub');
    inSub('add', '-A');
    inSub('commit', '-qm', 'first');
    made.git('add', 'sub');
    made.git('commit', '-qm', 'second');
    const programs = plantPrograms(join(made.directory, '.git'), join(made.outside, 'top'), file);
    const inner = plantPrograms(join(made.directory, 'sub/.git'), join(made.outside, 'sub'), file);
    for (const path of ['a.txt', 'b.bin', 'sub/a.txt']) utimesSync(join(made.directory, path), 1, 1);
    return { made, started: () => [...programs.started(), ...inner.started()] };
  }

  test('starts programs when plain git reads it', () => {
    const { made, started } = planted();
    for (const words of [['status'], ['diff', 'HEAD'], ['cat-file', '-e', absent]]) {
      try {
        made.git(...words);
      } catch {
        // The programs fail, and git needs some of them.
      }
    }
    const expected = ['core.fsmonitor', 'filter.planted.clean', 'filter.served.process', 'remote.origin.url'];
    expect(started()).toEqual(expect.arrayContaining(expected));
  });

  // The repository's own file, and one that it includes under a condition. Every file starts programs in plain git.
  const configurations = [['config'], ['config.worktree'], ['include.path'], ['includeIf']] as const;
  test.each(casesOf(configurations, ['config', 'includeIf']))(
    'starts no program from %s, in the repository or in a submodule',
    async (file) => {
      const { made, started } = planted(file);
      await askEverything(made);
      expect(started()).toEqual([]);
    },
  );

  test('is still applied to how files are read', async () => {
    const made = repository();
    made.git('config', 'core.autocrlf', 'true');
    made.git('config', 'core.excludesFile', join(made.outside, 'ignored'));
    writeFileSync(join(made.outside, 'ignored'), '*.log\n');
    writeFileSync(join(made.directory, '.git/info/exclude'), '*.tmp\n');
    rmSync(join(made.directory, 'a.txt'));
    made.git('checkout', '--', 'a.txt');
    utimesSync(join(made.directory, 'a.txt'), 1, 1);
    for (const path of ['b.log', 'c.tmp']) made.write(path, '');
    expect(await stateOf(made)).toMatchObject({ tree: 'clean' });
    expect(readFileSync(join(made.directory, 'a.txt'), 'utf8')).toBe('a\r\n');
    made.write('d.txt', '');
    expect(await stateOf(made)).toMatchObject({ tree: 'dirty' });
  });
});

describe('the state of a tree', () => {
  test('is unknown if a changed file needs a filter that only the repository defines', async () => {
    const made = repository({ 'a.txt': 'a\n', '.gitattributes': '*.txt filter=mine\n' });
    made.git('config', 'filter.mine.clean', 'tr b a');
    made.write('a.txt', 'b\n');
    const state = await stateOf(made);
    expect(state).toMatchObject({ kind: 'commit', tree: 'unknown' });
    expect(gitWarnings(state, '/p')).toMatchObject([
      {
        code: 'provenance-tree-unknown',
        args: {
          commit: made.git('rev-parse', 'HEAD'),
          reason: expect.stringContaining('the filter mine of a.txt'),
        },
      },
    ]);
    // The revision that it is compared with may still differ.
    const changed = await changedFiles(made.host, made.directory, 'HEAD');
    await changed.close();
    expect([...changed.changes]).toEqual([[`${made.directory}/a.txt`, 'modified']]);
    made.write('new', '');
    expect(await stateOf(made)).toMatchObject({ tree: 'dirty' });
  });

  test("is determined by the user's own filter", async () => {
    const made = repository({ 'a.txt': 'a\n', '.gitattributes': '*.txt filter=mine\n' });
    made.git('config', '--global', 'filter.mine.clean', 'tr b a');
    made.git('config', 'filter.mine.clean', `: > ${made.outside}/started; cat`);
    made.write('a.txt', 'b\n');
    expect(await stateOf(made)).toMatchObject({ tree: 'clean' });
    made.write('a.txt', 'c\n');
    expect(await stateOf(made)).toMatchObject({ tree: 'dirty' });
    expect(await made.host.fileSystem.stat(`${made.outside}/started`)).toBeUndefined();
  });

  test('includes files and commits of submodules', async () => {
    const made = repository();
    made.git('init', '-q', 'sub');
    made.git('-C', 'sub', 'commit', '-q', '--allow-empty', '-m', 'first');
    made.git('add', 'sub');
    made.git('commit', '-qm', 'second');
    expect(await stateOf(made)).toMatchObject({ tree: 'clean' });
    made.write('sub/new', '');
    expect(await stateOf(made)).toMatchObject({ tree: 'dirty' });
    const changed = await changedFiles(made.host, made.directory, 'HEAD');
    await changed.close();
    expect([...changed.changes]).toEqual([[`${made.directory}/sub/new`, 'added']]);
    made.git('-C', 'sub', 'add', 'new');
    made.git('-C', 'sub', 'commit', '-qm', 'second');
    expect(await stateOf(made)).toMatchObject({ tree: 'dirty' });
  });

  test.each([
    ['a split index', (made: Made) => made.git('update-index', '--split-index')],
    ['a linked work tree', (made: Made) => made.git('worktree', 'add', '-q', '../linked')],
    [
      'replaced commits',
      (made: Made) => made.git('replace', 'HEAD', made.git('commit-tree', '-m', 'other', 'HEAD^{tree}')),
    ],
  ])('is found with %s', async (_, prepare) => {
    const made = repository();
    prepare(made);
    const linked = `${dirname(made.directory)}/linked`;
    const isLinked = (await made.host.fileSystem.stat(linked)) !== undefined;
    const directory = isLinked ? linked : made.directory;
    const state = await gitState(made.host, { directory, outputs: [] });
    expect(state).toEqual({
      kind: 'commit',
      commit: made.git('rev-parse', 'HEAD'),
      tree: 'clean',
      reason: null,
    });
  });

  test('is found in a repository with SHA-256', async () => {
    const made = repository(undefined, '--object-format=sha256');
    expect(await stateOf(made)).toMatchObject({
      commit: expect.stringMatching(/^[0-9a-f]{64}$/),
      tree: 'clean',
    });
  });

  test('leaves nothing behind in the repository or the temporary directory', async () => {
    const made = repository();
    utimesSync(join(made.directory, 'a.txt'), 1, 1);
    const before = made.git('ls-files', '--debug');
    await stateOf(made);
    expect(made.git('ls-files', '--debug')).toBe(before);
    expect((await made.host.fileSystem.readDirectory(made.outside)).map(({ name }) => name)).toEqual([
      'gitconfig',
    ]);
  });
});

describe('git', () => {
  test('is not passed a revision that looks like an option', async () => {
    const repo = await opened(repository());
    expect(await repo.commitOf('--all')).toBeUndefined();
    expect(await repo.commitOf('-h')).toBeUndefined();
    expect(await repo.commitOf('HEAD')).toBe(repo.head);
  });

  test('reports different problems when it is missing, refuses or fails', async () => {
    const made = repository();
    const { host, directory } = made;
    const problem = async (variables: Readonly<Record<string, string>>) => {
      const state = await gitState(
        { ...host, environment: { ...host.environment, ...variables } },
        { directory, outputs: [] },
      );
      return gitWarnings(state, directory).map(({ code, args }) => ({ code, args }));
    };
    expect(await problem({ PATH: '/nowhere' })).toEqual([
      { code: 'provenance-git-not-found', args: { directory, commit: null } },
    ]);
    expect(await problem({ GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })).toEqual([
      {
        code: 'provenance-git-refused',
        args: {
          commit: null,
          repository: directory,
          reason: `detected dubious ownership in repository at '${directory}'`,
        },
      },
    ]);
    rmSync(join(directory, '.git'), { recursive: true });
    writeFileSync(join(directory, '.git'), 'gitdir: /gone/.git/worktrees/x\n');
    expect(await problem({})).toEqual([
      {
        code: 'provenance-git-failed',
        args: { directory, commit: null, reason: 'not a git repository: /gone/.git/worktrees/x' },
      },
    ]);
    rmSync(join(directory, '.git'));
    expect(await problem({})).toEqual([]);
    expect(await problem({ PATH: '/nowhere' })).toEqual([]);
  });
});

test('only files that differ in nothing but line ends are found', async () => {
  const made = repository({
    'lf.txt': 'a\nb\n',
    'edited.txt': 'a\nb\n',
    'mixed.txt': 'a\nb\n',
    'crlf.txt': 'a\r\n',
    'd/spaced name ü.txt': 'a\n',
    'binary.bin': 'a\n\0',
  });
  made.write('lf.txt', 'a\r\nb\r\n');
  made.write('edited.txt', 'a\r\nc\r\n');
  made.write('mixed.txt', 'a\r\nb\n');
  made.write('d/spaced name ü.txt', 'a\r\n');
  made.write('binary.bin', 'a\r\n\0');
  made.write('untracked.txt', 'a\r\n');
  const found = await filesWithOtherLineEnds(made.host, await opened(made), ['.']);
  expect(found.sort()).toEqual(['d/spaced name ü.txt', 'lf.txt', 'mixed.txt']);
});
