import type { Host } from '../ports/host.js';
import type { LockFile } from './lock-file.js';

/** Milliseconds between two touches of a lock by its holder. */
export const heartbeat = 2_000;

/** Milliseconds between two looks at a lock that somebody else holds. */
export const pollInterval = 150;

// Milliseconds without a heartbeat after which a lock is a dead one's, whatever its holder seems to be.
const longestSilence = 30_000;
// A lock whose time is older than that at first sight is believed after two missed heartbeats: a living
// holder with another clock, or one that woke up with this machine a moment ago, shows itself in between.
const shortestWatch = 5_000;
// An unreadable lock is one that is just being written, or whose writer was killed in between.
const longestWrite = 1_000;

interface Sight {
  readonly token: string;
  readonly modified: number;
  /** Milliseconds for which it was seen unchanged. */
  unchanged: number;
  seen: number;
}

/** Decides, look by look, whether the holder of a lock is gone. */
export class LockWatch {
  readonly #host: Host;
  readonly #sights = new Map<string, Sight>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** To be called at each look at the lock. */
  isStale(path: string, lock: LockFile): boolean {
    const unchanged = this.#unchanged(path, lock);
    if (lock.holder === undefined) return unchanged >= longestWrite;
    const { processId, processSpace } = lock.holder;
    if (processSpace === this.#host.processSpace && !this.#host.isAlive(processId)) return true;
    // A process may be another's that got its id, so that a living one proves nothing without heartbeats.
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
    // While this process, or the machine, slept nobody's heart was watched.
    before.unchanged += Math.max(0, Math.min(now - before.seen, 5 * pollInterval));
    before.seen = now;
    return before.unchanged;
  }
}
