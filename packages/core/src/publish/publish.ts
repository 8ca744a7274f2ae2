import { basename, dirname } from 'pathe';
import { equalBytes } from '../bytes/equal-bytes.js';
import { lengthOf } from '../bytes/joined.js';
import { removeCreatedDirectories, topmostMissing } from '../ports/created-directories.js';
import { type FileContent, fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import { refuseDirectory } from './check-output.js';
import {
  doneJournalPath,
  type JournalEntry,
  journalPath,
  placesOf,
  removeFile,
  writeJournal,
} from './journal.js';
import { withPath } from './output-failure.js';
import { backupPath, ownerOf, temporaryPath } from './temporary-name.js';
import { removeBackups, undo } from './undo.js';

/** A file to publish atomically. */
export interface OutputFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly content: FileContent;
}

export interface PublishOptions {
  /**
   * The directory of the journal; absolute. The caller holds its lock. One file may be outside it. Without a
   * directory, only one file can be published.
   */
  readonly directory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Absolute paths of files to remove once all others are in place. */
  readonly remove?: readonly string[] | undefined;
}

/**
 * Replaces a set of files together. Each is written next to its target when it is staged; once all of them are on
 * disk, they are renamed one after the other. A file that already has the same content is not touched and keeps its
 * time.
 *
 * If a rename fails, the files replaced before it are restored: old files are kept next to the new ones until the
 * last rename. A journal in the directory lists them, so that the next run can restore them after a kill (see
 * `undo.ts`).
 *
 * A journal lists only files in its own directory. The one file that may be outside (a report) is replaced before the
 * others and restored if one of them fails; after a kill in between, the new one stays.
 *
 * The caller holds the lock of the output, so files that killed builds left next to the targets can be removed. All
 * methods except `abandon` reject with `output-not-writable`, `disk-full`, `output-write-failed`,
 * `output-not-restored`, or the signal's reason; the caller must then call `abandon`.
 */
export class Publication {
  readonly #host: Host;
  readonly #directory: string | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #created = new Set<string>();
  readonly #written = new Map<string, string>();
  readonly #directories = new Set<string>();

  constructor(host: Host, { directory, signal }: Pick<PublishOptions, 'directory' | 'signal'> = {}) {
    this.#host = host;
    this.#directory = directory === '/' ? '' : directory;
    this.#signal = signal;
  }

  /** Writes a file next to its target. */
  async stage({ path, content }: OutputFile): Promise<void> {
    const { fileSystem } = this.#host;
    this.#signal?.throwIfAborted();
    await withPath(path, async () => {
      // Determined first: creating a path can fail after some of its directories exist.
      const topmost = await topmostMissing(fileSystem, dirname(path));
      if (topmost !== undefined) this.#created.add(topmost);
      this.#directories.add(dirname(path));
      await fileSystem.makeDirectory(dirname(path));
      await refuseDirectory(this.#host, path);
      await this.keep(path);
      if (await isThere(this.#host, path, content)) return;
      const temporary = temporaryPath(this.#host, path);
      // Noted first, because a failed write may leave a partial file.
      this.#written.set(path, temporary);
      await fileSystem.writeFile(temporary, content, { exclusive: true, flush: true });
    });
  }

  /** Leaves a file unchanged, but removes what killed builds left next to it. */
  async keep(path: string): Promise<void> {
    await withPath(path, () => removeRemains(this.#host, path, new Set(this.#written.values())));
  }

  /**
   * Renames the staged files. On a failure, or an abort before the first rename, everything is restored; after that
   * an abort is ignored.
   *
   * @param remove absolute paths of files to remove in the same step
   */
  async commit(remove: readonly string[] = []): Promise<void> {
    const { fileSystem } = this.#host;
    this.#signal?.throwIfAborted();
    const removed: string[] = [];
    for (const path of remove) {
      await withPath(path, async () => {
        if (!this.#written.has(path) && (await fileSystem.lstat(path)) !== undefined) removed.push(path);
      });
    }
    const outside = [...this.#written].filter(([path]) => !this.#isInside(path));
    const [other, ...more] = outside;
    if (this.#written.size + removed.length <= 1) {
      // A single rename is atomic.
      const [only] = this.#written;
      if (only !== undefined) await withPath(only[0], () => fileSystem.rename(only[1], only[0]));
      for (const path of removed) await withPath(path, () => fileSystem.remove(path));
    } else if (other === undefined) {
      await this.#replace(removed);
    } else {
      if (more.length > 0) throw new TypeError('more than one file is published outside of the directory');
      await this.#replaceWith(other, removed);
    }
    this.#written.clear();
  }

  #isInside(path: string): boolean {
    return this.#directory !== undefined && path.startsWith(`${this.#directory}/`);
  }

  /** Replaces the file outside the directory, then all others; restores it if one of them cannot be replaced. */
  async #replaceWith([path, temporary]: readonly [string, string], removed: string[]): Promise<void> {
    const host = this.#host;
    const { fileSystem } = host;
    this.#signal?.throwIfAborted();
    const isReplaced = (await fileSystem.lstat(path)) !== undefined;
    const backup = backupPath(host, path);
    this.#written.delete(path);
    try {
      if (isReplaced) await withPath(path, () => keepOld(host, path, backup));
      await withPath(path, () => fileSystem.rename(temporary, path));
      await this.#replace(removed);
    } catch (error) {
      // Undo whatever was done; the first error is the one to report.
      const isKept = isReplaced && (await fileSystem.lstat(backup).catch(() => undefined)) !== undefined;
      if (isKept) await fileSystem.rename(backup, path).catch(() => undefined);
      else if (!isReplaced) await fileSystem.remove(path).catch(() => undefined);
      await fileSystem.remove(temporary).catch(() => undefined);
      throw error;
    }
    if (isReplaced) await fileSystem.remove(backup).catch(() => undefined);
  }

  async #replace(removed: readonly string[]): Promise<void> {
    const host = this.#host;
    const { fileSystem } = host;
    const directory = this.#directory;
    if (directory === undefined) throw new TypeError('several files are published without their directory');
    const entries: JournalEntry[] = [];
    for (const [path, temporary] of this.#written)
      entries.push(await this.#entryOf(directory, path, temporary));
    for (const path of removed) entries.push(await this.#entryOf(directory, path, undefined));
    const journal = journalPath(directory);
    this.#signal?.throwIfAborted();
    await withPath(journal, () => writeJournal(host, directory, entries));
    try {
      for (const entry of entries) {
        const { target, temporary, backup } = placesOf(directory, entry);
        if (backup === undefined || temporary === undefined) continue;
        await withPath(target, () => keepOld(host, target, backup));
      }
      for (const entry of entries) {
        const { target, temporary, backup } = placesOf(directory, entry);
        await withPath(target, async () => {
          if (temporary !== undefined) await fileSystem.rename(temporary, target);
          else if (backup !== undefined) await fileSystem.rename(target, backup);
        });
      }
      // From here on the new files are authoritative.
      await withPath(journal, () => fileSystem.rename(journal, doneJournalPath(directory)));
    } catch (error) {
      await undo(host, directory, entries);
      // A remaining journal is harmless: everything it lists has been undone.
      await removeFile(host, journal).catch(() => undefined);
      throw error;
    }
    // The next run removes files that cannot be removed now.
    const areGone = await removeBackups(host, directory, entries);
    if (areGone) await removeFile(host, doneJournalPath(directory)).catch(() => undefined);
  }

  async #entryOf(directory: string, path: string, temporary: string | undefined): Promise<JournalEntry> {
    const { fileSystem } = this.#host;
    if (!path.startsWith(`${directory}/`)) throw new TypeError(`${path} is not below ${directory}`);
    const fresh = temporary === undefined ? undefined : await fileSystem.lstat(temporary);
    const isReplaced = (await fileSystem.lstat(path)) !== undefined;
    return {
      path: path.slice(directory.length + 1),
      temporary: temporary === undefined ? null : basename(temporary),
      backup: isReplaced ? basename(backupPath(this.#host, path)) : null,
      size: fresh?.size ?? 0,
      modified: fresh?.modified ?? 0,
    };
  }

  /** Removes staged files that were not renamed, and the directories created for them. Never rejects. */
  async abandon(): Promise<void> {
    const { fileSystem } = this.#host;
    // A failed undo still needs them: the next run continues with it.
    const isPending =
      this.#directory !== undefined &&
      (await fileSystem.lstat(journalPath(this.#directory)).catch(() => undefined)) !== undefined;
    if (isPending) return;
    for (const temporary of this.#written.values()) await fileSystem.remove(temporary).catch(() => undefined);
    for (const directory of this.#directories) {
      await removeCreatedDirectories(fileSystem, directory, this.#created).catch(() => undefined);
    }
  }
}

/** Hard-links the old file to its backup name or, if that fails, renames it. */
async function keepOld(
  { fileSystem, userId }: Pick<Host, 'fileSystem' | 'userId'>,
  path: string,
  backup: string,
): Promise<void> {
  const found = await fileSystem.lstat(path);
  // In a directory like /tmp, a hard link to another user's file could not be removed again; and linking may follow a
  // symbolic link.
  const isOwn = userId === undefined || found?.owner === userId;
  if (isOwn && found?.kind === 'file') {
    try {
      return await fileSystem.link(path, backup);
    } catch (error) {
      // Some file systems do not support hard links.
      if (fileSystemErrorCode(error) === undefined) throw error;
    }
  }
  await fileSystem.rename(path, backup);
}

/** Publishes files whose contents are all in memory; see {@link Publication}. */
export async function publishFiles(
  host: Host,
  files: readonly OutputFile[],
  { directory, signal, remove }: PublishOptions = {},
): Promise<void> {
  const publication = new Publication(host, { directory, signal });
  try {
    for (const file of files) await publication.stage(file);
    await publication.commit(remove);
  } catch (error) {
    await publication.abandon();
    throw error;
  }
}

/** Whether the target is a regular file (not a link) with exactly this content. */
async function isThere(
  { fileSystem }: Pick<Host, 'fileSystem'>,
  path: string,
  content: FileContent,
): Promise<boolean> {
  const parts = content instanceof Uint8Array ? [content] : content;
  const found = await fileSystem.lstat(path);
  if (found?.kind !== 'file' || found.size !== lengthOf(parts)) return false;
  try {
    const bytes = await fileSystem.readFile(path);
    let at = 0;
    return parts.every((part) => {
      at += part.length;
      return equalBytes(bytes.subarray(at - part.length, at), part);
    });
  } catch (error) {
    // A file that cannot be read is replaced.
    if (fileSystemErrorCode(error) === undefined) throw error;
    return false;
  }
}

/** Removes temporary files of this target whose process was killed. */
async function removeRemains(
  host: Pick<Host, 'fileSystem' | 'isAlive' | 'processId'>,
  path: string,
  ours: ReadonlySet<string>,
): Promise<void> {
  const directory = dirname(path);
  for (const { name } of await host.fileSystem.readDirectory(directory)) {
    const processId = ownerOf(name, path);
    if (processId === undefined || ours.has(`${directory}/${name}`)) continue;
    // Each container numbers its processes from 1, so a killed build may have had this process's id.
    if (host.isAlive(processId) && processId !== host.processId) continue;
    await host.fileSystem.remove(`${directory}/${name}`).catch(() => undefined);
  }
}
