import { isAbsolute } from 'pathe';
import type { Host } from './host.js';

/**
 * The path of a program: the first on PATH that can be started, else in the directories given; undefined if there is none.
 * As a shell does, it passes over directories that cannot be searched and files that are not executable. Directories that
 * are not absolute are skipped: the program of a project's own directory would run.
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

/** What separates the directories of PATH. */
function delimiterOf(platform: Host['platform']): string {
  return platform === 'win32' ? ';' : ':';
}

/** The names of the files that a program may have. */
export function executableNames(name: string, platform: Host['platform']): readonly string[] {
  return platform === 'win32' ? [`${name}.exe`] : [name];
}
