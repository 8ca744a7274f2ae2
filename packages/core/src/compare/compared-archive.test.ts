import { describe, expect, test } from 'vitest';
import { ascii, type MadeEntry, type MadeZip, makeZip } from '../../test/hostile-zips.js';
import { quotas } from '../lambda/quotas.js';
import { comparedArchive } from './compared-archive.js';
import type { ComparedArchive } from './request.js';

function opened(zip: MadeZip): ComparedArchive {
  const archive = comparedArchive(makeZip(zip));
  if (typeof archive === 'string') throw new TypeError(archive);
  return archive;
}

const text: MadeEntry = { name: 'a.txt', content: ascii('a text') };
const contentsOf = async ({ entries }: ComparedArchive): Promise<string[]> =>
  Promise.all(entries.map(async ({ read }) => new TextDecoder().decode(await read())));

describe('a zip of any tool', () => {
  test('has its files with the facts of their headers, without its directories', async () => {
    const archive = opened({ entries: [{ name: 'dir/' }, text] });
    expect(archive.entries).toMatchObject([{ name: 'a.txt', mode: 0o644, method: 8, size: 6 }]);
    expect(await contentsOf(archive)).toEqual(['a text']);
  });

  test('has stored contents', async () => {
    const stored = { ...text, compressed: ascii('a text'), fields: { method: 0 } };
    expect(await contentsOf(opened({ entries: [stored] }))).toEqual(['a text']);
  });

  test.each<[reason: string, entry: MadeEntry]>([
    ['are corrupt', { ...text, compressed: ascii('raw'), fields: { crc32: 1 } }],
    ['are encrypted', { ...text, compressed: ascii('raw'), fields: { flags: 1 } }],
    ['have an unknown method', { ...text, compressed: ascii('raw'), fields: { method: 93 } }],
  ])('has the compressed bytes of contents that %s', async (_, entry) => {
    expect(await contentsOf(opened({ entries: [entry] }))).toEqual(['raw']);
  });
});

describe('cannot be compared entry by entry', () => {
  test('a file that is not a zip', () => {
    expect(comparedArchive(ascii('hello'))).toBe('it has no central directory');
  });

  test('a zip with an entry that is larger than Lambda allows for all files', () => {
    const size = quotas.unzippedSize + 1;
    expect(comparedArchive(makeZip({ entries: [{ ...text, fields: { size } }] }))).toBe(
      `its entry "a.txt" unzips to ${size} bytes, too many to compare`,
    );
  });

  test('a zip whose files are far larger together than Lambda allows', () => {
    const size = quotas.unzippedSize;
    const entries = Array.from({ length: 5 }, (_, index) => ({
      ...text,
      name: `${index}`,
      fields: { size },
    }));
    expect(comparedArchive(makeZip({ entries }))).toBe(
      `its files unzip to ${5 * size} bytes, too many to compare`,
    );
    expect(comparedArchive(makeZip({ entries: entries.slice(1) }))).toMatchObject({ entries: { length: 4 } });
  });
});
