import { isAbsolute, join, normalize } from 'pathe';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Location } from '../diagnostics/diagnostic.js';
import type { DirectoryListings } from '../main-packages/directory-listings.js';
import type { PlanContext } from './context.js';

/** A path that is spelled differently on disk. */
export interface Misspelling {
  /** The path as spelled on disk; null without a similar entry. */
  readonly actual: string | null;
}

/**
 * Reports a path in the manifest whose names differ from those on disk in case or Unicode form.
 *
 * @returns whether it is spelled as on disk, as far as it exists
 */
export async function checkSpelling(
  path: string,
  location: Location | null,
  { host, directory, listings, report }: Pick<PlanContext, 'host' | 'directory' | 'listings' | 'report'>,
): Promise<boolean> {
  const exists = async (place: string) => (await host.fileSystem.lstat(place)) !== undefined;
  const found = await misspelling(directory, path, listings, exists);
  if (found === undefined) return true;
  report(diagnose('path-spelling', { path, actual: found.actual }, location ?? undefined));
  return false;
}

/**
 * Compares each name in a path with the entries of its directory. A file system that ignores case or Unicode form finds
 * the path anyway, but the import path of a package, and so the bytes of the program, would follow the manifest, and
 * other file systems would not find it.
 *
 * @param base absolute; not compared itself
 * @param path relative to `base`, as written in the manifest
 * @returns undefined if each name is an entry. If nothing exists at the path, only names up to the first one without a
 * similar entry are compared
 */
export async function misspelling(
  base: string,
  path: string,
  listings: DirectoryListings,
  exists: (path: string) => Promise<boolean>,
): Promise<Misspelling | undefined> {
  if (isAbsolute(path)) return undefined;
  const segments = normalize(path)
    .split('/')
    .filter((segment: string) => segment !== '' && segment !== '.');
  const actual: string[] = [];
  let directory = base;
  let isSame = true;
  for (const segment of segments) {
    let name = segment;
    if (segment !== '..') {
      const names = await listings.names(directory).catch(() => undefined);
      // An unreadable directory cannot be compared.
      if (names !== undefined && !names.has(segment)) {
        const like = likeNamed(segment, names);
        if (like === undefined) {
          const isThere = await exists(join(base, path)).catch(() => false);
          // Windows has short names (`PROGRA~1`), and ignores dots and spaces at the end of a name.
          return isThere
            ? { actual: null }
            : isSame
              ? undefined
              : { actual: spelled(path, actual, segments) };
        }
        name = like;
        isSame = false;
      }
    }
    actual.push(name);
    directory = join(directory, name);
  }
  return isSame ? undefined : { actual: spelled(path, actual, segments) };
}

function likeNamed(segment: string, names: ReadonlySet<string>): string | undefined {
  const folded = fold(segment);
  for (const name of names) if (fold(name) === folded) return name;
  return undefined;
}

/** Maps all names that a file system may treat as equal to the same text. */
function fold(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

/** The path as written, with the compared names replaced. */
function spelled(path: string, actual: readonly string[], segments: readonly string[]): string {
  const prefix = /^\.\//.test(path) ? './' : '';
  return prefix + [...actual, ...segments.slice(actual.length)].join('/');
}
