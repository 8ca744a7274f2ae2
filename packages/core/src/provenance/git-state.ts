import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { type GitProblem, problemWarning } from '../git/git-problem.js';
import { openRepository } from '../git/repository.js';
import { treeState } from '../git/tree-state.js';
import type { Host } from '../ports/host.js';

/** What git says of a directory. */
export type GitState =
  | {
      readonly kind: 'commit';
      readonly commit: string;
      /** `clean`: every file is as in that commit, but for what is left out. */
      readonly tree: 'clean' | 'dirty' | 'unknown';
      /** Why the tree's state is unknown; else null. */
      readonly reason: string | null;
    }
  | { readonly kind: 'no-commit'; readonly problem: GitProblem | { readonly kind: 'unborn' } };

export interface GitRequest {
  /** Absolute. */
  readonly directory: string;
  /** Absolute paths of what builds write: changes there do not count. */
  readonly outputs: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Asks git for the commit of a directory, and whether files differ from it. Rejects only after an abort. */
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

/** What a build warns of: a commit, or a tree's state, that its provenance cannot have. */
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

/** Why a provenance has no commit, in a word that is the same on every machine. */
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
