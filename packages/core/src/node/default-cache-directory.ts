import type { Host } from '../ports/host.js';

/**
 * This user's default cache directory on the platform; undefined without a home directory, because a predictable name
 * in the temporary directory could belong to a different user.
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
  // The XDG specification requires relative paths to be ignored.
  if (isAbsolute(environment.XDG_CACHE_HOME)) return `${environment.XDG_CACHE_HOME}/lambdazip`;
  return home === undefined ? undefined : `${home}/.cache/lambdazip`;
}

function isAbsolute(path: string | undefined): path is string {
  return path?.startsWith('/') === true;
}
