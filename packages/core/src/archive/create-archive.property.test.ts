import fc from 'fast-check';
import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { runs } from '../../test/matrix.js';
import { compareStrings } from '../bytes/compare.js';
import { createArchive } from './create-archive.js';
import type { ArchiveEntry } from './entry.js';
import { archiveNameProblem, findCollisions } from './names.js';

const segment = fc.stringMatching(/^[A-Za-z0-9_.-]{1,8}$/);
const name = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
const entry: fc.Arbitrary<ArchiveEntry> = fc.record({
  name: name.filter((each) => archiveNameProblem(each) === undefined),
  mode: fc.constantFrom(0o755 as const, 0o644 as const),
  content: fc.uint8Array({ maxLength: 300 }),
});
const entries = fc
  .array(entry, { maxLength: 8 })
  .filter((each) => findCollisions(each.map((one) => one.name)).length === 0);

/** Half of them ASCII, so that some names are accepted. */
const character = fc
  .oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff }))
  .map((code) => String.fromCharCode(code));

describe('createArchive', () => {
  test('contains exactly the given entries, with their content and modes', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (given) => {
        const read = await JSZip.loadAsync(await createArchive(given), { checkCRC32: true });
        const found = await Promise.all(
          Object.values(read.files).map(async (file) => ({
            name: file.name,
            mode: (file.unixPermissions as number) & 0o7777,
            content: [...(await file.async('uint8array'))],
          })),
        );
        const expected = given.map((each) => ({ ...each, content: [...each.content] }));
        const byName = (a: { name: string }, b: { name: string }) => compareStrings(a.name, b.name);
        expect(found.sort(byName)).toEqual(expected.sort(byName));
      }),
      { numRuns: runs(30, 200) },
    );
  });

  test('the order of the entries does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(
        entries.chain((given) =>
          fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
        ),
        async ([given, shuffled]) => {
          expect(await createArchive(shuffled)).toEqual(await createArchive(given));
        },
      ),
      { numRuns: runs(20, 100) },
    );
  });

  test('accepts only plain relative paths as names', () => {
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
        if (archiveNameProblem(text) !== undefined) return;
        expect(text).toMatch(/^[!-~]+$/);
        expect(text).not.toMatch(/\\|^\/|^[A-Za-z]:|(^|\/)\.{0,2}(\/|$)/);
      }),
      { numRuns: runs(500, 2000) },
    );
  });
});
