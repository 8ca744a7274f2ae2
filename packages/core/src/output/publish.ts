import { dirname } from 'pathe';
import { equalBytes } from '../archive/equal-bytes.js';
import { lengthOf } from '../archive/joined.js';
import { failure } from '../diagnostics/lambdazip-error.js';
import { removeCreatedDirectories, topmostMissing } from '../ports/created-directories.js';
import { type FileContent, fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import { outputFailure } from './output-failure.js';
import { ownerOf, temporaryPath } from './temporary-name.js';

/** A file to appear whole, or not at all. */
export interface OutputFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly content: FileContent;
}

export interface PublishOptions {
  readonly signal?: AbortSignal | undefined;
  /** Absolute paths of files that are removed once all others stand. */
  readonly remove?: readonly string[] | undefined;
}

/**
 * Files that appear together. Each is written beside its target when it is staged, and when every one of them is on
 * the disk, they are renamed one after the other. A file that stands there with the same content stays, with its time.
 *
 * The caller holds the lock of the output: what killed builds left beside the targets is removed. All functions but
 * `abandon` reject with `output-not-writable`, `disk-full`, `output-write-failed`, or the signal's reason; the caller
 * abandons it then.
 */
export class Publication {
  readonly #host: Host;
  readonly #signal: AbortSignal | undefined;
  readonly #created = new Set<string>();
  readonly #written = new Map<string, string>();
  readonly #directories = new Set<string>();

  constructor(host: Host, signal?: AbortSignal) {
    this.#host = host;
    this.#signal = signal;
  }

  /** Writes a file beside its target. */
  async stage({ path, content }: OutputFile): Promise<void> {
    const { fileSystem } = this.#host;
    this.#signal?.throwIfAborted();
    await naming(path, async () => {
      // Asked before: where making it fails halfway, some of it may stand.
      const topmost = await topmostMissing(fileSystem, dirname(path));
      if (topmost !== undefined) this.#created.add(topmost);
      this.#directories.add(dirname(path));
      await fileSystem.makeDirectory(dirname(path));
      await refuseDirectory(this.#host, path);
      await this.keep(path);
      if (await isThere(this.#host, path, content)) return;
      const temporary = temporaryPath(this.#host, path);
      // Noted first: a write that fails may leave a part of the file.
      this.#written.set(path, temporary);
      await fileSystem.writeFile(temporary, content, { exclusive: true, flush: true });
    });
  }

  /** Leaves a file as it is; only what killed builds left beside it is removed. */
  async keep(path: string): Promise<void> {
    await naming(path, () => removeRemains(this.#host, path, new Set(this.#written.values())));
  }

  /**
   * Renames what was staged. On a failure or an abort before the first rename everything is as it was; from then on an
   * abort comes too late and is ignored.
   *
   * @param remove absolute paths of files that are removed once all others stand
   */
  async commit(remove: readonly string[] = []): Promise<void> {
    const { fileSystem } = this.#host;
    this.#signal?.throwIfAborted();
    for (const [path, temporary] of this.#written) {
      await naming(path, () => fileSystem.rename(temporary, path));
      this.#written.delete(path);
    }
    for (const path of remove) await naming(path, () => fileSystem.remove(path));
  }

  /** Removes what was staged and not renamed, with the directories that had to be created. Never rejects. */
  async abandon(): Promise<void> {
    const { fileSystem } = this.#host;
    for (const temporary of this.#written.values()) await fileSystem.remove(temporary).catch(() => undefined);
    for (const directory of this.#directories) {
      await removeCreatedDirectories(fileSystem, directory, this.#created).catch(() => undefined);
    }
  }
}

/** Publishes files that are all at hand; see {@link Publication}. */
export async function publishFiles(
  host: Host,
  files: readonly OutputFile[],
  { signal, remove }: PublishOptions = {},
): Promise<void> {
  const publication = new Publication(host, signal);
  try {
    for (const file of files) await publication.stage(file);
    await publication.commit(remove);
  } catch (error) {
    await publication.abandon();
    throw error;
  }
}

/**
 * Finds out before the work whether files could be written to a directory, which need not be there yet, and leaves
 * nothing behind. Rejects with `output-not-writable`, `disk-full` or `output-write-failed`.
 *
 * @param targets files that are to be written there or below: nothing but a file may stand at their paths
 */
export async function checkOutputWritable(
  host: Host,
  directory: string,
  targets: readonly string[] = [],
): Promise<void> {
  for (const path of [directory, ...targets.map((target) => dirname(target))]) {
    await naming(path, () => probe(host, path));
  }
  for (const path of targets) await naming(path, () => refuseDirectory(host, path));
}

async function probe(host: Host, directory: string): Promise<void> {
  const { fileSystem } = host;
  let nearest = directory;
  while ((await fileSystem.stat(nearest)) === undefined && dirname(nearest) !== nearest) {
    // A link that leads nowhere cannot be made a directory.
    if ((await fileSystem.lstat(nearest)) !== undefined) break;
    nearest = dirname(nearest);
  }
  if ((await fileSystem.stat(nearest))?.kind !== 'directory') {
    throw failure('output-not-writable', { path: directory, reason: `${nearest} is not a directory` });
  }
  const file = temporaryPath(host, `${nearest}/lambdazip`);
  try {
    await fileSystem.writeFile(file, new Uint8Array(0), { exclusive: true });
  } finally {
    await fileSystem.remove(file);
  }
}

/** Whether the target is a file, no link to one, of this very content. */
async function isThere({ fileSystem }: Host, path: string, content: FileContent): Promise<boolean> {
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
    // One that cannot be read is replaced all the same.
    if (fileSystemErrorCode(error) === undefined) throw error;
    return false;
  }
}

async function refuseDirectory(host: Host, path: string): Promise<void> {
  const found = await host.fileSystem.lstat(path);
  if (found?.kind !== 'directory') return;
  throw failure('output-not-writable', { path, reason: 'a directory stands there' });
}

/** Removes temporary files of this target whose process was killed. */
async function removeRemains(host: Host, path: string, ours: ReadonlySet<string>): Promise<void> {
  const directory = dirname(path);
  for (const { name } of await host.fileSystem.readDirectory(directory)) {
    const processId = ownerOf(name, path);
    if (processId === undefined || ours.has(`${directory}/${name}`)) continue;
    // Containers count their processes anew, so that a killed build may have had this one's id.
    if (host.isAlive(processId) && processId !== host.processId) continue;
    await host.fileSystem.remove(`${directory}/${name}`).catch(() => undefined);
  }
}

async function naming(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw outputFailure(path, error);
  }
}
