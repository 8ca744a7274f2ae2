import { basename, dirname } from 'pathe';
import { failure } from '../diagnostics/diagnose.js';
import { removeCreatedDirectories, topmostMissing } from '../ports/created-directories.js';
import { isDiskFull } from '../ports/disk-full.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import {
  createLockFile,
  isHeldBy,
  type LockFile,
  type LockHolder,
  newHolder,
  readLockFile,
} from './lock-file.js';
import { heartbeat, LockWatch, pollInterval } from './lock-watch.js';

/** A lock that this process holds. */
export interface Lock {
  /**
   * Rejects with `lock-lost` if a different process took over the lock, which happens to a process that was suspended
   * for half a minute. Call it before relying on a result that the lock guards.
   */
  ensureHeld(): Promise<void>;
  /** Releases exactly this lock. Never rejects; a second call does nothing. */
  release(): Promise<void>;
}

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once if the lock is taken. The holder is undefined if it is unknown. */
  readonly onWait?: ((holder: LockHolder | undefined) => void) | undefined;
}

/**
 * Waits until this process holds the lock: a file that names its holder, who updates its time every 2 seconds. The
 * lock of a process that is gone is taken over: at once if the system can tell, else when its time has not changed
 * for up to 30 seconds.
 *
 * Missing directories above the file are created, and removed on release if they are empty. Rejects with the signal's
 * reason, or a file system error.
 */
export async function acquireLock(host: Host, path: string, options: LockOptions = {}): Promise<Lock> {
  const { signal, onWait } = options;
  const watch = new LockWatch(host);
  let waits = false;
  for (;;) {
    signal?.throwIfAborted();
    const taken = await take(host, path, watch);
    if (!('other' in taken)) return taken;
    if (!waits) onWait?.(taken.other.holder);
    waits = true;
    await host.clock.sleep(pollInterval, signal);
  }
}

/** Takes the lock if it is free; undefined if not. */
export async function tryLock(host: Host, path: string): Promise<Lock | undefined> {
  const taken = await take(host, path, new LockWatch(host));
  return 'other' in taken ? undefined : taken;
}

// Each round ends with the lock, with a poll of its holder, or with a change in between.
const mostRounds = 100;

async function take(
  host: Host,
  path: string,
  watch: LockWatch,
): Promise<Lock | { readonly other: LockFile }> {
  const created = new Set<string>();
  try {
    return await takeIn(host, path, watch, created);
  } catch (error) {
    await removeCreatedDirectories(host.fileSystem, dirname(path), created).catch(() => undefined);
    throw error;
  }
}

/** @param created collects the directories that had to be created */
async function takeIn(
  host: Host,
  path: string,
  watch: LockWatch,
  created: Set<string>,
): Promise<Lock | { readonly other: LockFile }> {
  const holder = newHolder(host);
  for (let round = 1; ; round++) {
    try {
      const other = await readLockFile(host, path);
      if (other === undefined) {
        if (await createLockFile(host, path, holder)) return hold(host, path, holder, created);
      } else if (!watch.isStale(path, other) || !(await removeLock(host, path, other.token, holder, watch))) {
        return { other };
      }
    } catch (error) {
      // The directory was not created yet, or the last holder removed it.
      if (fileSystemErrorCode(error) !== 'ENOENT' || round === mostRounds) throw error;
      const topmost = await topmostMissing(host.fileSystem, dirname(path));
      if (topmost !== undefined) created.add(topmost);
      await host.fileSystem.makeDirectory(dirname(path));
    }
  }
}

/**
 * Removes exactly this lock, never a newer one that replaced it. The right to remove it is itself a lock, named after
 * the token: of all processes that see the lock as stale, and a holder that resumes, only one gets it. False if a
 * different process is removing it.
 */
async function removeLock(
  host: Pick<Host, 'fileSystem' | 'randomToken'>,
  path: string,
  token: string,
  remover: LockHolder,
  watch: LockWatch,
): Promise<boolean> {
  const right = `${path}.${token}`;
  if (!(await createLockFile(host, right, remover))) {
    const other = await readLockFile(host, right);
    if (other === undefined) return true;
    // The other process was killed while removing it.
    return watch.isStale(right, other) && (await removeLock(host, right, other.token, remover, watch));
  }
  try {
    if ((await readLockFile(host, path))?.token === token) await host.fileSystem.remove(path);
  } finally {
    await host.fileSystem.remove(right);
  }
  return true;
}

function hold(host: Host, path: string, holder: LockHolder, created: ReadonlySet<string>): Lock {
  let released = false;
  const beat = async (): Promise<void> => {
    if (!released && (await isHeldBy(host, path, holder))) await host.fileSystem.touch(path);
  };
  // The next heartbeat makes up for a missed one.
  const stopBeating = host.clock.every(heartbeat, () => void beat().catch(() => undefined));
  const swept = sweep(host, path).catch(() => undefined);
  return {
    ensureHeld: async () => {
      if (released || !(await isHeldBy(host, path, holder))) throw failure('lock-lost', { path });
    },
    release: async () => {
      if (released) return;
      released = true;
      stopBeating();
      await swept;
      // A lock file that cannot be removed becomes stale when this process ends.
      await giveBack(host, path, holder).catch(() => undefined);
      await removeCreatedDirectories(host.fileSystem, dirname(path), created).catch(() => undefined);
    },
  };
}

async function giveBack(host: Host, path: string, holder: LockHolder): Promise<void> {
  if (!(await isHeldBy(host, path, holder))) return;
  try {
    await removeLock(host, path, holder.token, holder, new LockWatch(host));
  } catch (error) {
    // A full disk has no room for the lock that guards the removal; remove it without.
    if (!isDiskFull(error)) throw error;
    if (await isHeldBy(host, path, holder)) await host.fileSystem.remove(path);
  }
}

// Milliseconds after which files next to the lock are leftovers of a killed process.
const ageOfRemains = 60_000;

/** Removes files left next to the lock by processes that were killed while they took it or took it over. */
async function sweep(host: Pick<Host, 'clock' | 'fileSystem'>, path: string): Promise<void> {
  const directory = dirname(path);
  const prefix = `${basename(path)}.`;
  for (const { name } of await host.fileSystem.readDirectory(directory)) {
    if (!name.startsWith(prefix) || !/^[0-9a-f]{32}/.test(name.slice(prefix.length))) continue;
    const info = await host.fileSystem.lstat(`${directory}/${name}`);
    if (info !== undefined && host.clock.now() - info.modified > ageOfRemains) {
      await host.fileSystem.remove(`${directory}/${name}`);
    }
  }
}
