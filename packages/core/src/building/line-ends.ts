import { dirname, relative } from 'pathe';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { embeddingDirectories, filesWithOtherLineEnds } from '../git/line-ends.js';
import type { Repository } from '../git/repository.js';
import { GitFailure } from '../git/run-git.js';
import { openWithSubmodules } from '../git/tree-state.js';
import { neededPackages } from '../plan/declared-inputs.js';
import { neededSteps } from '../plan/narrow-plan.js';
import type { MadeArchive } from './assembly.js';
import type { BuildContext } from './build-context.js';

/**
 * Finds files that get into archives with CR LF at the ends of their lines, although git has LF: those that Go files embed, and
 * those of the manifest. Call it while go compiles, and the function that it gives when all is packed.
 */
export function lineEndWarnings(
  context: BuildContext,
): (made: readonly MadeArchive[]) => Promise<readonly Diagnostic[]> {
  const embedded = withoutAnswer(() => embeddedFiles(context));
  // If making the archives fails first, nobody waits for them.
  embedded.catch(() => undefined);
  return async (made) => {
    const assets = await withoutAnswer(() => assetFiles(context, made));
    const paths = new Set([...(await embedded), ...assets]);
    if (paths.size === 0) return [];
    const { workingDirectory } = context.host;
    const files = [...paths].map((path) => relative(workingDirectory, path)).sort();
    return [diagnose('line-ends-converted', { files })];
  };
}

/** Where git or go does not answer, somebody else reports it. */
async function withoutAnswer(find: () => Promise<string[]>): Promise<string[]> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof GitFailure || error instanceof LambdazipError) return [];
    throw error;
  }
}

async function embeddedFiles(context: BuildContext): Promise<string[]> {
  const { host, plan, signal } = context;
  const found = await inRepositories(context, async (repository) => {
    const directories = await embeddingDirectories(repository);
    return await filesWithOtherLineEnds(host, repository, directories);
  });
  if (found.length === 0) return [];
  // Only now is it worth asking which of them the programs embed.
  const embedded = new Set<string>();
  for (const step of neededSteps(plan)) {
    for (const each of await neededPackages(step, host, signal)) {
      if (!each.isLocal || each.embeddedFiles.length === 0) continue;
      const directory = await host.fileSystem.realPath(each.directory);
      for (const name of each.embeddedFiles) embedded.add(`${directory}/${name}`);
    }
  }
  return found.filter((path) => embedded.has(path));
}

async function assetFiles(context: BuildContext, made: readonly MadeArchive[]): Promise<string[]> {
  const { fileSystem } = context.host;
  const sources = new Set<string>();
  for (const { plan, entries } of made) {
    const names = new Set(entries.filter(({ hasCrlf }) => hasCrlf === true).map(({ name }) => name));
    for (const { entry, source } of plan.files) {
      if (!names.has(entry)) continue;
      // git has a link itself, not what it leads to.
      sources.add(
        `${await fileSystem.realPath(dirname(source))}/${source.slice(dirname(source).length + 1)}`,
      );
    }
  }
  if (sources.size === 0) return [];
  return await inRepositories(context, async (repository) => {
    const { root } = repository;
    const inside = [...sources].filter((path) => path.startsWith(`${root}/`));
    return await filesWithOtherLineEnds(
      context.host,
      repository,
      inside.map((path) => path.slice(root.length + 1)),
    );
  });
}

/** What is found in the repository of the manifest and in its submodules; absolute paths. */
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
