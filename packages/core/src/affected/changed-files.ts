import { failure } from '../diagnostics/lambdazip-error.js';
import { type Git, type GitAnswer, openGit } from '../git/open-git.js';
import type { Host } from '../ports/host.js';
import type { Change } from './reason.js';

/** What differs between a revision and the files as they are. */
export interface ChangedFiles {
  /** The commit that the revision names. */
  readonly commit: string;
  /** By absolute path. */
  readonly changes: ReadonlyMap<string, Change>;
  /** The text of a file in the revision; undefined where it was not there. */
  readonly before: (path: string) => Promise<string | undefined>;
}

/**
 * Asks git what differs: files of commits since, those that are changed now, and those that git does not know yet (but for
 * ignored ones).
 *
 * @throws LambdazipError `since-no-repository`, `since-unknown`
 */
export async function changedFiles(
  host: Host,
  directory: string,
  revision: string,
  signal?: AbortSignal,
): Promise<ChangedFiles> {
  const git = await openGit(host, directory, signal);
  const top = await git?.(['rev-parse', '--show-toplevel']);
  if (git === undefined || top?.kind !== 'output') {
    const reason = top === undefined ? 'git is not on PATH' : (top as { reason: string }).reason;
    throw failure('since-no-repository', { directory, reason });
  }
  const root = top.output.trim();
  // A revision that looks like an option is none.
  const named = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (named.kind === 'failed') throw failure('since-unknown', { revision });
  const commit = named.output.trim();
  const changes = new Map<string, Change>();
  const changed = await output(git, root, [
    'diff',
    '--name-status',
    '-z',
    '--no-renames',
    '--ignore-submodules=none',
    commit,
    '--',
  ]);
  const words = changed.split('\0');
  for (let index = 0; index + 1 < words.length; index += 2) {
    changes.set(`${root}/${words[index + 1]}`, changeOf(words[index] ?? ''));
  }
  const unknown = await output(git, root, ['ls-files', '--others', '--exclude-standard', '-z']);
  for (const path of unknown.split('\0').filter((each) => each !== ''))
    changes.set(`${root}/${path}`, 'added');
  return {
    commit,
    changes,
    before: async (path) => {
      if (!path.startsWith(`${root}/`)) return undefined;
      const shown = await git(['-C', root, 'show', `${commit}:${path.slice(root.length + 1)}`]);
      return shown.kind === 'output' ? shown.output : undefined;
    },
  };
}

async function output(git: Git, root: string, words: readonly string[]): Promise<string> {
  const answer: GitAnswer = await git(['-C', root, ...words]);
  if (answer.kind === 'output') return answer.output;
  throw failure('since-no-repository', { directory: root, reason: answer.reason });
}

function changeOf(status: string): Change {
  if (status.startsWith('A')) return 'added';
  return status.startsWith('D') ? 'deleted' : 'modified';
}
