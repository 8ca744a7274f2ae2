import { dirname, resolve } from 'pathe';
import type { Host } from '../ports/host.js';
import { temporaryDirectoryPath } from '../ports/temporary-directory.js';
import { type GitProblem, problemOf, withoutGit } from './git-problem.js';
import { type RepositorySettings, readSettings } from './repository-settings.js';
import { findGit, type Git, type GitAnswer } from './run-git.js';

/** A repository's work tree, and a git that ignores the repository's configuration. */
export interface Repository {
  readonly kind: 'repository';
  /** The top of the work tree; absolute, links resolved. */
  readonly root: string;
  /** 40 or 64 hexadecimal digits; undefined before the first commit. */
  readonly head: string | undefined;
  readonly settings: Pick<RepositorySettings, 'foreignFilters' | 'isPartial'>;
  /** Runs git at the top of the work tree. Rejects only after an abort. */
  readonly git: (words: readonly string[]) => Promise<GitAnswer>;
  /** The commit of a revision; undefined if the revision does not exist. Rejects only after an abort. */
  readonly commitOf: (revision: string) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

/** Whether a text is a git commit ID: SHA-1 or SHA-256 in hexadecimal. */
export function isCommitId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/**
 * Opens the repository that a directory is in. Its configuration came with the project, and git starts programs that
 * a configuration names (`core.fsmonitor`, filters, remotes, ...). So git reads the repository's own configuration
 * only to find its location, resolve revisions and list its settings, which starts no program. Everything else runs
 * on a separate git directory with the project's work tree, index and objects, whose configuration contains only
 * known settings. Close it afterwards.
 *
 * @returns the problem if git cannot be used. Rejects only after an abort.
 */
export async function openRepository(
  host: Host,
  directory: string,
  signal?: AbortSignal,
): Promise<Repository | GitProblem> {
  const git = await findGit(host, signal);
  if (git === undefined) return await withoutGit(host, directory);
  const [places, head, configuration] = await Promise.all([
    git(['rev-parse', '--show-toplevel', ...gitPaths.flatMap((path) => ['--git-path', path])], { directory }),
    git(['rev-parse', '--verify', '--quiet', 'HEAD'], { directory }),
    git(['config', '--list', '--null', '--show-scope'], { directory }),
  ]);
  if (places.kind === 'failed') return await problemOf(host, directory, places);
  if (configuration.kind === 'failed') return await problemOf(host, directory, configuration);
  const [root = '', ...paths] = places.output.replace(/\r?\n$/, '').split(/\r?\n/);
  const [index = '', objects = '', ...copied] = paths.map((path) => resolve(directory, path));
  if (paths.length !== gitPaths.length) {
    return { kind: 'failed', reason: 'a path of the repository contains a line break' };
  }
  const commit = head.kind === 'output' ? head.output.trim() : undefined;
  if (commit !== undefined && !isCommitId(commit)) {
    return { kind: 'failed', reason: 'HEAD is not a commit' };
  }
  const settings = readSettings(configuration.output);
  const own = temporaryDirectoryPath(host);
  const close = () => host.fileSystem.remove(own).catch(() => undefined);
  try {
    await makeGitDirectory(host, own, { settings, commit, index, copied });
  } catch (error) {
    await close();
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
  const variables = {
    GIT_DIR: own,
    GIT_WORK_TREE: root,
    GIT_INDEX_FILE: index,
    GIT_OBJECT_DIRECTORY: objects,
  };
  return {
    kind: 'repository',
    root,
    head: commit,
    settings,
    git: (words) => git(words, { directory: root, variables }),
    commitOf: (revision) => commitOf(git, directory, revision),
    close,
  };
}

/** The files of a repository that are used; those from the third on are copied. */
const gitPaths = ['index', 'objects', 'info/exclude', 'info/attributes', 'info/sparse-checkout'] as const;

interface GitDirectoryContent {
  readonly settings: RepositorySettings;
  readonly commit: string | undefined;
  readonly index: string;
  /** Paths of files that belong in `info`. */
  readonly copied: readonly string[];
}

async function makeGitDirectory(
  { fileSystem }: Pick<Host, 'fileSystem'>,
  own: string,
  { settings, commit, index, copied }: GitDirectoryContent,
): Promise<void> {
  const write = (name: string, text: string) =>
    fileSystem.writeFile(`${own}/${name}`, new TextEncoder().encode(text));
  const copy = async (from: string, to: string): Promise<void> => {
    if ((await fileSystem.stat(from))?.kind !== 'file') return;
    await fileSystem.writeFile(`${own}/${to}`, await fileSystem.readFile(from));
  };
  // Anyone who can write the configuration in it controls which programs git starts.
  await fileSystem.makeDirectory(own, { private: true });
  for (const name of ['objects', 'refs', 'info']) await fileSystem.makeDirectory(`${own}/${name}`);
  await write('HEAD', commit === undefined ? 'ref: refs/heads/unborn\n' : `${commit}\n`);
  await write('config', settings.text);
  for (const path of copied) await copy(path, `info/${path.slice(path.lastIndexOf('/') + 1)}`);
  // git looks for the shared part of a split index in its own directory.
  for (const { name, kind } of await fileSystem.readDirectory(dirname(index))) {
    if (kind === 'file' && name.startsWith('sharedindex.')) await copy(`${dirname(index)}/${name}`, name);
  }
}

async function commitOf(git: Git, directory: string, revision: string): Promise<string | undefined> {
  // Such a revision would be read as an option, or is not a valid argument at all.
  if (revision.startsWith('-') || revision.includes('\0')) return undefined;
  const named = await git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], { directory });
  if (named.kind === 'failed') return undefined;
  const commit = named.output.trim();
  return isCommitId(commit) ? commit : undefined;
}
