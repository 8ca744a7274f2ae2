import { dirname, relative } from 'pathe';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { filesWithOtherLineEnds } from '../git/line-ends.js';
import type { Repository } from '../git/repository.js';
import { GitFailure } from '../git/run-git.js';
import { openWithSubmodules } from '../git/tree-state.js';
import type { Host } from '../ports/host.js';
import type { MadeArchive } from './assembly.js';
import type { BuildContext } from './build-context.js';
import { hasCrlf } from './packing/assets.js';
import { boundedMap } from './packing/bounded-map.js';

/**
 * Finds files with CRLF line endings in the archives that have LF in git: files embedded by Go, and files in the
 * manifest. Only files that contain CRLF are checked with git. Call it while go compiles, then call the returned
 * function when everything is packed.
 *
 * @param embedded absolute paths of the files embedded by Go
 */
export function lineEndWarnings(
  context: BuildContext,
  embedded: Promise<readonly string[]>,
): (made: readonly MadeArchive[]) => Promise<readonly Diagnostic[]> {
  const candidates = embedded.then((paths) => filesWithCrlf(context, paths));
  // Avoid an unhandled rejection if making the archives fails first.
  candidates.catch(() => undefined);
  return async (made) => {
    const paths = new Set([...(await candidates), ...(await assetFiles(context, made))]);
    const found = paths.size === 0 ? [] : await convertedFiles(context, [...paths]);
    if (found.length === 0) return [];
    const { workingDirectory } = context.host;
    const files = found.map((path) => relative(workingDirectory, path)).sort();
    return [diagnose('line-ends-converted', { files })];
  };
}

async function filesWithCrlf({ host, signal }: BuildContext, paths: readonly string[]): Promise<string[]> {
  const found = await boundedMap([...new Set(paths)], 16, async (path) => {
    signal?.throwIfAborted();
    const bytes = await host.fileSystem.readFile(path).catch(() => new Uint8Array(0));
    return hasCrlf(bytes) ? [await asGitHasIt(host, path)] : [];
  });
  return found.flat();
}

/** git stores the link, not its target. */
async function asGitHasIt({ fileSystem }: Pick<Host, 'fileSystem'>, path: string): Promise<string> {
  return `${await fileSystem.realPath(dirname(path))}/${path.slice(dirname(path).length + 1)}`;
}

async function assetFiles(context: BuildContext, made: readonly MadeArchive[]): Promise<string[]> {
  const sources = new Set<string>();
  for (const { plan, entries } of made) {
    const names = new Set(entries.filter((entry) => entry.hasCrlf === true).map(({ name }) => name));
    for (const { entry, source } of plan.files) {
      if (names.has(entry)) sources.add(await asGitHasIt(context.host, source));
    }
  }
  return [...sources];
}

/** The paths that have LF in git. If git fails, the provenance shows it. */
async function convertedFiles(context: BuildContext, paths: readonly string[]): Promise<string[]> {
  try {
    return await inRepositories(context, async (repository) => {
      const { root } = repository;
      const inside = paths.filter((path) => path.startsWith(`${root}/`));
      return await filesWithOtherLineEnds(
        context.host,
        repository,
        inside.map((path) => path.slice(root.length + 1)),
      );
    });
  } catch (error) {
    if (error instanceof GitFailure) return [];
    throw error;
  }
}

/** Calls `find` for the repository of the manifest and its submodules; absolute paths. */
async function inRepositories(
  { host, plan, signal }: BuildContext,
  find: (repository: Repository) => Promise<string[]>,
): Promise<string[]> {
  const opened = await openWithSubmodules(host, plan.directory, signal);
  try {
    const found: string[] = [];
    for (const repository of opened) {
      for (const path of await find(repository)) found.push(`${repository.root}/${path}`);
    }
    return found;
  } finally {
    for (const repository of opened) await repository.close();
  }
}
