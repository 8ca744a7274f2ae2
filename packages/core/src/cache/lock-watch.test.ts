import { describe, expect, test } from 'vitest';
import { memoryHost, testClock } from '../../test/memory-host.js';
import type { LockFile } from './lock-file.js';
import { LockWatch, pollInterval } from './lock-watch.js';

const start = Date.parse('2026-11-24');
const holder = { processId: 100, hostName: 'here', processSpace: 'here', token: 'ab'.repeat(16) };
const lock: LockFile = { token: holder.token, holder, modified: start };

function watching() {
  const clock = testClock(start);
  const watch = new LockWatch(memoryHost({}, { clock }));
  /** Polls until the lock is stale, for at most two minutes; returns the milliseconds that this took. */
  const staleAfter = (lockAt: (elapsed: number) => LockFile): number | undefined => {
    for (let elapsed = 0; elapsed <= 120_000; elapsed += pollInterval) {
      if (watch.isStale('/x.lock', lockAt(elapsed))) return elapsed;
      clock.advance(pollInterval);
    }
    return undefined;
  };
  return { clock, watch, staleAfter };
}

describe('a lock is stale', () => {
  test('at once if its process has ended', () => {
    const { watch } = watching();
    expect(watch.isStale('/x.lock', { ...lock, holder: { ...holder, processId: 7 } })).toBe(true);
  });

  test('after 30 seconds without a heartbeat, even if its process is alive', () => {
    expect(watching().staleAfter(() => lock)).toBe(30_000);
  });

  test('after 5 seconds without a heartbeat if its time was already half a minute old', () => {
    const old = { ...lock, modified: start - 60_000 };
    expect(watching().staleAfter(() => old)).toBe(5_100);
  });

  test('after a second if its content is not valid', () => {
    expect(watching().staleAfter(() => ({ token: 'unreadable', holder: undefined, modified: start }))).toBe(
      1_050,
    );
  });
});

describe('a lock is not stale', () => {
  test('while heartbeats arrive', () => {
    const { staleAfter } = watching();
    const beating = (elapsed: number): LockFile => ({
      ...lock,
      modified: start + elapsed - (elapsed % 2_000),
    });
    expect(staleAfter(beating)).toBeUndefined();
  });

  test('while it changes hands', () => {
    const { staleAfter } = watching();
    const changing = (elapsed: number): LockFile => {
      const taken = elapsed - (elapsed % 20_000);
      return { ...lock, token: String(taken), modified: start + taken };
    };
    expect(staleAfter(changing)).toBeUndefined();
  });

  test('if its process cannot be checked because it has a different process space', () => {
    const { watch } = watching();
    const remote = { ...holder, processId: 7, processSpace: 'there' };
    expect(watch.isStale('/x.lock', { ...lock, holder: remote })).toBe(false);
  });

  test('after this process was suspended for an hour', () => {
    const { clock, watch } = watching();
    expect(watch.isStale('/x.lock', lock)).toBe(false);
    clock.advance(3_600_000);
    expect(watch.isStale('/x.lock', lock)).toBe(false);
  });

  test('because a different lock was observed for a long time', () => {
    const { watch, staleAfter } = watching();
    staleAfter(() => lock);
    expect(watch.isStale('/y.lock', lock)).toBe(false);
  });
});
