import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { type GitProblem, problemWarning } from '../git/git-problem.js';
import { openRepository } from '../git/repository.js';
import { treeState } from '../git/tree-state.js';
import type { Host } from '../ports/host.js';

/** The git state of a directory. */
export type GitState =
  | {
      readonly kind: 'commit';
      readonly commit: string;
      /** `clean`: every file is as in the commit, except for ignored differences. */
      readonly tree: 'clean' | 'dirty' | 'unknown';
      /** Why the state of the working tree is unknown; otherwise null. */
      readonly reason: string | null;
    }
  | { readonly kind: 'no-commit'; readonly problem: GitProblem | { readonly kind: 'unborn' } };

export interface GitRequest {
  /** An absolute path. */
  readonly directory: string;
  /** Absolute paths that builds write to: changes there do not count. */
  readonly outputs: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Gets the commit of a directory from git, and whether files differ from it. Rejects only after an abort. */
export async function gitState(host: Host, request: GitRequest): Promise<GitState> {
  const { directory, outputs, signal } = request;
  const repository = await openRepository(host, directory, signal);
  if (repository.kind !== 'repository') return { kind: 'no-commit', problem: repository };
  try {
    const { head } = repository;
    if (head === undefined) return { kind: 'no-commit', problem: { kind: 'unborn' } };
    const state = await treeState(host, repository, outputs, signal);
    const reason = state.kind === 'unknown' ? state.reason : null;
    return { kind: 'commit', commit: head, tree: state.kind, reason };
  } finally {
    await repository.close();
  }
}

/** Warnings of a build whose provenance cannot contain a commit or the state of the working tree. */
export function gitWarnings(git: GitState, directory: string): Diagnostic[] {
  if (git.kind === 'commit') {
    if (git.reason === null) return [];
    return [diagnose('provenance-tree-unknown', { commit: git.commit, reason: git.reason })];
  }
  const { problem } = git;
  switch (problem.kind) {
    case 'no-repository':
      return [];
    case 'unborn':
      return [diagnose('provenance-no-commit', { directory })];
    default:
      return [problemWarning(problem, { directory, commit: null })];
  }
}

/** The reason why provenance has no commit, as a word that does not depend on the environment. */
export function reasonWord({ problem }: Extract<GitState, { kind: 'no-commit' }>): string {
  switch (problem.kind) {
    case 'no-repository':
      return 'no-repository';
    case 'unborn':
      return 'no-commit';
    default:
      return `git-${problem.kind}`;
  }
}
