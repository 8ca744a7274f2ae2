import { basename, dirname, join } from 'pathe';
import type { Host } from '../ports/host.js';
import { statIfPermitted } from '../ports/permitted.js';

/**
 * The top directory for everything that is written for a project: the top of the git repository of the working
 * directory or, without git, the working directory. Absolute, links resolved.
 */
export async function projectTop(host: Pick<Host, 'fileSystem' | 'workingDirectory'>): Promise<string> {
  const start = await host.fileSystem.realPath(host.workingDirectory);
  return (await repositoryAbove(host, start)) ?? start;
}

/** The git repository that contains a directory. */
export async function repositoryAbove(
  host: Pick<Host, 'fileSystem'>,
  directory: string,
): Promise<string | undefined> {
  for (let place = directory; ; place = dirname(place)) {
    if ((await statIfPermitted(host.fileSystem, join(place, '.git'))) !== undefined) return place;
    if (dirname(place) === place) return undefined;
  }
}

/** Whether a path is a directory or in it. Both are absolute, links resolved. */
export function isInside(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/**
 * The target of a path, with all links resolved as far as it exists. A link to a missing file resolves to the path at
 * which the file would be created.
 */
export async function leadsTo(host: Pick<Host, 'fileSystem'>, path: string): Promise<string> {
  const { fileSystem } = host;
  if ((await fileSystem.lstat(path)) !== undefined || dirname(path) === path) {
    // Dangling and circular links resolve to nothing.
    return await fileSystem.realPath(path).catch(() => '/');
  }
  return join(await leadsTo(host, dirname(path)), basename(path));
}
