import { expect, test } from 'vitest';
import type { PlannedArchive } from './build-plan.js';
import { archivesOfShard } from './shard.js';

/** Archives by name, with their numbers of programs. */
const archivesOf = (programs: Readonly<Record<string, number>>): PlannedArchive[] =>
  Object.entries(programs).map(
    ([name, count]) =>
      ({
        name,
        path: `/out/${name}.zip`,
        programs: Array.from({ length: count }),
      }) as unknown as PlannedArchive,
  );

function shardsOf(
  archives: readonly PlannedArchive[],
  count: number,
  costs: Readonly<Record<string, number>> = {},
) {
  return Array.from({ length: count }, (_, index) =>
    archivesOfShard(archives, { index: index + 1, count }, new Map(Object.entries(costs))).map(
      ({ name }) => name,
    ),
  );
}

test('without costs, an archive costs its programs; the largest is assigned first', () => {
  expect(shardsOf(archivesOf({ a: 1, b: 1, c: 5, d: 3 }), 2)).toEqual([['c'], ['a', 'b', 'd']]);
});

test('known costs replace the number of programs, and a missing one is the average', () => {
  const archives = archivesOf({ a: 9, b: 1, c: 1 });
  // c costs 60, between a and b.
  expect(shardsOf(archives, 2, { a: 20, b: 100 })).toEqual([['b'], ['a', 'c']]);
});

test('equal costs are ordered by path, so that every job computes the same shards', () => {
  const archives = archivesOf({ b: 1, a: 1, c: 1 });
  expect(shardsOf(archives, 2)).toEqual([['a', 'c'], ['b']]);
  expect(shardsOf([...archives].reverse(), 2)).toEqual([['c', 'a'], ['b']]);
});

test('with more shards than archives, some shards are empty', () => {
  expect(shardsOf(archivesOf({ a: 1 }), 3)).toEqual([['a'], [], []]);
  expect(shardsOf([], 2)).toEqual([[], []]);
});
