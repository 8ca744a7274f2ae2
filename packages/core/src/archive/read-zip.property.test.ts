import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, makeZip } from '../../test/hostile-zips.js';
import { runs } from '../../test/matrix.js';
import { entryContent } from './entry-content.js';
import { readArchive } from './read-archive.js';
import { readZip } from './read-zip.js';

const seed = makeZip({
  entries: [
    { name: 'a.txt', content: ascii('the first file') },
    { name: 'bin/b', content: ascii('the second file'.repeat(20)) },
  ],
});

/** Random bytes, and a zip with random changes: bytes set, ranges removed, duplicated or cut off. */
const hostileBytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .array(
      fc.record({
        at: fc.nat(seed.length - 1),
        length: fc.nat(40),
        value: fc.oneof(fc.constantFrom(0, 0xff, 0x50, 0x7f), fc.nat(255)),
        kind: fc.constantFrom('set', 'remove', 'repeat', 'cut'),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((changes) => {
      let bytes = [...seed];
      for (const { at, length, value, kind } of changes) {
        if (kind === 'set') bytes[at % Math.max(bytes.length, 1)] = value;
        else if (kind === 'remove') bytes.splice(at, length);
        else if (kind === 'repeat') bytes.splice(at, 0, ...bytes.slice(at, at + length));
        else bytes = bytes.slice(0, at);
      }
      return Uint8Array.from(bytes);
    }),
);

test('neither reader throws on any bytes or reads beyond them', async () => {
  await fc.assert(
    fc.asyncProperty(hostileBytes, async (bytes) => {
      const { entries, problems } = readArchive(bytes, 10_000);
      for (const { compressed } of entries) expect(compressed.buffer).toBe(bytes.buffer);
      const isSame = bytes.length === seed.length && bytes.every((byte, at) => byte === seed[at]);
      if (isSame) expect(problems).toEqual([]);
      const zip = readZip(bytes);
      if (zip.kind === 'not-zip') return;
      for (const entry of zip.entries) {
        if (entry.size > 100_000) continue;
        const taken = await entryContent({ ...entry, isStored: entry.method === 0 });
        if (taken.kind === 'content') expect(taken.content.length).toBe(entry.size);
      }
    }),
    { numRuns: runs(600, 3000) },
  );
});
