import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { problemWarning } from '../git/git-problem.js';
import { openRepository, type Repository } from '../git/repository.js';
import type { Host } from '../ports/host.js';
import { sourceOf } from './check-statement.js';
import type { Statement } from './statement.js';

export interface CommitRequest {
  /** The absolute path where the repository is searched for. */
  readonly directory: string;
  /** Whether the checked-out commit is rebuilt; it must then be the commit in the provenance. */
  readonly isRebuilt: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Checks the commit in the provenance against a repository: errors if the claim is false, warnings if it cannot be
 * checked.
 */
export async function checkCommit(
  statement: Statement,
  { directory, isRebuilt, signal }: CommitRequest,
  host: Host,
): Promise<Diagnostic[]> {
  const source = sourceOf(statement);
  if (source === undefined) return [];
  const { commit, tree } = source;
  const findings: Diagnostic[] = [];
  if (tree === 'dirty') findings.push(diagnose('provenance-tree-dirty', { commit }));
  if (tree === 'unknown') {
    const reason = 'the provenance does not record it';
    findings.push(diagnose('provenance-tree-unknown', { commit, reason }));
  }
  const repository = await openRepository(host, directory, signal);
  if (repository.kind === 'repository') {
    try {
      return [...findings, ...(await checkedIn(repository, commit, isRebuilt))];
    } finally {
      await repository.close();
    }
  }
  if (repository.kind === 'no-repository') {
    const reason = 'not in a git repository';
    return [...findings, diagnose('provenance-commit-unchecked', { commit, reason })];
  }
  return [...findings, problemWarning(repository, { directory, commit })];
}

async function checkedIn(
  { git, head }: Repository,
  commit: string,
  isRebuilt: boolean,
): Promise<Diagnostic[]> {
  const found = await git(['cat-file', '-e', `${commit}^{commit}`]);
  if (found.kind === 'failed') {
    return [diagnose('provenance-commit', { commit, reason: 'this repository does not have it' })];
  }
  if (!isRebuilt || head === undefined || head === commit) return [];
  return [diagnose('provenance-commit', { commit, reason: `${head} is checked out` })];
}
