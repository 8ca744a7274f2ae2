import type { Host } from '../ports/host.js';

/**
 * Where the platform's programs keep their caches, for this user; undefined without a home: a name in the directory for
 * temporary files that others know could be theirs.
 */
export function defaultCacheDirectory(
  platform: Host['platform'],
  environment: Readonly<Record<string, string>>,
): string | undefined {
  if (platform === 'win32') {
    const local = environment.LOCALAPPDATA;
    return local ? `${local.replaceAll('\\', '/')}/lambdazip/Cache` : undefined;
  }
  const home = isAbsolute(environment.HOME) ? environment.HOME : undefined;
  if (platform === 'darwin') return home === undefined ? undefined : `${home}/Library/Caches/lambdazip`;
  // The XDG specification has relative paths ignored.
  if (isAbsolute(environment.XDG_CACHE_HOME)) return `${environment.XDG_CACHE_HOME}/lambdazip`;
  return home === undefined ? undefined : `${home}/.cache/lambdazip`;
}

function isAbsolute(path: string | undefined): path is string {
  return path?.startsWith('/') === true;
}
