import { expect, test } from 'vitest';
import { boundedMap } from './bounded-map.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('results are in the order of the items, whatever order they end in', async () => {
  const results = await boundedMap([3, 1, 2], 3, async (count) => {
    for (let turns = 0; turns < count; turns += 1) await turn();
    return count * 10;
  });
  expect(results).toEqual([30, 10, 20]);
  expect(await boundedMap([], 4, async () => 1)).toEqual([]);
});

test('at most the given number run at once, and as many as that', async () => {
  let running = 0;
  let most = 0;
  await boundedMap(Array.from({ length: 20 }), 3, async () => {
    running += 1;
    most = Math.max(most, running);
    await turn();
    running -= 1;
  });
  expect(most).toBe(3);
});

test('after a failure nothing new starts, and what is running ends first', async () => {
  const log: string[] = [];
  const mapped = boundedMap(['fails', 'slow', 'never'], 2, async (item) => {
    log.push(`starts ${item}`);
    if (item === 'fails') throw new Error('no');
    for (let turns = 0; turns < 5; turns += 1) await turn();
    log.push(`ends ${item}`);
  });
  await expect(mapped).rejects.toThrow('no');
  expect(log).toEqual(['starts fails', 'starts slow', 'ends slow']);
});

test('the first of several failures is reported', async () => {
  const mapped = boundedMap([2, 1], 2, async (count) => {
    for (let turns = 0; turns < count; turns += 1) await turn();
    throw new Error(String(count));
  });
  await expect(mapped).rejects.toThrow('1');
});
