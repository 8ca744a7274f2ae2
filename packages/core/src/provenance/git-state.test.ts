// With a fake git. git/repository.test.ts has the cases that only the real git shows: filters, submodules, settings.
import { describe, expect, test } from 'vitest';
import { fakeGit } from '../../test/fake-git.js';
import { memoryHost } from '../../test/memory-host.js';
import type { ProcessResult } from '../ports/process-runner.js';
import { type GitState, gitState, gitWarnings, reasonWord } from './git-state.js';

interface Given {
  readonly committed?: Readonly<Record<string, string>> | null;
  readonly now?: Readonly<Record<string, string>>;
  readonly outputs?: readonly string[];
  /** Default: `/bin`, which has git. */
  readonly path?: string;
  /** Replaces the result of a command that has this word. */
  readonly failing?: { readonly word: string; readonly errors: string };
  /** Default: true. */
  readonly isRepository?: boolean;
}

async function stateOf(given: Given): Promise<GitState> {
  const { committed = { a: 'a' }, now = committed ?? {}, outputs = [], path = '/bin', failing } = given;
  let workTree = committed ?? {};
  const git = fakeGit('/project', () => workTree);
  if (committed !== null) git.commit();
  workTree = now;
  const { isRepository = true } = given;
  const memory = memoryHost(
    { '/bin/git': '', '/project/a': '', ...(isRepository ? { '/project/.git/index': '' } : {}) },
    {
      environment: { PATH: path },
      processes: {
        run: async (command): Promise<ProcessResult> =>
          failing !== undefined && command.argv.includes(failing.word)
            ? { exitCode: 128, killedBy: null, standardOutput: '', standardError: failing.errors }
            : await git.run(command),
      },
    },
  );
  const state = await gitState(memory, { directory: '/project', outputs });
  expect(memory.paths().filter((each) => each.startsWith('/tmp/'))).toEqual([]);
  return state;
}

const commit = '1'.padStart(40, '0');
const warningsOf = (state: GitState): object[] =>
  gitWarnings(state, '/project').map(({ code, args }) => ({ code, ...args }));

describe('the state of a working tree', () => {
  const clean = { kind: 'commit', commit, tree: 'clean', reason: null };

  test('is clean if no file differs from the commit', async () => {
    const state = await stateOf({});
    expect(state).toEqual(clean);
    expect(warningsOf(state)).toEqual([]);
  });

  test.each([
    ['modified', { a: 'b' }],
    ['removed', {}],
    ['new', { a: 'a', b: '' }],
  ])('is dirty with a %s file, without a warning', async (_, now) => {
    const state = await stateOf({ now });
    expect(state).toEqual({ ...clean, tree: 'dirty' });
    expect(warningsOf(state)).toEqual([]);
  });

  test('does not include what builds write', async () => {
    const now = { a: 'a', 'dist/x': '', 'report.json': '' };
    const outputs = ['/project/dist', '/project/report.json', '/elsewhere', '/project'];
    expect(await stateOf({ now, outputs })).toEqual(clean);
    expect(await stateOf({ now, outputs: ['/project/dist'] })).toMatchObject({ tree: 'dirty' });
  });

  test('is unknown if git fails to compare the files, which is a warning', async () => {
    const state = await stateOf({ failing: { word: 'status', errors: 'fatal: bad index\n' } });
    expect(state).toEqual({ ...clean, tree: 'unknown', reason: 'bad index' });
    expect(warningsOf(state)).toEqual([{ code: 'provenance-tree-unknown', commit, reason: 'bad index' }]);
  });
});

describe('without a commit, the provenance has the reason', () => {
  const refusal = "fatal: detected dubious ownership in repository at '/project'\n";
  const cases: readonly (readonly [string, Given, string, readonly object[]])[] = [
    [
      'no-commit before the first commit',
      { committed: null },
      'no-commit',
      [{ code: 'provenance-no-commit', directory: '/project' }],
    ],
    ['no-repository outside of a repository', { path: '/none', isRepository: false }, 'no-repository', []],
    [
      'git-not-found in a repository without git',
      { path: '/none' },
      'git-not-found',
      [{ code: 'provenance-git-not-found', directory: '/project', commit: null }],
    ],
    [
      'git-refused if git does not trust the repository',
      { failing: { word: '--show-toplevel', errors: refusal } },
      'git-refused',
      [
        {
          code: 'provenance-git-refused',
          repository: '/project',
          commit: null,
          reason: "detected dubious ownership in repository at '/project'",
        },
      ],
    ],
    [
      'git-failed if git fails',
      { failing: { word: 'config', errors: 'fatal: bad config\n' } },
      'git-failed',
      [{ code: 'provenance-git-failed', directory: '/project', commit: null, reason: 'bad config' }],
    ],
  ];

  test.each(cases)('%s', async (_, given, word, warnings) => {
    const state = await stateOf(given);
    if (state.kind !== 'no-commit') throw new Error(`it has the commit ${state.commit}`);
    expect(reasonWord(state)).toBe(word);
    expect(warningsOf(state)).toEqual(warnings);
  });
});
