import { findCollisions } from '../archive/names.js';
import { sortedRecord } from '../bytes/compare.js';
import { executableName } from '../go/executable-name.js';

/**
 * Handlers for main packages that no function names yet: `bin/` and the name of the directory; where two are called alike,
 * all are called by their whole path.
 *
 * @param mains directories as a manifest has them, such as `./cmd/create`
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
