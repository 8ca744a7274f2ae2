import { basename, dirname } from 'pathe';
import type { Host } from '../ports/host.js';
import { isBackupName, isTemporaryName } from './temporary-name.js';

/** One file of a set that is being replaced. */
export interface JournalEntry {
  /** The target, relative to the journal's directory, with `/`. */
  readonly path: string;
  /** The name of its new content, next to it; null if the target is to be removed. */
  readonly temporary: string | null;
  /** The name for the old file, next to it; null if the target is new. */
  readonly backup: string | null;
  /** Size and time of the new content, to detect a file that another program has written since. */
  readonly size: number;
  readonly modified: number;
}

/** The journal of an interrupted replacement. */
export interface FoundJournal {
  readonly path: string;
  /** undefined if the journal is unusable: damaged, written by a different user, or with paths outside the directory. */
  readonly entries: readonly JournalEntry[] | undefined;
}

/** While this file exists, the files that it lists are being replaced and the old ones are authoritative. */
export const journalPath = (directory: string): string => `${directory}/.lambdazip.journal`;
/** The journal's name once all new files are in place and only the old ones remain to be removed. */
export const doneJournalPath = (directory: string): string => `${directory}/.lambdazip.journal-done`;

// The journal of 10,000 files takes 3 MB.
const largestJournal = 64 * 1024 * 1024;

/** The journal's name while it is written. */
export const newJournalPath = (directory: string): string => `${directory}/.lambdazip.journal-new`;

/** Writes the journal of a directory atomically. Rejects with a file system error. */
export async function writeJournal(
  host: Pick<Host, 'fileSystem'>,
  directory: string,
  entries: readonly JournalEntry[],
): Promise<void> {
  const { fileSystem } = host;
  const temporary = newJournalPath(directory);
  // Left by a killed process, or a link to somewhere else.
  await removeFile(host, temporary);
  try {
    const content = new TextEncoder().encode(`${JSON.stringify({ version: 1, files: entries })}\n`);
    await fileSystem.writeFile(temporary, content, { exclusive: true, flush: true });
    await fileSystem.rename(temporary, journalPath(directory));
  } catch (error) {
    await removeFile(host, temporary).catch(() => undefined);
    throw error;
  }
}

/** Removes the file at a path. A directory stays, because it may contain other files. */
export async function removeFile({ fileSystem }: Pick<Host, 'fileSystem'>, path: string): Promise<void> {
  const found = await fileSystem.lstat(path);
  if (found !== undefined && found.kind !== 'directory') await fileSystem.remove(path);
}

/** The journal at a path; undefined if it does not exist. Rejects with a file system error. */
export async function readJournal(
  host: Pick<Host, 'fileSystem' | 'platform' | 'userId'>,
  path: string,
): Promise<FoundJournal | undefined> {
  const info = await host.fileSystem.lstat(path);
  if (info === undefined) return undefined;
  const unusable = { path, entries: undefined };
  if (info.kind !== 'file' || info.size > largestJournal) return unusable;
  // Other users with write access to the directory must not be able to make this user rename files.
  if (host.userId !== undefined && info.owner !== host.userId && info.owner !== 0) return unusable;
  const text = new TextDecoder().decode(await host.fileSystem.readFile(path));
  const entries = parseEntries(text, host.platform === 'win32');
  if (entries === undefined) return unusable;
  const parents = new Set(entries.flatMap((entry) => parentsOf(entry.path)));
  for (const parent of parents) {
    // A link could point outside the directory.
    const kind = (await host.fileSystem.lstat(`${dirname(path)}/${parent}`))?.kind;
    if (kind !== 'directory' && kind !== undefined) return unusable;
  }
  return { path, entries };
}

function parseEntries(text: string, windows: boolean): readonly JournalEntry[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof document !== 'object' || document === null) return undefined;
  const { version, files } = document as Record<string, unknown>;
  if (version !== 1 || !Array.isArray(files)) return undefined;
  const entries = files.map((file) => parseEntry(file, windows));
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function parseEntry(value: unknown, windows: boolean): JournalEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { path, temporary, backup, size, modified } = value as Record<string, unknown>;
  if (typeof path !== 'string' || !isInside(path, windows)) return undefined;
  if (typeof size !== 'number' || typeof modified !== 'number') return undefined;
  if (temporary !== null && !(typeof temporary === 'string' && isTemporaryName(temporary, path)))
    return undefined;
  if (backup !== null && !(typeof backup === 'string' && isBackupName(backup, path))) return undefined;
  return { path, temporary, backup, size, modified };
}

/** Whether a relative path names a file below its directory. */
function isInside(path: string, windows: boolean): boolean {
  if (path.includes('\0') || (windows && /[\\:]/.test(path))) return false;
  return path.split('/').every((part) => !['', '.', '..'].includes(part));
}

function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** The absolute paths of an entry. */
export function placesOf(
  directory: string,
  { path, temporary, backup }: JournalEntry,
): {
  readonly target: string;
  readonly temporary: string | undefined;
  readonly backup: string | undefined;
} {
  const target = `${directory}/${path}`;
  const beside = (name: string | null): string | undefined =>
    name === null ? undefined : `${dirname(target)}/${basename(name)}`;
  return { target, temporary: beside(temporary), backup: beside(backup) };
}
