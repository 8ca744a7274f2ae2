import { assert, asyncProperty, scheduler } from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../test/matrix.js';
import { interfered, memoryHost } from '../../test/memory-host.js';
import type { Host } from '../ports/host.js';
import { acquireLock } from './lock.js';

const path = '/locks/build.lock';
const left = (processId: number, token: string): string =>
  JSON.stringify({ processId, hostName: 'here', processSpace: 'here', token: token.repeat(32) });

test('a stale lock goes to three waiters one after the other, however their steps interleave', async () => {
  await assert(
    asyncProperty(scheduler(), async (steps) => {
      // The second file is left from a process that was killed while it took over the lock.
      const memory = memoryHost({ [path]: left(7, 'a'), [`${path}.${'a'.repeat(32)}`]: left(8, 'b') });
      const fileSystem = interfered(memory.fileSystem, () => steps.schedule(Promise.resolve()));
      const clock = { ...memory.clock, sleep: () => steps.schedule(Promise.resolve()) };
      let inside = 0;
      let most = 0;
      const contend = async (processId: number): Promise<void> => {
        const host: Host = { ...memory, fileSystem, clock, processId, isAlive: (id) => id >= 100 };
        const lock = await acquireLock(host, path);
        inside += 1;
        most = Math.max(most, inside);
        await steps.schedule(Promise.resolve());
        await lock.ensureHeld();
        inside -= 1;
        await lock.release();
      };
      const all = Promise.all([100, 101, 102].map(contend));
      await steps.waitFor(all);
      expect(most).toBe(1);
      expect(Object.keys(memory.files())).toEqual([]);
    }),
    { numRuns: runs(40, 500) },
  );
});
