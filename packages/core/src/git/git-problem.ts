import { dirname } from 'pathe';
import { type Diagnostic, type DiagnosticArgs, diagnose, failure } from '../diagnostics/diagnose.js';
import type { LambdazipError } from '../diagnostics/lambdazip-error.js';
import type { Host } from '../ports/host.js';
import type { GitAnswer } from './run-git.js';

/** Why git cannot be used on a directory. */
export type GitProblem =
  /** The directory is not in a repository. */
  | { readonly kind: 'no-repository'; readonly reason: string }
  /** It is in a repository, but git is not on PATH. */
  | { readonly kind: 'not-found'; readonly reason: string }
  /** git does not trust the repository (`safe.directory`). */
  | { readonly kind: 'refused'; readonly reason: string; readonly repository: string }
  /** git failed. */
  | { readonly kind: 'failed'; readonly reason: string };

/** The problem when git is not on PATH: `not-found` in a repository, else `no-repository`. */
export async function withoutGit(host: Pick<Host, 'fileSystem'>, directory: string): Promise<GitProblem> {
  return (await hasRepositoryAbove(host, directory))
    ? { kind: 'not-found', reason: 'git is not on PATH' }
    : { kind: 'no-repository', reason: 'not a git repository' };
}

/** The reason why a git command failed. */
export async function problemOf(
  host: Pick<Host, 'fileSystem'>,
  directory: string,
  { reason, errors }: Extract<GitAnswer, { kind: 'failed' }>,
): Promise<GitProblem> {
  if (/dubious ownership|unsafe repository|safe\.directory|safe\.bareRepository/.test(errors)) {
    const [, repository = directory] = /repository (?:at )?\(?'([^'\n]+)'/.exec(errors) ?? [];
    return { kind: 'refused', reason, repository };
  }
  // git prints the same message for a .git that it cannot use, for example an unreadable one.
  if (/not a git repository/i.test(errors) && !(await hasRepositoryAbove(host, directory))) {
    return { kind: 'no-repository', reason };
  }
  return { kind: 'failed', reason };
}

async function hasRepositoryAbove(host: Pick<Host, 'fileSystem'>, directory: string): Promise<boolean> {
  for (let place = directory; ; place = dirname(place)) {
    const found = await host.fileSystem.lstat(`${place}/.git`).catch(() => undefined);
    if (found !== undefined) return true;
    if (dirname(place) === place) return false;
  }
}

/** The error of a command that cannot continue without git. */
export function problemFailure(
  problem: Exclude<GitProblem, { kind: 'no-repository' }>,
  /** `wanted` is the fact that stays unknown. */
  values: Omit<DiagnosticArgs['git-failed'], 'reason'>,
): LambdazipError {
  const { directory, ...wanted } = values;
  switch (problem.kind) {
    case 'not-found':
      return failure('git-not-found', values);
    case 'refused':
      return failure('git-refused', {
        ...wanted,
        repository: problem.repository,
        reason: problem.reason,
      });
    case 'failed':
      return failure('git-failed', { ...values, reason: problem.reason });
    default:
      return problem satisfies never;
  }
}

/** The warning of a command that continues without git. */
export function problemWarning(
  problem: Exclude<GitProblem, { kind: 'no-repository' }>,
  /** `commit` is the commit to check; null if one was to be recorded. */
  values: { readonly directory: string; readonly commit: string | null },
): Diagnostic {
  const { directory, commit } = values;
  switch (problem.kind) {
    case 'not-found':
      return diagnose('provenance-git-not-found', values);
    case 'refused':
      return diagnose('provenance-git-refused', {
        commit,
        repository: problem.repository,
        reason: problem.reason,
      });
    case 'failed':
      return diagnose('provenance-git-failed', { directory, commit, reason: problem.reason });
    default:
      return problem satisfies never;
  }
}
