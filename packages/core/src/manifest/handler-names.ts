import { findCollisions } from '../archive/names.js';
import { sortedRecord } from '../bytes/compare.js';
import { executableName } from '../go/executable-name.js';

/**
 * Names handlers for main packages that are not used by any function yet: `bin/` and the name of the directory, or its
 * whole path if two names are equal.
 *
 * @param mains directories as written in a manifest, such as `./cmd/create`
 * @returns handlers with their main packages, sorted
 */
export function nameHandlers(mains: readonly string[]): Record<string, string> {
  const plain = (main: string): string => main.replace(/^(\.{1,2}\/)+|^\.$/, '') || 'main';
  const short = mains.map((main) => `bin/${executableName(plain(main))}`);
  const names = findCollisions(short).length === 0 ? short : mains.map((main) => `bin/${plain(main)}`);
  const entries = mains.map((main, index): [string, string] => [
    (names[index] ?? main).replace(/[^!-~]/g, '-'),
    main,
  ]);
  return sortedRecord(Object.fromEntries(entries));
}
