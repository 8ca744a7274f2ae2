import type { Host } from '../ports/host.js';

/** Where the platform's programs keep their caches, for this user; below the temporary directory without a home. */
export function defaultCacheDirectory(
  platform: Host['platform'],
  environment: Readonly<Record<string, string>>,
  temporaryDirectory: string,
): string {
  const temporary = `${temporaryDirectory}/lambdazip-cache`;
  if (platform === 'win32') {
    const local = environment.LOCALAPPDATA;
    return local ? `${local.replaceAll('\\', '/')}/lambdazip/Cache` : temporary;
  }
  const home = isAbsolute(environment.HOME) ? environment.HOME : undefined;
  if (platform === 'darwin') return home === undefined ? temporary : `${home}/Library/Caches/lambdazip`;
  // The XDG specification has relative paths ignored.
  if (isAbsolute(environment.XDG_CACHE_HOME)) return `${environment.XDG_CACHE_HOME}/lambdazip`;
  return home === undefined ? temporary : `${home}/.cache/lambdazip`;
}

function isAbsolute(path: string | undefined): path is string {
  return path?.startsWith('/') === true;
}
