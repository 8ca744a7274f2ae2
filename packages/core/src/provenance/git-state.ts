import { relative } from 'pathe';
import { openGit } from '../git/open-git.js';
import type { Host } from '../ports/host.js';

/** What git says of a directory. */
export type GitState =
  | {
      readonly kind: 'commit';
      readonly commit: string;
      /** Whether every file is as in that commit, but for what is left out. */
      readonly isClean: boolean;
    }
  /** `isRepository`: the directory lies in one, and git does not answer for it. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly isRepository: boolean };

export interface GitRequest {
  /** Absolute. */
  readonly directory: string;
  /** Absolute paths of what builds write: changes there do not count. */
  readonly outputs: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Asks git for the commit of a directory, and whether files differ from it. Never rejects but after an abort. */
export async function gitState(host: Host, request: GitRequest): Promise<GitState> {
  const git = await openGit(host, request.directory, request.signal);
  if (git === undefined) return { kind: 'unknown', reason: 'git is not on PATH', isRepository: false };
  const top = await git(['rev-parse', '--show-toplevel']);
  if (top.kind === 'failed') {
    const isRepository = !/not a git repository/i.test(top.reason);
    return { kind: 'unknown', reason: top.reason, isRepository };
  }
  const root = top.output.trim();
  const head = await git(['rev-parse', '--verify', 'HEAD']);
  if (head.kind === 'failed')
    return { kind: 'unknown', reason: 'there is no commit yet', isRepository: true };
  const inside = request.outputs
    .map((path) => relative(root, path))
    .filter((path) => path !== '' && !path.startsWith('..'));
  const status = await git([
    '-C',
    root,
    'status',
    '--porcelain=v1',
    '--untracked-files=all',
    '--',
    '.',
    ...inside.map((path) => `:(top,exclude,literal)${path}`),
  ]);
  if (status.kind === 'failed') return { kind: 'unknown', reason: status.reason, isRepository: true };
  return { kind: 'commit', commit: head.output.trim(), isClean: status.output.trim() === '' };
}

/** Whether a commit is in the repository of a directory; undefined where there is no repository. */
export async function hasCommit(
  host: Host,
  directory: string,
  commit: string,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  const git = await openGit(host, directory, signal);
  if (git === undefined || (await git(['rev-parse', '--git-dir'])).kind === 'failed') return undefined;
  return (await git(['cat-file', '-e', `${commit}^{commit}`])).kind === 'output';
}
