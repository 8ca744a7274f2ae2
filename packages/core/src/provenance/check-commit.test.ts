import { describe, expect, test } from 'vitest';
import { fakeGit } from '../../test/fake-git.js';
import { madeStatement, withDefinition } from '../../test/made-statement.js';
import { memoryHost } from '../../test/memory-host.js';
import { checkCommit } from './check-commit.js';

const [first, second] = ['1'.padStart(40, '0'), '2'.padStart(40, '0')];
const absent = 'f'.repeat(40);

interface Given {
  readonly commit?: string | undefined;
  /** Default: clean. */
  readonly tree?: string;
  readonly isRebuilt?: boolean;
  readonly isRepository?: boolean;
  readonly path?: string;
}

/** The findings for a commit in a repository with two commits, or none. */
async function found(given: Given): Promise<object[]> {
  const { commit = second, tree = 'clean', isRebuilt = false, isRepository = true, path = '/bin' } = given;
  const git = fakeGit('/project', () => ({}));
  for (const _ of [first, second]) git.commit();
  const memory = memoryHost(
    { '/bin/git': '', ...(isRepository ? { '/project/.git/index': '' } : {}) },
    { environment: { PATH: path }, processes: git },
  );
  const source = {
    name: 'source',
    ...(commit === 'none' ? {} : { digest: { gitCommit: commit } }),
    annotations: { tree },
  };
  const statement = withDefinition(madeStatement().statement, () => ({ resolvedDependencies: [source] }));
  const findings = await checkCommit(statement, { directory: '/project', isRebuilt }, memory);
  expect(memory.paths().filter((each) => each.startsWith('/tmp/'))).toEqual([]);
  return findings.map(({ code, args }) => ({ code, ...args }));
}

test('a commit that the repository has is not a finding', async () => {
  expect(await found({})).toEqual([]);
  expect(await found({ commit: first })).toEqual([]);
});

test('provenance without a commit has no finding', async () => {
  expect(await found({ commit: 'none', tree: 'dirty', path: '/none' })).toEqual([]);
});

test('a commit that the repository does not have is an error', async () => {
  expect(await found({ commit: absent })).toEqual([
    { code: 'provenance-commit', commit: absent, reason: 'this repository does not have it' },
  ]);
});

test('if the checked-out commit is rebuilt, it must be the one in the provenance', async () => {
  expect(await found({ commit: first, isRebuilt: true })).toEqual([
    { code: 'provenance-commit', commit: first, reason: `${second} is checked out` },
  ]);
  expect(await found({ commit: second, isRebuilt: true })).toEqual([]);
});

test('a working tree that was not clean is a warning', async () => {
  expect(await found({ tree: 'dirty' })).toEqual([{ code: 'provenance-tree-dirty', commit: second }]);
  expect(await found({ tree: '' })).toEqual([
    { code: 'provenance-tree-unknown', commit: second, reason: 'the provenance does not record it' },
  ]);
});

describe('a commit that cannot be checked is a warning', () => {
  test('outside of a repository', async () => {
    expect(await found({ tree: 'dirty', isRepository: false, path: '/none' })).toEqual([
      { code: 'provenance-tree-dirty', commit: second },
      { code: 'provenance-commit-unchecked', commit: second, reason: 'not in a git repository' },
    ]);
  });

  test('without git', async () => {
    expect(await found({ path: '/none' })).toEqual([
      { code: 'provenance-git-not-found', directory: '/project', commit: second },
    ]);
  });
});
