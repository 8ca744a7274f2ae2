import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createArchive } from '../archive/create-archive.js';
import { type ArchivedEntry, readArchive } from '../archive/read-archive.js';
import { pakoEncoder } from '../node/deflate-encoder.js';
import type { Deflater } from '../ports/deflater.js';
import { type RecreateRequest, recreateArchive } from './recreate.js';

/** Counts the whole contents that are compressed, by level. */
function countingDeflater() {
  const levels: number[] = [];
  const deflater: Deflater = {
    deflateRaw: async (content, level) => {
      levels.push(level);
      return await pakoEncoder(content, level);
    },
    mayGive: async (content, level, compressed) => {
      const start = await pakoEncoder(Uint8Array.from(content), level);
      return start.slice(0, 64).every((byte, index) => byte === compressed[index]);
    },
    close: async () => undefined,
  };
  return { levels, deflater };
}

const content = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * index) >> 9);

async function entriesAt(level: number): Promise<readonly ArchivedEntry[]> {
  const files = [
    { name: 'empty', mode: 0o644, content: new Uint8Array(0) },
    { name: 'large', mode: 0o644, content: content(20_000) },
    { name: 'small', mode: 0o644, content: content(9_000) },
  ] as const;
  return readArchive(await createArchive(files, { level }), 1_000_000).entries;
}

const recreated = (request: Pick<RecreateRequest, 'entries'> & Partial<RecreateRequest>) =>
  recreateArchive({ deflater: countingDeflater().deflater, atOnce: 2, ...request });

test.each([1, 6, 9])('finds level %i and reports each intact content once', async (level) => {
  const seen: string[] = [];
  const entries = await entriesAt(level);
  const result = await recreated({ entries, onContent: ({ name }) => seen.push(name) });
  expect(result.problems).toEqual([]);
  const again = await entriesAt(result.level ?? 0);
  expect(again.map(({ compressed }) => compressed)).toEqual(entries.map(({ compressed }) => compressed));
  expect(seen.sort()).toEqual(['empty', 'large', 'small']);
});

test('tries the likely level first, and compresses each content only once if it fits', async () => {
  const { levels, deflater } = countingDeflater();
  const result = await recreated({ entries: await entriesAt(1), deflater, likelyLevel: 1 });
  expect([result.level, levels]).toEqual([1, [1, 1]]);
});

test('an archive of empty files has the likely level', async () => {
  const entries = (await entriesAt(6)).filter(({ size }) => size === 0);
  expect(await recreated({ entries, likelyLevel: 3 })).toEqual({ level: 3, problems: [] });
});

test('lists the entries that the closest level does not reproduce, sorted', async () => {
  const stored = (await entriesAt(6)).map((entry) =>
    entry.name === 'small'
      ? { ...entry, compressed: new Uint8Array(deflateRawSync(content(9_000), { level: 0 })) }
      : entry,
  );
  const { level, problems } = await recreated({ entries: stored });
  expect(level).toBeNull();
  expect(problems).toMatchObject([{ kind: 'encoder', entries: expect.arrayContaining(['small']) }]);
});

test('does not compress an archive with a corrupt content', async () => {
  const { levels, deflater } = countingDeflater();
  const entries = (await entriesAt(6)).map((entry) =>
    entry.name === 'large' ? { ...entry, compressed: entry.compressed.subarray(0, 50) } : entry,
  );
  expect(await recreated({ entries, deflater })).toMatchObject({
    level: null,
    problems: [{ kind: 'content', entry: 'large' }],
  });
  expect(levels).toEqual([]);
});

test('stops when it is interrupted', async () => {
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(recreated({ entries: await entriesAt(6), signal })).rejects.toThrow('stop');
});
