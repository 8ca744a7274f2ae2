import { join, relative } from 'pathe';
import { compareStrings } from '../bytes/compare.js';
import { fixedPart, matchWildcards } from '../globs/wildcards.js';
import { isGoFile } from '../go/go-source.js';
import type { DirectoryEntry, FileSystem } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import type { DirectoryListings } from './directory-listings.js';

/** Context of a search for Go files on disk. */
export interface SearchContext {
  readonly host: Pick<Host, 'fileSystem'>;
  readonly listings: DirectoryListings;
}

/** A directory with Go files. */
export interface GoDirectory {
  /** As a pattern matches it: relative to the start of the search, without a leading `./`. */
  readonly path: string;
  /** An absolute path with links resolved. */
  readonly directory: string;
}

/**
 * The directories that match a pattern and contain Go files other than tests, sorted by path. Like go, skips
 * `testdata`, `vendor` and names that begin with `.` or `_`, and does not follow links; also skips `node_modules`.
 */
export async function findGoDirectories(
  { host: { fileSystem }, listings }: SearchContext,
  base: string,
  pattern: string,
): Promise<GoDirectory[]> {
  const plain = pattern.replace(/^(\.\/)+/, '');
  const start = fixedPart(plain);
  const deepest = plain.split('/').includes('**') ? Number.POSITIVE_INFINITY : plain.split('/').length;
  const found: GoDirectory[] = [];
  const root = join(base, start);
  if ((await fileSystem.stat(root))?.kind === 'directory') {
    await walk(start === '' ? [] : start.split('/'), await fileSystem.realPath(root));
  }
  return found.sort((a, b) => compareStrings(a.path, b.path));

  async function walk(segments: readonly string[], directory: string): Promise<void> {
    const entries = await listings.readableEntries(directory);
    const path = segments.join('/');
    if (
      matchWildcards(plain, path) !== undefined &&
      (await goFilesOf(directory, entries, fileSystem)).length > 0
    )
      found.push({ path, directory });
    if (segments.length >= deepest) return;
    for (const { name, kind } of entries) {
      if (kind !== 'directory' || isPassedOver(name)) continue;
      await walk([...segments, name], `${directory}/${name}`);
    }
  }
}

/** The names of Go files other than tests. go follows links to files but not to directories. */
export async function goFilesOf(
  directory: string,
  entries: readonly DirectoryEntry[],
  fileSystem: FileSystem,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name, kind } of entries) {
    if (!isGoFile(name)) continue;
    const isFile =
      kind === 'file' ||
      (kind === 'link' &&
        (await fileSystem.stat(`${directory}/${name}`).catch(() => undefined))?.kind === 'file');
    if (isFile) names.push(name);
  }
  return names;
}

function isPassedOver(name: string): boolean {
  return /^[._]/.test(name) || ['testdata', 'vendor', 'node_modules'].includes(name);
}

/** A directory as written in the manifest. */
export function manifestPath(directory: string, context: { readonly directory: string }): string {
  const path = relative(context.directory, directory);
  return path === '' ? '.' : path.startsWith('..') ? path : `./${path}`;
}
