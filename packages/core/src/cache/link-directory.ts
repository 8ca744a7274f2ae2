import { failure } from '../diagnostics/diagnose.js';
import { isDiskFull, ownDisk } from '../ports/disk-full.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import type { Cache } from './cache.js';
import { makeRoom } from './cache-entry.js';
import { isLinkKey, linkDirectory, linkPath, workPath } from './cache-layout.js';
import { acquireLock, type LockOptions } from './lock.js';

/** A directory that go links into, kept so that go relinks only changed programs. */
export interface LinkDirectory {
  /** Absolute, with `/`. */
  readonly path: string;
  /**
   * An empty directory for GOTMPDIR, removed on release: `go build` leaves its work behind when it is stopped. It is
   * on the same file system as `path`, so that go moves programs instead of copying them.
   */
  readonly workDirectory: string;
  /**
   * Confirms that the directory's contents are complete and that only this run has read them. Call it once go has
   * ended by itself (it removes what it could not finish) and the programs have been read. Otherwise the directory is
   * emptied when it is next opened, because go would take a partially written program with the right build ID for an
   * up-to-date one. Rejects with `lock-lost`; the programs must not be used then.
   */
  complete(): Promise<void>;
  /** Releases the directory for the next build. Never rejects; a second call does nothing. */
  release(): Promise<void>;
}

/**
 * Opens the link directory of a key and locks it until it is released. Rejects with `cache-unusable`, `disk-full`, or
 * the signal's reason.
 *
 * @param key lower-case letters, digits, `-` and `_`: names everything that must be equal for builds to share
 * programs
 */
export async function openLinkDirectory(
  host: Host,
  cache: Pick<Cache, 'directory' | 'used' | 'damaged'>,
  key: string,
  options: LockOptions = {},
): Promise<LinkDirectory> {
  if (!isLinkKey(key)) throw new TypeError(`${JSON.stringify(key)} is not a key of a link directory`);
  const { fileSystem } = host;
  const path = linkPath(cache.directory, key);
  // Next to the directory: inside, it would be taken for a program.
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
      // Its time records the last use. This also detects a directory of a different user.
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
        // If this fails, it is removed the next time the directory is opened.
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
