import type { Host, ProjectFiles } from '@lambdazip/core/internal';
import { findAbove, usedDirectories } from '@lambdazip/core/internal';
import { dirname, join, relative } from 'pathe';
import { readGoMod } from './go-mod.js';

/** A go.work that uses a module. */
export interface Workspace {
  /** Relative to the project's root. */
  readonly file: string;
  /** The modules it uses: path and directory, the latter relative to the project's root. */
  readonly modules: ReadonlyMap<string, string>;
}

/** The go.work that go would find for a module, if it uses that module. */
export async function findUsedWorkspace(
  module: string,
  project: ProjectFiles,
  host: Pick<Host, 'fileSystem'>,
): Promise<Workspace | undefined> {
  const place = await findAbove(host.fileSystem, join(project.root, module), 'go.work');
  if (place === undefined) return undefined;
  const file = relative(project.root, join(place, 'go.work'));
  const directories = usedDirectories((await project.read(file)) ?? '').map((path) =>
    join(dirname(file), path),
  );
  if (!directories.some((directory) => relative(directory, module) === '')) return undefined;
  const modules = new Map<string, string>();
  for (const directory of directories) {
    const { path } = readGoMod((await project.read(join(directory, 'go.mod'))) ?? '');
    if (path !== '') modules.set(path, directory);
  }
  return { file, modules };
}
