import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { type GitProblem, problemFailure, problemOf, problemWarning, withoutGit } from './git-problem.js';

const inRepository = memoryHost({ '/r/.git/HEAD': '', '/r/a/x': '' });
const outside = memoryHost({ '/r/a/x': '' });
const failed = (errors: string) => ({ kind: 'failed', reason: 'the reason', errors, exitCode: 128 }) as const;

test('without git, only a directory in a repository is a problem', async () => {
  expect((await withoutGit(inRepository, '/r/a')).kind).toBe('not-found');
  expect((await withoutGit(outside, '/r/a')).kind).toBe('no-repository');
});

test.each([
  ["fatal: detected dubious ownership in repository at '/r'\n", '/r'],
  ["fatal: unsafe repository ('/r' is owned by someone else)\n", '/r'],
  ["fatal: cannot use bare repository '/r/bare' (safe.bareRepository is 'explicit')\n", '/r/bare'],
  ['fatal: safe.directory\n', '/r/a'],
])('git does not trust the repository: %j', async (errors, repository) => {
  expect(await problemOf(inRepository, '/r/a', failed(errors))).toEqual({
    kind: 'refused',
    reason: 'the reason',
    repository,
  });
});

test('a repository that git does not recognize is a failure, not a missing repository', async () => {
  const errors = 'fatal: not a git repository (or any of the parent directories): .git\n';
  expect(await problemOf(outside, '/r/a', failed(errors))).toEqual({
    kind: 'no-repository',
    reason: 'the reason',
  });
  expect(await problemOf(inRepository, '/r/a', failed(errors))).toEqual({
    kind: 'failed',
    reason: 'the reason',
  });
  expect(await problemOf(outside, '/r/a', failed('fatal: bad config'))).toEqual({
    kind: 'failed',
    reason: 'the reason',
  });
});

test.each<readonly [Exclude<GitProblem, { kind: 'no-repository' }>, string, string]>([
  [{ kind: 'not-found', reason: 'x' }, 'git-not-found', 'provenance-git-not-found'],
  [{ kind: 'refused', reason: 'x', repository: '/r' }, 'git-refused', 'provenance-git-refused'],
  [{ kind: 'failed', reason: 'x' }, 'git-failed', 'provenance-git-failed'],
])('the problem %j is an error or a warning', (problem, error, warning) => {
  const commit = 'c'.repeat(40);
  expect(problemFailure(problem, { directory: '/r/a', wanted: 'originals', revision: null }).code).toBe(
    error,
  );
  expect(problemWarning(problem, { directory: '/r/a', commit })).toMatchObject({
    code: warning,
    severity: 'warning',
    args: { commit },
  });
});
