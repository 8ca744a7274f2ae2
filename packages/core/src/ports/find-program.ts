import { isAbsolute } from 'pathe';
import type { Host } from './host.js';

/**
 * Finds a program: the first executable on PATH, else in the given directories; undefined if it is not found. Like a
 * shell, skips directories that cannot be searched and files that are not executable. Relative directories are
 * skipped, so that a program in the project is never run.
 *
 * @param name without `.exe`
 */
export async function findProgram(
  host: Pick<Host, 'environment' | 'fileSystem' | 'platform'>,
  name: string,
  more: readonly string[] = [],
): Promise<string | undefined> {
  const { environment, fileSystem, platform } = host;
  const path = Object.entries(environment).find(([variable]) =>
    platform === 'win32' ? variable.toUpperCase() === 'PATH' : variable === 'PATH',
  )?.[1];
  const directories = (path ?? '').split(delimiterOf(platform)).filter((directory) => isAbsolute(directory));
  for (const directory of [...directories, ...more]) {
    for (const file of executableNames(name, platform)) {
      const candidate = `${directory.replaceAll('\\', platform === 'win32' ? '/' : '\\')}/${file}`;
      if (await fileSystem.isExecutable(candidate)) return candidate;
    }
  }
  return undefined;
}

/** The separator of the directories in PATH. */
function delimiterOf(platform: Host['platform']): string {
  return platform === 'win32' ? ';' : ':';
}

/** The possible file names of a program. */
export function executableNames(name: string, platform: Host['platform']): readonly string[] {
  return platform === 'win32' ? [`${name}.exe`] : [name];
}
