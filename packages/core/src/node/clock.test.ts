import { expect, test } from 'vitest';
import { nodeClock } from './clock.js';

test('a sleep ends by itself', async () => {
  await expect(nodeClock.sleep(0)).resolves.toBeUndefined();
});

test('a sleep rejects with the reason of an abort, before or during it', async () => {
  await expect(nodeClock.sleep(600_000, AbortSignal.abort('before'))).rejects.toBe('before');
  const controller = new AbortController();
  const sleeping = nodeClock.sleep(600_000, controller.signal);
  controller.abort('during');
  await expect(sleeping).rejects.toBe('during');
});

test('an action is repeated until it is stopped', async () => {
  let count = 0;
  await new Promise<void>((resolve) => {
    const stop = nodeClock.every(1, () => {
      count += 1;
      if (count < 3) return;
      stop();
      resolve();
    });
  });
  await nodeClock.sleep(10);
  expect(count).toBe(3);
});
