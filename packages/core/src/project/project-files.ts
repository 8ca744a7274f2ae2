import { join, relative } from 'pathe';
import { type DirectoryEntry, fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';

/** The files of a project, listed once. Paths are relative to the root, with `/`; the root itself is `.`. */
export interface ProjectFiles {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Files (no links), sorted by UTF-16 code units. */
  readonly files: readonly string[];
  /** Directories that could not be read, and why; what they hold is not in the list. */
  readonly unread?: readonly UnreadDirectory[];
  /** A file as UTF-8 text; undefined if it does not exist, cannot be read, is larger than 2 MiB, or is not a file. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** A path as messages name it: relative to the working directory. */
  readonly display: (path: string) => string;
}

export interface UnreadDirectory {
  readonly path: string;
  readonly reason: string;
}

/** Directories that no project writes by hand, or that hold what tools made of it. */
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

/** Whether nothing below a directory of that name is looked at. */
export function isPassedOver(name: string): boolean {
  return passedOver.has(name);
}

/** More files than any project of handlers has; a root that holds more was not meant. */
export const projectFileLimit = 50_000;
const textLimit = 2 * 1024 * 1024;

/** The project has more files than {@link projectFileLimit}. */
export class TooManyFiles extends Error {
  override readonly name = 'TooManyFiles';
}

/**
 * Lists a project's files. A directory below the root that cannot be read is passed over, as go does.
 *
 * @param root absolute, links resolved
 * @throws TooManyFiles; file system errors
 */
export async function listProject(host: Host, root: string, signal?: AbortSignal): Promise<ProjectFiles> {
  const files: string[] = [];
  const unread: UnreadDirectory[] = [];
  await walk('');
  files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const texts = new Map<string, Promise<string | undefined>>();
  return {
    root,
    files,
    unread,
    read: (path) => {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const text = readText(host, join(root, path));
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

  async function walk(directory: string): Promise<void> {
    signal?.throwIfAborted();
    for (const { name, kind } of await entriesOf(directory)) {
      const path = directory === '' ? name : `${directory}/${name}`;
      if (kind === 'file') files.push(path);
      if (files.length > projectFileLimit) throw new TooManyFiles(`more than ${projectFileLimit} files`);
      if (kind === 'directory' && !isPassedOver(name)) await walk(path);
    }
  }
}

async function readText(host: Host, path: string): Promise<string | undefined> {
  try {
    const info = await host.fileSystem.stat(path);
    if (info?.kind !== 'file' || info.size > textLimit) return undefined;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await host.fileSystem.readFile(path));
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** The directories of a project that hold files, at any depth, `.` included; sorted. */
export function directoriesOf(files: readonly string[]): readonly string[] {
  const directories = new Set<string>(['.']);
  for (const file of files) {
    for (let at = file.indexOf('/'); at !== -1; at = file.indexOf('/', at + 1))
      directories.add(file.slice(0, at));
  }
  return [...directories].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
