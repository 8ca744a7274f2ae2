import type { Host } from './host.js';

/** What separates the directories of PATH. */
export function delimiterOf(platform: Host['platform']): string {
  return platform === 'win32' ? ';' : ':';
}

/** The names of the files that a program may have. */
export function executableNames(name: string, platform: Host['platform']): readonly string[] {
  return platform === 'win32' ? [`${name}.exe`] : [name];
}
