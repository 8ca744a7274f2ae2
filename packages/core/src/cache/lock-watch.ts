import type { Host } from '../ports/host.js';
import type { LockFile } from './lock-file.js';

/** Milliseconds between two updates of the lock's time by its holder. */
export const heartbeat = 2_000;

/** Milliseconds between two polls of a lock that a different process holds. */
export const pollInterval = 150;

// Milliseconds without a heartbeat after which a lock is stale, even if its holder seems alive.
const longestSilence = 30_000;
// A lock whose time is already older than that when first seen is stale after two missed heartbeats. A living holder
// with a different clock, or one resumed with this machine just now, sends one in that time.
const shortestWatch = 5_000;
// An unreadable lock file is still being written, or its writer was killed.
const longestWrite = 1_000;

interface Sight {
  readonly token: string;
  readonly modified: number;
  /** Milliseconds for which it was observed unchanged. */
  unchanged: number;
  seen: number;
}

/** Decides from repeated observations whether the holder of a lock is gone. */
export class LockWatch {
  readonly #host: Host;
  readonly #sights = new Map<string, Sight>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Call this each time the lock is polled. */
  isStale(path: string, lock: LockFile): boolean {
    const unchanged = this.#unchanged(path, lock);
    if (lock.holder === undefined) return unchanged >= longestWrite;
    const { processId, processSpace } = lock.holder;
    if (processSpace === this.#host.processSpace && !this.#host.isAlive(processId)) return true;
    // The id may have been reused by an unrelated process, so a living process proves nothing without heartbeats.
    if (unchanged >= longestSilence) return true;
    return unchanged >= shortestWatch && this.#host.clock.now() - lock.modified >= longestSilence;
  }

  #unchanged(path: string, { token, modified }: LockFile): number {
    const now = this.#host.clock.now();
    const before = this.#sights.get(path);
    if (before === undefined || before.token !== token || before.modified !== modified) {
      this.#sights.set(path, { token, modified, unchanged: 0, seen: now });
      return 0;
    }
    // Heartbeats were not observed while this process or the machine was suspended.
    before.unchanged += Math.max(0, Math.min(now - before.seen, 5 * pollInterval));
    before.seen = now;
    return before.unchanged;
  }
}
