import { dirname, isAbsolute, join } from 'pathe';
import type { FileSystem } from '../ports/file-system.js';
import { statIfPermitted } from '../ports/permitted.js';

/** A Go module on disk. */
export interface GoModule {
  /** The directory of its go.mod, links resolved. */
  readonly root: string;
  /** The module path in its go.mod; empty without one. */
  readonly path: string;
  /** The `go` line of go.mod, such as `1.24.0`; null without one. */
  readonly goLine: string | null;
  /** The `toolchain` line without the prefix `go`; null without one. */
  readonly toolchainLine: string | null;
}

/** The module that go would use in a directory: the nearest go.mod in it or above it. */
export async function findModule(fileSystem: FileSystem, directory: string): Promise<GoModule | undefined> {
  const root = await findAbove(fileSystem, directory, 'go.mod');
  if (root === undefined) return undefined;
  const text = new TextDecoder().decode(await fileSystem.readFile(join(root, 'go.mod')));
  return {
    root,
    path: /^module[ \t]+["`]?([^\s"`]+)/m.exec(text)?.[1] ?? '',
    goLine: /^go[ \t]+([^\s/]+)/m.exec(text)?.[1] ?? null,
    toolchainLine: /^toolchain[ \t]+go([^\s/]+)/m.exec(text)?.[1] ?? null,
  };
}

/** The nearest directory, starting at the given one and going up, that contains a file with that name. */
export async function findAbove(
  fileSystem: FileSystem,
  directory: string,
  name: string,
): Promise<string | undefined> {
  for (let place = directory; ; place = dirname(place)) {
    const info = await statIfPermitted(fileSystem, join(place, name));
    if (info?.kind === 'file') return place;
    if (dirname(place) === place) return undefined;
  }
}

/**
 * The default `-mod` of a module: the same as go's own since Go 1.14, but explicit, so that it is recorded.
 *
 * @param work GOWORK: `off`, or the absolute path of a go.work, whose directory then contains the vendor directory
 */
export async function defaultMod(
  fileSystem: FileSystem,
  root: string,
  work: string,
): Promise<'vendor' | 'readonly'> {
  const directory = work === 'off' ? root : dirname(work);
  const modules = await fileSystem.stat(join(directory, 'vendor/modules.txt'));
  return modules?.kind === 'file' ? 'vendor' : 'readonly';
}

/** The go.work that plain go would use in a module; undefined without one, or if it does not include the module. */
export async function findWorkspace(fileSystem: FileSystem, root: string): Promise<string | undefined> {
  const directory = await findAbove(fileSystem, root, 'go.work');
  if (directory === undefined) return undefined;
  const file = join(directory, 'go.work');
  const text = new TextDecoder().decode(await fileSystem.readFile(file));
  for (const path of usedDirectories(text)) {
    const place = isAbsolute(path) ? path : join(directory, path);
    if ((await fileSystem.realPath(place).catch(() => place)) === root) return file;
  }
  return undefined;
}

/** The directories that `replace` lines and blocks of a go.mod name, as written there. */
export function replacedDirectories(text: string): string[] {
  const replaced = text.replace(/\/\/.*$/gm, '').matchAll(/=>[ \t]*("[^"]*"|`[^`]*`|\S+)[ \t\r]*$/gm);
  return Array.from(replaced, ([, path = '']) => path.replace(/^(["`])(.*)\1$/, '$2')).filter((path) =>
    /^(\.{1,2}([/\\]|$)|[/\\]|[A-Za-z]:)/.test(path),
  );
}

/** The directories in the `use` lines and blocks of a go.work, as written there. */
export function usedDirectories(text: string): string[] {
  const used: string[] = [];
  let isBlock = false;
  for (const line of text.split('\n')) {
    const words = line.replace(/\/\/.*$/, '').match(/"[^"]*"|`[^`]*`|[()]|[^\s()]+/g) ?? [];
    const [first, second] = words;
    if (isBlock && first === ')') isBlock = false;
    else if (first === 'use' && second === '(') isBlock = true;
    else {
      const path = isBlock ? first : first === 'use' ? second : undefined;
      if (path !== undefined) used.push(path.replace(/^(["`])(.*)\1$/, '$2'));
    }
  }
  return used;
}
