import type { Host } from '@lambdazip/core/internal';
import {
  commonDirectory,
  fileSystemErrorCode,
  findMainPackages,
  listProject,
  type ProjectFiles,
  repositoryAbove,
  TooManyFiles,
} from '@lambdazip/core/internal';
import { dirname, join, relative } from 'pathe';

/** Handlers outside a project. Paths are relative to the working directory. */
export interface HandlersAround {
  /** The modules that contain them, sorted; at most five. */
  readonly modules: readonly string[];
  /** The directory that contains them and the project. */
  readonly directory: string;
  /** The app's directory, relative to that directory. */
  readonly app: string;
}

/**
 * Finds handlers in the repository of a project or in a parent module; null if missing.
 *
 * @param app the app's file, relative to the project's root
 */
export async function handlersAround(
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
  project: ProjectFiles,
  app: string,
  signal: AbortSignal | undefined,
): Promise<HandlersAround | null> {
  const top = await outerDirectory(host, project.root);
  if (top === project.root) return null;
  const mains = await mainsOf(host, top, signal);
  const modules = new Set(
    mains.flatMap(({ importsLambda, module }) =>
      importsLambda && module !== null ? [join(top, module)] : [],
    ),
  );
  if (modules.size === 0) return null;
  const places = [...modules].sort().slice(0, 5);
  const directory = [project.root, ...places].reduce(commonDirectory);
  const shown = (path: string): string => relative(host.workingDirectory, path) || '.';
  return {
    modules: places.map(shown),
    directory: shown(directory),
    app: relative(directory, join(project.root, dirname(app))) || '.',
  };
}

/** The repository of a directory or, without one, its outermost parent module. */
async function outerDirectory(host: Pick<Host, 'fileSystem'>, directory: string): Promise<string> {
  const repository = await repositoryAbove(host, directory);
  if (repository !== undefined) return repository;
  let outer = directory;
  for (let place = directory; dirname(place) !== place; place = dirname(place)) {
    if ((await host.fileSystem.stat(join(place, 'go.mod')))?.kind === 'file') outer = place;
  }
  return outer;
}

async function mainsOf(
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
  top: string,
  signal: AbortSignal | undefined,
) {
  try {
    return await findMainPackages(await listProject(host, top, signal));
  } catch (error) {
    // Only a hint, so files that are too large or unreadable are ignored.
    if (error instanceof TooManyFiles || fileSystemErrorCode(error) !== undefined) return [];
    throw error;
  }
}
