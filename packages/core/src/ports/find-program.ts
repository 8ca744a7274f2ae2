import type { Host } from '../ports/host.js';
import { delimiterOf, executableNames } from './search-path.js';

/**
 * The path of a program: the first on PATH, else in the directories given. Undefined where there is none.
 *
 * @param name without `.exe`
 */
export async function findProgram(
  host: Host,
  name: string,
  more: readonly string[] = [],
): Promise<string | undefined> {
  const { environment, fileSystem, platform } = host;
  const path = Object.entries(environment).find(([variable]) =>
    platform === 'win32' ? variable.toUpperCase() === 'PATH' : variable === 'PATH',
  )?.[1];
  const directories = (path ?? '').split(delimiterOf(platform)).filter((directory) => directory !== '');
  for (const directory of [...directories, ...more]) {
    for (const file of executableNames(name, platform)) {
      const candidate = `${directory.replaceAll('\\', platform === 'win32' ? '/' : '\\')}/${file}`;
      if ((await fileSystem.stat(candidate))?.kind === 'file') return candidate;
    }
  }
  return undefined;
}
