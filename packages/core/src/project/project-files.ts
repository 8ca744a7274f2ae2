import { join, relative } from 'pathe';
import { compareStrings } from '../bytes/compare.js';
import { type DirectoryEntry, fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import { readableEntries, statIfPermitted } from '../ports/permitted.js';
import { isInside, leadsTo, repositoryAbove } from './project-boundary.js';

/** The files of a project, listed once. Paths are relative to the root, with `/`; the root itself is `.`. */
export interface ProjectFiles {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Files (not links), sorted by UTF-16 code units. */
  readonly files: readonly string[];
  /** Directories that could not be read, and why; their files are not in the list. */
  readonly unread?: readonly UnreadDirectory[];
  /** Symbolic links, sorted. They are not followed. */
  readonly links: readonly string[];
  /**
   * A file as UTF-8 text; undefined if it does not exist, cannot be read, is larger than 2 MiB, is not a file, or is
   * outside the project (the root, or the git repository of the working directory).
   */
  readonly read: (path: string) => Promise<string | undefined>;
  /** Why `read` failed on a file that exists; undefined if it was read, is too large, is not a file, or is outside. */
  readonly unreadable?: (path: string) => string | undefined;
  /** The names of the files in a directory, sorted. It may be above the root; empty if it is outside the project. */
  readonly namesIn: (directory: string) => Promise<readonly string[]>;
  /** The files that `read` has refused so far because they are outside the project, sorted. */
  readonly outside: () => readonly OutsideFile[];
  /** A path as shown in messages: relative to the working directory. */
  readonly display: (path: string) => string;
}

export interface UnreadDirectory {
  readonly path: string;
  readonly reason: string;
}

/** A file outside the project. */
export interface OutsideFile {
  /** The requested path, relative to the root. */
  readonly path: string;
  /** Whether the path itself is inside but a symbolic link on it leads outside. */
  readonly byLink: boolean;
}

/** Directories that tools generate, or that never contain a project's own files. */
const passedOver: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.aws-sam',
  '.serverless',
  '.terraform',
  '.idea',
  '.vscode',
  '.venv',
  'cdk.out',
  'node_modules',
  'vendor',
  'testdata',
]);

/** Whether directories of that name are skipped. */
export function isPassedOver(name: string): boolean {
  return passedOver.has(name);
}

/** More files than any real project has; with more, the root is probably the wrong directory. */
export const projectFileLimit = 50_000;
const textLimit = 2 * 1024 * 1024;

/** The project has more files than {@link projectFileLimit}. */
export class TooManyFiles extends Error {
  override readonly name = 'TooManyFiles';
}

/**
 * Lists a project's files. A directory below the root that cannot be read is skipped, as in go.
 *
 * @param root absolute, links resolved
 * @throws TooManyFiles; file system errors
 */
export async function listProject(
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
  root: string,
  signal?: AbortSignal,
): Promise<ProjectFiles> {
  const files: string[] = [];
  const unread: UnreadDirectory[] = [];
  const links: string[] = [];
  await walk('');
  files.sort(compareStrings);
  links.sort(compareStrings);
  const inside = [root, ...(await workingRepository(host))];
  const outside = new Map<string, OutsideFile>();
  const texts = new Map<string, Promise<string | undefined>>();
  const refusals = new Map<string, string>();
  return {
    root,
    files,
    unread,
    links,
    namesIn: async (directory) => {
      const info = await statIfPermitted(host.fileSystem, join(root, directory));
      if (info?.kind !== 'directory' || !isHere(await leadsTo(host, join(root, directory)))) return [];
      const entries = await readableEntries(host.fileSystem, join(root, directory));
      return entries.flatMap(({ name, kind }) => (kind === 'file' ? [name] : []));
    },
    unreadable: (path) => refusals.get(path),
    outside: () => [...outside.values()].sort((a, b) => compareStrings(a.path, b.path)),
    read: (path) => {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const text = readInside(path);
      texts.set(path, text);
      return text;
    },
    display: (path) => relative(host.workingDirectory, join(root, path)) || '.',
  };

  async function entriesOf(directory: string): Promise<readonly DirectoryEntry[]> {
    try {
      return await host.fileSystem.readDirectory(join(root, directory));
    } catch (error) {
      if (directory === '' || fileSystemErrorCode(error) === undefined) throw error;
      unread.push({ path: directory, reason: fileSystemReason(error) });
      return [];
    }
  }

  function isHere(path: string): boolean {
    return inside.some((directory) => isInside(path, directory));
  }

  async function readInside(path: string): Promise<string | undefined> {
    const written = join(root, path);
    const info = await host.fileSystem.lstat(written).catch(undefinedIfRefused);
    if (info === undefined) return undefined;
    if (isHere(written) && isHere(await leadsTo(host, written))) {
      return await readText(host, written, (reason) => refusals.set(path, reason));
    }
    outside.set(path, { path, byLink: isHere(written) });
    return undefined;
  }

  async function walk(directory: string): Promise<void> {
    signal?.throwIfAborted();
    for (const { name, kind } of await entriesOf(directory)) {
      const path = directory === '' ? name : `${directory}/${name}`;
      if (kind === 'file') files.push(path);
      if (kind === 'link') links.push(path);
      if (files.length > projectFileLimit) throw new TooManyFiles(`more than ${projectFileLimit} files`);
      if (kind === 'directory' && !isPassedOver(name)) await walk(path);
    }
  }
}

async function workingRepository(
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
): Promise<readonly string[]> {
  const start = await host.fileSystem.realPath(host.workingDirectory).catch(() => undefined);
  const top = start === undefined ? undefined : await repositoryAbove(host, start);
  return top === undefined ? [] : [top];
}

// A file that must not be read counts as missing.
function undefinedIfRefused(error: unknown): undefined {
  if (fileSystemErrorCode(error) === undefined) throw error;
  return undefined;
}

async function readText(
  host: Pick<Host, 'fileSystem'>,
  path: string,
  refuse: (reason: string) => void,
): Promise<string | undefined> {
  try {
    const info = await host.fileSystem.stat(path);
    if (info?.kind !== 'file' || info.size > textLimit) return undefined;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await host.fileSystem.readFile(path));
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    refuse(fileSystemReason(error));
    return undefined;
  }
}

/** The directories of a project that contain files at any depth, including `.`; sorted. */
export function directoriesOf(files: readonly string[]): readonly string[] {
  const directories = new Set<string>(['.']);
  for (const file of files) {
    for (let at = file.indexOf('/'); at !== -1; at = file.indexOf('/', at + 1))
      directories.add(file.slice(0, at));
  }
  return [...directories].sort(compareStrings);
}
