import type { Host } from './host.js';

/** The path of a directory of this run's own, which nobody can guess. It is made private. */
export function temporaryDirectoryPath(
  host: Pick<Host, 'processId' | 'randomToken' | 'temporaryDirectory'>,
): string {
  return `${host.temporaryDirectory}/lambdazip-${host.processId}-${host.randomToken()}`;
}

/** The process that made a temporary directory of that name; undefined for any other name. */
export function processOfTemporaryDirectory(name: string): number | undefined {
  const processId = /^lambdazip-(\d+)-[0-9a-f]{32}$/.exec(name)?.[1];
  return processId === undefined ? undefined : Number(processId);
}

/** The directory for temporary files that a path is in; undefined if it is in none of {@link temporaryDirectoryPath}. */
export function temporaryRootOf(path: string): string | undefined {
  return /^(.*?)\/lambdazip-\d+-[0-9a-f]{32}(?:\/|$)/.exec(path)?.[1];
}
