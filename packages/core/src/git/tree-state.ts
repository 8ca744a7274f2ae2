import { relative } from 'pathe';
import type { Host } from '../ports/host.js';
import type { GitProblem } from './git-problem.js';
import { openRepository, type Repository } from './repository.js';
import { GitFailure, outputOf, partsOf, portionsOf } from './run-git.js';

/** Whether the files of a work tree differ from its commit. */
export type TreeState =
  | { readonly kind: 'clean' }
  | { readonly kind: 'dirty' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A path that differs from the index or the commit, as listed by `git status`. */
export interface StatusLine {
  /** Two characters: the index compared with the commit, the file compared with the index. */
  readonly status: string;
  /** Relative to the top of the work tree. */
  readonly path: string;
}

/** The state of a work tree and its submodules. Rejects only after an abort. */
export async function treeState(
  host: Host,
  repository: Repository,
  /** Absolute paths to ignore. */
  left: readonly string[],
  signal?: AbortSignal,
): Promise<TreeState> {
  const outside = left
    .map((path) => relative(repository.root, path))
    .filter((path) => path !== '' && !path.startsWith('..'))
    .map((path) => `:(top,exclude,literal)${path}`);
  try {
    const [lines, uncertain, links] = await Promise.all([
      statusLines(repository, ['--untracked-files=all', '--', '.', ...outside]),
      filesBehindForeignFilters(repository, ['--', '.', ...outside]),
      submodules(repository),
    ]);
    // git compared the raw bytes of such files, which proves nothing.
    if (lines.some(({ status, path }) => status !== ' M' || !uncertain.has(path))) return { kind: 'dirty' };
    return await statesTogether(host, repository.root, { uncertain, links, left, signal });
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return { kind: 'unknown', reason: error.message };
  }
}

interface Parts {
  readonly uncertain: ReadonlyMap<string, string>;
  readonly links: readonly SubmoduleLink[];
  readonly left: readonly string[];
  readonly signal: AbortSignal | undefined;
}

async function statesTogether(
  host: Host,
  root: string,
  { uncertain, links, left, signal }: Parts,
): Promise<TreeState> {
  let state: TreeState = { kind: 'clean' };
  const [[path, filter] = []] = uncertain;
  if (path !== undefined) {
    const reason = `the filter ${filter} of ${path} is defined only in the configuration of the repository, so it does not run`;
    state = { kind: 'unknown', reason };
  }
  for (const { path: link } of links) {
    const found = await submoduleState(host, `${root}/${link}`, left, signal);
    if (found.kind === 'dirty') return found;
    if (found.kind === 'unknown') state = { kind: 'unknown', reason: `submodule ${link}: ${found.reason}` };
  }
  return state;
}

/**
 * The output of `git status`, including commits of submodules but not files in them.
 *
 * @throws GitFailure
 */
export async function statusLines({ git }: Repository, words: readonly string[]): Promise<StatusLine[]> {
  const options = ['--porcelain=v1', '-z', '--no-renames', '--ignore-submodules=dirty'];
  const answer = await git(['status', ...options, ...words]);
  return partsOf(outputOf(answer)).map((part) => ({ status: part.slice(0, 2), path: part.slice(3) }));
}

/**
 * Files that git can compare with the index only through a filter that only the project's configuration defines: maps
 * the path to the filter's name.
 *
 * @throws GitFailure
 */
export async function filesBehindForeignFilters(
  { git, settings }: Repository,
  words: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  if (settings.foreignFilters.size === 0) return files;
  // Unlike `git status`, this lists a file whose times differ.
  const answer = await git(['diff-files', '--name-only', '-z', '--ignore-submodules=dirty', ...words]);
  for (const portion of portionsOf(partsOf(outputOf(answer)))) {
    const parts = partsOf(outputOf(await git(['check-attr', '-z', 'filter', '--', ...portion])));
    for (let at = 0; at + 2 < parts.length; at += 3) {
      const [path = '', , filter = ''] = parts.slice(at, at + 3);
      if (settings.foreignFilters.has(filter)) files.set(path, filter);
    }
  }
  return files;
}

/** A submodule in the index. */
export interface SubmoduleLink {
  /** Relative to the top of the work tree. */
  readonly path: string;
  readonly commit: string;
}

/**
 * The submodules in the index of a repository.
 *
 * @throws GitFailure
 */
export async function submodules({ git }: Repository): Promise<SubmoduleLink[]> {
  const answer = await git(['ls-files', '--stage', '-z']);
  const links: SubmoduleLink[] = [];
  for (const part of partsOf(outputOf(answer))) {
    const [, commit, path] = /^160000 ([0-9a-f]+) 0\t(.*)$/s.exec(part) ?? [];
    if (commit !== undefined && path !== undefined) links.push({ path, commit });
  }
  return links;
}

/**
 * Opens a submodule. git itself would start a second git in it, which does not get the overridden settings.
 *
 * @returns undefined if the submodule is not checked out
 */
export async function openSubmodule(
  host: Host,
  directory: string,
  signal: AbortSignal | undefined,
): Promise<Repository | GitProblem | undefined> {
  if ((await host.fileSystem.lstat(`${directory}/.git`).catch(() => undefined)) === undefined)
    return undefined;
  const opened = await openRepository(host, directory, signal);
  if (opened.kind !== 'repository' || opened.root === directory) return opened;
  await opened.close();
  return { kind: 'failed', reason: `its work tree is ${opened.root}` };
}

/**
 * Opens the repository of a directory and those of its submodules that can be opened. Close all of them afterwards.
 *
 * @throws GitFailure
 */
export async function openWithSubmodules(
  host: Host,
  directory: string,
  signal: AbortSignal | undefined,
): Promise<readonly Repository[]> {
  const top = await openRepository(host, directory, signal);
  if (top.kind !== 'repository') return [];
  const opened = [top];
  try {
    // The list grows during the iteration.
    for (const repository of opened) {
      for (const { path } of await submodules(repository)) {
        const submodule = await openSubmodule(host, `${repository.root}/${path}`, signal);
        if (submodule?.kind === 'repository') opened.push(submodule);
      }
    }
    return opened;
  } catch (error) {
    for (const repository of opened) await repository.close();
    throw error;
  }
}

async function submoduleState(
  host: Host,
  directory: string,
  left: readonly string[],
  signal: AbortSignal | undefined,
): Promise<TreeState> {
  const opened = await openSubmodule(host, directory, signal);
  if (opened === undefined) return { kind: 'clean' };
  if (opened.kind !== 'repository') return { kind: 'unknown', reason: opened.reason };
  try {
    return await treeState(host, opened, left, signal);
  } finally {
    await opened.close();
  }
}
