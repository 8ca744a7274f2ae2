import { failure } from '../diagnostics/diagnose.js';
import { problemFailure } from '../git/git-problem.js';
import { openRepository, type Repository } from '../git/repository.js';
import { GitFailure, outputOf, partsOf } from '../git/run-git.js';
import { filesBehindForeignFilters, openSubmodule, submodules } from '../git/tree-state.js';
import type { Host } from '../ports/host.js';
import type { Change } from './reason.js';

/** The differences between a revision and the working tree. */
export interface ChangedFiles {
  /** The commit that the revision resolves to. */
  readonly commit: string;
  /** By absolute path. */
  readonly changes: ReadonlyMap<string, Change>;
  /** The text of a file in the revision; undefined if it did not exist or git does not have it. */
  readonly before: (path: string) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

/**
 * Lists the changed files with git: those of later commits, uncommitted ones and untracked ones (except ignored files),
 * including submodules. Close the result after use.
 *
 * @throws LambdazipError `since-no-repository`, `since-unknown`, `git-not-found`, `git-refused`, `git-failed`
 */
export async function changedFiles(
  host: Host,
  directory: string,
  revision: string,
  signal?: AbortSignal,
): Promise<ChangedFiles> {
  const repository = await openRepository(host, directory, signal);
  const values = { directory, wanted: 'changes', revision } as const;
  if (repository.kind === 'no-repository') {
    throw failure('since-no-repository', { directory, reason: repository.reason });
  }
  if (repository.kind !== 'repository') throw problemFailure(repository, values);
  const opened = [repository];
  const close = async (): Promise<void> => {
    for (const each of opened) await each.close();
  };
  try {
    const commit = await repository.commitOf(revision);
    if (commit === undefined) throw failure('since-unknown', { revision });
    const changes = new Map<string, Change>();
    const commits = new Map<Repository, string>();
    await addChanges({ host, changes, commits, opened, signal }, repository, commit);
    const before = async (path: string): Promise<string | undefined> => {
      // The innermost repository owns the file.
      const owner = opened.findLast(({ root }) => path.startsWith(`${root}/`));
      const named = owner && commits.get(owner);
      if (owner === undefined || named === undefined) return undefined;
      const shown = await owner.git(['cat-file', 'blob', `${named}:${path.slice(owner.root.length + 1)}`]);
      return shown.kind === 'output' ? shown.output : undefined;
    };
    return { commit, changes, before, close };
  } catch (error) {
    await close();
    if (!(error instanceof GitFailure)) throw error;
    const partial = repository.settings.isPartial
      ? ' (lambdazip does not fetch what a partial clone lacks: run `git diff --quiet` with that revision first)'
      : '';
    throw problemFailure({ kind: 'failed', reason: `${error.message}${partial}` }, values);
  }
}

interface Collected {
  readonly host: Host;
  readonly changes: Map<string, Change>;
  /** The commits that repositories are compared with; a submodule that did not exist has none. */
  readonly commits: Map<Repository, string>;
  /** A submodule follows the repository that contains it. */
  readonly opened: Repository[];
  readonly signal: AbortSignal | undefined;
}

async function addChanges(collected: Collected, repository: Repository, commit: string): Promise<void> {
  const { changes, commits } = collected;
  const { git, root } = repository;
  commits.set(repository, commit);
  // User settings that would hide a difference.
  const settings = ['-c', 'diff.autoRefreshIndex=true', '-c', 'diff.relative=false', 'diff', '-O/dev/null'];
  const words = ['--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty'];
  const [changed, unknown, uncertain, links] = await Promise.all([
    git([...settings, '--raw', '--no-abbrev', '-z', ...words, commit, '--']),
    git(['ls-files', '--others', '--exclude-standard', '-z']),
    filesBehindForeignFilters(repository),
    submodules(repository),
  ]);
  const linked = new Map(links.map(({ path, commit: at }): [string, string | undefined] => [path, at]));
  const parts = partsOf(outputOf(changed));
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [mode, , old, , status = ''] = (parts[at] ?? '').split(' ');
    const path = parts[at + 1] ?? '';
    changes.set(`${root}/${path}`, changeOf(status));
    if (linked.has(path)) linked.set(path, mode === ':160000' ? old : undefined);
  }
  for (const path of partsOf(outputOf(unknown))) changes.set(`${root}/${path}`, 'added');
  // git compared the raw bytes, without the filter, so these files may still differ.
  for (const path of uncertain.keys()) {
    if (!changes.has(`${root}/${path}`)) changes.set(`${root}/${path}`, 'modified');
  }
  for (const [path, old] of linked) await addSubmodule(collected, `${root}/${path}`, old);
}

async function addSubmodule(collected: Collected, directory: string, old: string | undefined): Promise<void> {
  const { host, changes, opened, signal } = collected;
  const submodule = await openSubmodule(host, directory, signal);
  if (submodule === undefined) return;
  if (submodule.kind !== 'repository')
    throw new GitFailure(`the submodule ${directory}: ${submodule.reason}`);
  opened.push(submodule);
  if (old !== undefined && (await submodule.git(['cat-file', '-e', `${old}^{commit}`])).kind === 'output') {
    await addChanges(collected, submodule, old);
    return;
  }
  // The previous state is unknown, so every file counts as changed.
  const all = await submodule.git(['ls-files', '--cached', '--others', '--exclude-standard', '-z']);
  for (const path of partsOf(outputOf(all))) {
    changes.set(`${submodule.root}/${path}`, old === undefined ? 'added' : 'modified');
  }
}

function changeOf(status: string): Change {
  if (status.startsWith('A')) return 'added';
  return status.startsWith('D') ? 'deleted' : 'modified';
}
