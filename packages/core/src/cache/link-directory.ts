import { failure } from '../diagnostics/diagnose.js';
import { isDiskFull, ownDisk } from '../ports/disk-full.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import type { Cache } from './cache.js';
import { makeRoom } from './cache-entry.js';
import { isLinkKey, linkDirectory, linkPath, workPath } from './cache-layout.js';
import { acquireLock, type LockOptions } from './lock.js';

/** A directory that go links into, and that is kept so that go links only what changed. */
export interface LinkDirectory {
  /** Absolute, with `/`. */
  readonly path: string;
  /**
   * An empty directory for GOTMPDIR, removed at the release: `go build` leaves its work behind when it is
   * stopped. On one file system with `path`, so that go moves programs there and does not copy them.
   */
  readonly workDirectory: string;
  /**
   * Says that what stands in the directory is whole and was read by this run alone. To be called when go has
   * ended by itself (it removes what it could not finish) and the programs have been read. Without it the
   * directory is emptied at the next opening: a half-written program whose build ID is right would be
   * taken by go for one that is up to date. Rejects with `lock-lost`; the programs must not be used then.
   */
  complete(): Promise<void>;
  /** Lets the next build have the directory. Never rejects; a second call does nothing. */
  release(): Promise<void>;
}

/**
 * Opens the link directory of a key and locks it until it is released. Rejects with `cache-unusable`, `disk-full`, or
 * the signal's reason.
 *
 * @param key lower-case letters, digits, `-` and `_`: names all that must be equal for builds to share programs
 */
export async function openLinkDirectory(
  host: Host,
  cache: Pick<Cache, 'directory' | 'used' | 'damaged'>,
  key: string,
  options: LockOptions = {},
): Promise<LinkDirectory> {
  if (!isLinkKey(key)) throw new TypeError(`${JSON.stringify(key)} is no key of a link directory`);
  const { fileSystem } = host;
  const path = linkPath(cache.directory, key);
  // Beside the directory, in which it would be taken for a program.
  const mark = `${path}.unfinished`;
  const workDirectory = workPath(cache.directory, key);
  try {
    await makeRoom(host, cache, linkDirectory(cache.directory));
    const lock = await acquireLock(host, `${path}.lock`, options);
    try {
      if ((await fileSystem.lstat(mark)) === undefined) await fileSystem.writeFile(mark, new Uint8Array(0));
      else await fileSystem.remove(path);
      await makeRoom(host, cache, path);
      await fileSystem.remove(workDirectory);
      await fileSystem.makeDirectory(workDirectory, { private: true });
      // Its time says when it was last used; another user's directory is found out here.
      await fileSystem.touch(path);
      cache.used.add(path);
    } catch (error) {
      await lock.release();
      throw error;
    }
    return {
      path,
      workDirectory,
      complete: async () => {
        await lock.ensureHeld();
        await fileSystem.remove(mark);
      },
      release: async () => {
        // What cannot be removed now is removed at the next opening.
        await fileSystem.remove(workDirectory).catch(() => undefined);
        await lock.release();
      },
    };
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    const { directory } = cache;
    if (isDiskFull(error)) {
      const reason = fileSystemReason(error);
      throw failure('disk-full', { ...ownDisk(host, directory), reason }, { cause: error });
    }
    throw failure(
      'cache-unusable',
      { directory, reason: `${path}: ${fileSystemReason(error)}` },
      { cause: error },
    );
  }
}
