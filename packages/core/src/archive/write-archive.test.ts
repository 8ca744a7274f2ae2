// JSZip is the reference: the archive has its bytes, whichever encoder compresses the contents.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { isMatrix, runs } from '../../test/matrix.js';
import { joined } from '../bytes/joined.js';
import { pakoEncoder } from '../node/deflate-encoder.js';
import { openDeflatePool } from '../node/deflate-pool.js';
import type { Deflater } from '../ports/deflater.js';
import type { ArchiveEntry } from './entry.js';
import { archiveNameProblem, findCollisions } from './names.js';
import { packContent } from './packed-content.js';
import { writeArchive } from './write-archive.js';

/** JSZip is slow, so the archive of the same entries is made once. */
const references = new WeakMap<readonly ArchiveEntry[], Map<number, Uint8Array>>();
async function reference(entries: readonly ArchiveEntry[], level: number): Promise<Uint8Array> {
  const known = references.get(entries) ?? new Map<number, Uint8Array>();
  references.set(entries, known);
  const made = known.get(level) ?? joined(await writeArchive({ kind: 'contents', entries }, { level }));
  known.set(level, made);
  return made;
}

/** Writes the same archive from contents that a deflater compresses and from contents that are already compressed. */
async function expectReference(
  entries: readonly ArchiveEntry[],
  level: number,
  deflater: Deflater,
): Promise<void> {
  const expected = await reference(entries, level);
  const deflated = await writeArchive({ kind: 'contents', entries, deflater }, { level });
  const packed = await Promise.all(
    entries.map(async ({ name, mode, content }) => ({
      name,
      mode,
      content: await packContent(content, level, deflater),
    })),
  );
  const assembled = await writeArchive({ kind: 'packed', entries: packed }, { level });
  expect(Buffer.compare(joined(deflated), expected)).toBe(0);
  expect(Buffer.compare(joined(assembled), expected)).toBe(0);
}

const pattern = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * index) >> 7);

/** Names that sort differently by byte and by locale, integer-like names, an empty file, and files for a worker. */
const sample: readonly ArchiveEntry[] = [
  { name: 'bootstrap', mode: 0o755, content: pattern(10) },
  { name: '10', mode: 0o644, content: pattern(3) },
  { name: '2', mode: 0o644, content: pattern(4) },
  { name: 'Zebra/a', mode: 0o644, content: pattern(20) },
  { name: 'bin/create', mode: 0o755, content: pattern(300_000) },
  { name: 'bin-x', mode: 0o755, content: pattern(70_000) },
  { name: 'empty', mode: 0o644, content: new Uint8Array(0) },
  { name: 'constructor', mode: 0o644, content: pattern(22) },
];

// Levels 1 to 3 take the first match, 4 to 9 the best of two; the first, the last and the default represent them.
const levels = isMatrix ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [1, 4, 6, 9];

describe('writeArchive', () => {
  test.each([1, 2, 5])('produces the bytes of JSZip with %i workers', async (workers) => {
    const deflater = openDeflatePool({ workers });
    try {
      for (const level of levels) await expectReference(sample, level, deflater);
    } finally {
      await deflater.close();
    }
  });

  test('produces the bytes of JSZip for any entries', async () => {
    const deflater: Deflater = {
      deflateRaw: pakoEncoder,
      mayGive: async () => true,
      close: async () => undefined,
    };
    const segment = fc.stringMatching(/^[A-Za-z0-9_.-]{1,8}$/);
    const entry: fc.Arbitrary<ArchiveEntry> = fc.record({
      name: fc
        .array(segment, { minLength: 1, maxLength: 3 })
        .map((segments) => segments.join('/'))
        .filter((name) => archiveNameProblem(name) === undefined),
      mode: fc.constantFrom(0o755 as const, 0o644 as const),
      content: fc.uint8Array({ maxLength: 300 }),
    });
    const entries = fc
      .array(entry, { maxLength: 8 })
      .filter((each) => findCollisions(each.map(({ name }) => name)).length === 0);
    await fc.assert(
      fc.asyncProperty(entries, fc.integer({ min: 1, max: 9 }), (given, level) =>
        expectReference(given, level, deflater),
      ),
      { numRuns: runs(30, 100) },
    );
  });

  test('refuses the same entries with every encoder', async () => {
    const deflater = openDeflatePool();
    const twice = ['a', 'A'].map((name) => ({ name, mode: 0o644 as const, content: pattern(4) }));
    const packed = await Promise.all(
      twice.map(async (each) => ({ ...each, content: await packContent(each.content, 6, deflater) })),
    );
    const refusals = [
      writeArchive({ kind: 'contents', entries: twice }, { level: 0 }),
      writeArchive({ kind: 'contents', entries: twice, deflater }, { level: 0 }),
      writeArchive({ kind: 'packed', entries: packed }, { level: 0 }),
    ];
    const codes = ['archive-level-invalid', 'archive-name-collision'].map((code) => ({ code }));
    for (const refused of refusals) await expect(refused).rejects.toMatchObject({ diagnostics: codes });
    await deflater.close();
  });

  test('is the only module that imports the writers', () => {
    const sources = fileURLToPath(new URL('..', import.meta.url));
    const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    const knowing = files.filter((file) => {
      const text = readFileSync(join(sources, file), 'utf8');
      if (!/jszip|packed-writer/.test(text)) return false;
      const { importedFiles } = ts.preProcessFile(text, true, true);
      return importedFiles.some(({ fileName }) => /^jszip$|\/(jszip|packed)-writer\.js$/.test(fileName));
    });
    // JSZip itself is the reference.
    expect(knowing.sort()).toEqual([join('archive', 'jszip-writer.ts'), join('archive', 'write-archive.ts')]);
  });
});
