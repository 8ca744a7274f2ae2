import { dirname } from 'pathe';
import { equalBytes } from '../archive/equal-bytes.js';
import { failure } from '../diagnostics/lambdazip-error.js';
import { removeCreatedDirectories, topmostMissing } from '../ports/created-directories.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import { outputFailure } from './output-failure.js';
import { ownerOf, temporaryPath } from './temporary-name.js';

/** A file to appear whole, or not at all. */
export interface OutputFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly content: Uint8Array;
}

export interface PublishOptions {
  readonly signal?: AbortSignal | undefined;
  /** Absolute paths of files that are removed once all others stand. */
  readonly remove?: readonly string[] | undefined;
}

/**
 * Writes all files beside their targets, and when every one of them is on the disk, renames them one after the
 * other. A file that stands there with the same content stays, with its time. On a failure or an abort before the first rename everything is as it was, with the directories that had
 * to be created removed; from then on an abort comes too late and is ignored.
 *
 * The caller holds the lock of the output: what killed builds left beside the targets is removed.
 * Rejects with `output-not-writable`, `disk-full`, `output-write-failed`, or the signal's reason.
 */
export async function publishFiles(
  host: Host,
  files: readonly OutputFile[],
  { signal, remove = [] }: PublishOptions = {},
): Promise<void> {
  const { fileSystem } = host;
  const created = new Set<string>();
  const written = new Map<string, string>();
  try {
    for (const { path, content } of files) {
      signal?.throwIfAborted();
      await naming(path, async () => {
        // Asked before: where making it fails halfway, some of it may stand.
        const topmost = await topmostMissing(fileSystem, dirname(path));
        if (topmost !== undefined) created.add(topmost);
        await fileSystem.makeDirectory(dirname(path));
        await refuseDirectory(host, path);
        await removeRemains(host, path, new Set(written.values()));
        if (await isThere(host, path, content)) return;
        const temporary = temporaryPath(host, path);
        // Noted first: a write that fails may leave a part of the file.
        written.set(path, temporary);
        await fileSystem.writeFile(temporary, content, { exclusive: true, flush: true });
      });
    }
    signal?.throwIfAborted();
    for (const [path, temporary] of written) {
      await naming(path, () => fileSystem.rename(temporary, path));
      written.delete(path);
    }
    for (const path of remove) await naming(path, () => fileSystem.remove(path));
  } catch (error) {
    for (const temporary of written.values()) await fileSystem.remove(temporary).catch(() => undefined);
    for (const { path } of files) {
      await removeCreatedDirectories(fileSystem, dirname(path), created).catch(() => undefined);
    }
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
async function isThere({ fileSystem }: Host, path: string, content: Uint8Array): Promise<boolean> {
  const found = await fileSystem.lstat(path);
  if (found?.kind !== 'file' || found.size !== content.length) return false;
  try {
    return equalBytes(await fileSystem.readFile(path), content);
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
