import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlannedArchive } from './build-plan.js';
import { archivesOfShard } from './shard.js';

/** An archive for which only the name and the number of programs matter. */
const archive = (name: string, programs: number): PlannedArchive => ({
  name,
  archive: name,
  path: `/out/${name}.zip`,
  layout: 'binaries',
  runtime: 'provided.al2023',
  architecture: 'arm64',
  compression: 6,
  bootstrap: 'native',
  handlers: [],
  programs: Array.from({ length: programs }, (_, index) => ({
    entry: `bin/${index}`,
    run: 'r',
    executable: `${index}`,
  })),
  files: [],
});

const archives = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,6}$/), fc.nat(9)), { selector: ([name]) => name })
  .map((rows) => rows.map(([name, programs]) => archive(name, programs)));
const costs = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.nat(1000));

test('every archive is in exactly one shard, whatever the number of shards and the costs', () => {
  fc.assert(
    fc.property(archives, fc.integer({ min: 1, max: 8 }), costs, (all, count, known) => {
      const parts = Array.from({ length: count }, (_, index) =>
        archivesOfShard(all, { index: index + 1, count }, new Map(Object.entries(known))),
      );
      const names = parts.flat().map(({ name }) => name);
      expect([...names].sort()).toEqual(all.map(({ name }) => name).sort());
      for (const part of parts) expect(part).toEqual(all.filter((each) => part.includes(each)));
    }),
  );
});

test('the shards do not depend on the order of the archives', () => {
  fc.assert(
    fc.property(archives, fc.integer({ min: 1, max: 8 }), costs, (all, count, known) => {
      const shard = { index: 1, count };
      const names = (from: readonly PlannedArchive[]): string[] =>
        archivesOfShard(from, shard, new Map(Object.entries(known)))
          .map(({ name }) => name)
          .sort();
      expect(names([...all].reverse())).toEqual(names(all));
    }),
  );
});

test('the largest archives are in different shards', () => {
  const all = ['a', 'b', 'c', 'd'].map((name) => archive(name, 1));
  const known = new Map([
    ['a', 100],
    ['b', 10],
    ['c', 90],
    ['d', 20],
  ]);
  const parts = [1, 2].map((index) =>
    archivesOfShard(all, { index, count: 2 }, known).map(({ name }) => name),
  );
  expect(parts).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('without costs, the number of programs counts; an archive without a known cost gets the average', () => {
  const all = [archive('a', 9), archive('b', 5), archive('c', 4)];
  const names = (known: ReadonlyMap<string, number>): string[] =>
    archivesOfShard(all, { index: 1, count: 2 }, known).map(({ name }) => name);
  expect(names(new Map())).toEqual(['a']);
  expect(
    names(
      new Map([
        ['c', 30],
        ['b', 10],
      ]),
    ),
  ).toEqual(['c']);
});
