import { join } from 'pathe';
import { fixedPart, matchWildcards } from '../manifest/wildcards.js';
import type { FileSystem } from '../ports/file-system.js';

/** A directory that holds Go files. */
export interface GoDirectory {
  /** As a pattern matches it: relative to where the search began, without a leading `./`. */
  readonly path: string;
  /** Absolute, links resolved. */
  readonly directory: string;
}

/**
 * The directories that match a pattern and hold Go files other than tests, sorted by path. As go does, it
 * passes over `testdata`, `vendor` and names that begin with `.` or `_`, and follows no links; and over
 * `node_modules`.
 */
export async function findGoDirectories(
  fileSystem: FileSystem,
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
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

  async function walk(segments: readonly string[], directory: string): Promise<void> {
    const entries = await fileSystem.readDirectory(directory);
    const path = segments.join('/');
    const holdsGo = entries.some(({ name, kind }) => kind === 'file' && /(?<!_test)\.go$/.test(name));
    if (holdsGo && matchWildcards(plain, path) !== undefined) found.push({ path, directory });
    if (segments.length >= deepest) return;
    for (const { name, kind } of entries) {
      if (kind !== 'directory' || isPassedOver(name)) continue;
      await walk([...segments, name], `${directory}/${name}`);
    }
  }
}

function isPassedOver(name: string): boolean {
  return /^[._]/.test(name) || ['testdata', 'vendor', 'node_modules'].includes(name);
}
