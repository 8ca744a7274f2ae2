import type { Host } from './host.js';

/** The path of a directory for this run, with an unpredictable name. It is made private. */
export function temporaryDirectoryPath(
  host: Pick<Host, 'processId' | 'randomToken' | 'temporaryDirectory'>,
): string {
  return `${host.temporaryDirectory}/lambdazip-${host.processId}-${host.randomToken()}`;
}

/** The id of the process that created a temporary directory of that name; undefined for any other name. */
export function processOfTemporaryDirectory(name: string): number | undefined {
  const processId = /^lambdazip-(\d+)-[0-9a-f]{32}$/.exec(name)?.[1];
  return processId === undefined ? undefined : Number(processId);
}

/** The temporary directory that contains a path; undefined if the path is not in one from {@link temporaryDirectoryPath}. */
export function temporaryRootOf(path: string): string | undefined {
  return /^(.*?)\/lambdazip-\d+-[0-9a-f]{32}(?:\/|$)/.exec(path)?.[1];
}
