import { compareStrings, directoriesOf, type ProjectFiles } from '@lambdazip/core/internal';
import { compileGlob, hasGlob, matchesGlob, unescapeGlob } from './glob.js';
import { beginsAbsolute } from './unknown-text.js';

/** A project's files as a shell would see them. Paths are relative to the root, `.` is the root; others are absolute. */
export interface ProjectTree {
  /** Absolute. */
  readonly root: string;
  readonly isFile: (path: string) => boolean;
  readonly isDirectory: (path: string) => boolean;
  /** The names in a directory, sorted; none if it does not exist. */
  readonly namesIn: (directory: string) => readonly string[];
  /** Resolves a path in a directory. */
  readonly resolve: (directory: string, path: string) => string;
  /** The absolute path of a path relative to the root. */
  readonly absolute: (path: string) => string;
  /** A text without the root as a prefix. */
  readonly inProject: (text: string) => string;
  /** The paths that a pattern matches in a directory, in the form of the pattern, sorted. */
  readonly glob: (directory: string, pattern: string) => readonly string[];
  readonly size: number;
}

/** The number of paths a pattern may match; a command line has fewer. */
const globLimit = 20_000;

export function makeTree({ root, files }: ProjectFiles): ProjectTree {
  const isFile = new Set(files);
  const directories = directoriesOf(files);
  const isDirectory = new Set(directories);
  const names = new Map<string, string[]>();
  for (const path of [...directories, ...files]) {
    if (path === '.') continue;
    const slash = path.lastIndexOf('/');
    const parent = slash === -1 ? '.' : path.slice(0, slash);
    const inside = names.get(parent);
    if (inside === undefined) names.set(parent, [path.slice(slash + 1)]);
    else inside.push(path.slice(slash + 1));
  }
  for (const each of names.values()) each.sort(compareStrings);

  const tree: ProjectTree = {
    root,
    isFile: (path) => isFile.has(path),
    isDirectory: (path) => isDirectory.has(path),
    namesIn: (directory) => names.get(directory) ?? [],
    resolve: (directory, path) => resolvePath(root, directory, path),
    absolute: (path) => (isOutside(path) ? path : path === '.' ? root : `${root}/${path}`),
    inProject: (text) => (text.startsWith(`${root}/`) ? text.slice(root.length + 1) : text),
    glob,
    size: files.length + directories.length,
  };
  return tree;

  function glob(directory: string, pattern: string): readonly string[] {
    const [first = '', ...rest] = pattern.split('/');
    let found = [{ written: '', path: first === '' ? '/' : directory }];
    if (pattern.startsWith(`${root}/`)) {
      found = [{ written: `${root}/`, path: '.' }];
      rest.splice(0, rest.length, ...pattern.slice(root.length + 1).split('/'));
    } else if (first !== '') rest.unshift(first);
    rest.forEach((segment, index) => {
      const end = index === rest.length - 1;
      // In `*/../*/../*`, each star multiplies the number of matches.
      found = found.slice(0, globLimit).flatMap(({ written, path }) =>
        candidates(path, segment)
          .map((name) => ({
            written: `${written}${name}${end || name === '' ? '' : '/'}`,
            path: resolvePath(root, path, name),
          }))
          .filter((entry) => (end && segment !== '' ? exists(entry.path) : tree.isDirectory(entry.path))),
      );
    });
    return found.slice(0, globLimit).map(({ written }) => written);
  }

  function candidates(directory: string, segment: string): readonly string[] {
    if (!hasGlob(segment)) return [unescapeGlob(segment)];
    const matcher = compileGlob(segment);
    return tree
      .namesIn(directory)
      .filter((name) => (segment.startsWith('.') || !name.startsWith('.')) && matchesGlob(matcher, name));
  }

  function exists(path: string): boolean {
    return isFile.has(path) || isDirectory.has(path);
  }
}

function isOutside(path: string): boolean {
  return path.startsWith('/') || path.startsWith('~') || beginsAbsolute(path);
}

function resolvePath(root: string, directory: string, path: string): string {
  let end = path.length;
  while (end > 1 && path.charAt(end - 1) === '/') end -= 1;
  const trimmed = path.slice(0, end);
  if (trimmed === '') return directory;
  if (trimmed === root) return '.';
  if (trimmed.startsWith(`${root}/`)) return normalized(trimmed.slice(root.length + 1));
  return normalized(isOutside(trimmed) || directory === '.' ? trimmed : `${directory}/${trimmed}`);
}

function normalized(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (segment !== '..' || !path.startsWith('/')) kept.push(segment);
  }
  const joined = kept.join('/');
  return path.startsWith('/') ? `/${joined}` : joined || '.';
}
