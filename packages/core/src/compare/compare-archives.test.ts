import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ascii, type MadeEntry, makeZip, program } from '../../test/hostile-zips.js';
import { recordedProgram } from '../../test/recorded-program.js';
import { compareArchives } from './compare-archives.js';
import { comparedArchive } from './compared-archive.js';
import type { ComparedArchive } from './request.js';

function archiveOf(...entries: readonly MadeEntry[]): ComparedArchive {
  const archive = comparedArchive(makeZip({ entries }));
  if (typeof archive === 'string') throw new TypeError(archive);
  return archive;
}

const compared = (found: readonly MadeEntry[], other: readonly MadeEntry[], signal?: AbortSignal) =>
  compareArchives({ found: archiveOf(...found), other: archiveOf(...other), otherFile: 'b.zip', signal });

const a: MadeEntry = { name: 'a.txt', content: ascii('the first file') };
const b: MadeEntry = { name: 'b.txt', content: ascii('the second file') };
const packedLater = { ...a, compressed: new Uint8Array(deflateRawSync(a.content ?? '', { level: 0 })) };

describe('two archives', () => {
  test('with equal bytes are the same', async () => {
    expect(await compared([a, b], [a, b])).toEqual({ isSame: true, entries: [], causes: [] });
  });

  test('with equal entries and different headers differ in their container', async () => {
    const { isSame, entries, causes } = await compared([{ ...a, fields: { date: 0x5000 } }], [a]);
    expect([isSame, entries]).toEqual([false, []]);
    expect(causes.map(({ code }) => code)).toEqual(['differs-container']);
  });

  test('with different entries: those of the first are added, those of the second are missing', async () => {
    const { entries, causes } = await compared([b, { ...a, name: 'only-here' }], [b, a]);
    expect(entries).toEqual([
      { name: 'a.txt', kind: 'missing', mode: null, content: null },
      { name: 'only-here', kind: 'added', mode: null, content: null },
    ]);
    expect(causes.map(({ code, entries: names }) => [code, names])).toEqual([
      ['differs-entries', ['a.txt', 'only-here']],
    ]);
  });
});

describe('an entry', () => {
  test('with a different mode', async () => {
    const { entries, causes } = await compared([{ ...a, fields: { externalAttributes: program } }], [a]);
    expect(entries).toEqual([
      { name: 'a.txt', kind: 'changed', mode: { found: '0755', other: '0644' }, content: null },
    ]);
    expect(causes.map(({ code }) => code)).toEqual(['differs-mode']);
  });

  test('without a mode, as MS-DOS tools write it', async () => {
    const dos = { versionMadeBy: 0x0014, externalAttributes: 0x20 };
    const { entries } = await compared([{ ...a, fields: dos }], [a]);
    expect(entries).toMatchObject([{ mode: { found: null, other: '0644' } }]);
  });

  test('compressed differently', async () => {
    const { entries, causes } = await compared([packedLater], [a]);
    expect(entries).toEqual([{ name: 'a.txt', kind: 'compression', mode: null, content: null }]);
    expect(causes.map(({ code }) => code)).toEqual(['differs-encoder']);
  });

  test('compressed differently and with a different mode has only the cause of the mode', async () => {
    const { entries, causes } = await compared(
      [{ ...packedLater, fields: { externalAttributes: program } }],
      [a],
    );
    expect(entries).toMatchObject([{ kind: 'changed', mode: { found: '0755', other: '0644' } }]);
    expect(causes.map(({ code }) => code)).toEqual(['differs-mode']);
  });

  test('with different content: its size and the first byte that differs', async () => {
    const { entries, causes } = await compared([{ ...a, content: ascii('the last file of all') }], [a]);
    expect(entries).toEqual([
      {
        name: 'a.txt',
        kind: 'changed',
        mode: null,
        content: { size: { found: 20, other: 14 }, offset: 4, program: null },
      },
    ]);
    expect(causes).toMatchObject([{ code: 'differs-file', args: { otherFile: 'b.zip' } }]);
  });

  test('with equal compressed bytes, but headers that contradict each other, is decompressed', async () => {
    const wrong = { ...a, fields: { crc32: 1 } };
    const { entries } = await compared([wrong], [a]);
    expect(entries).toMatchObject([{ name: 'a.txt', kind: 'changed', content: { offset: 0 } }]);
  });

  test('that is a program: the differences in its build info', async () => {
    const built = (goVersion: string): MadeEntry => ({
      name: 'bin/a',
      content: recordedProgram({ goVersion }),
    });
    const { entries, causes } = await compared([built('go1.26.7')], [built('go1.26.8')]);
    expect(entries).toMatchObject([
      { content: { program: { section: '.go.buildinfo', buildInfo: [{ field: 'go version' }] } } },
    ]);
    expect(causes).toMatchObject([{ code: 'differs-go-version', entries: ['bin/a'] }]);
  });
});

test('entries are listed by the bytes of their names, whatever their order in the archives', async () => {
  const names = ['z', 'a', 'Z', 'a/b', '10', '2'];
  const { entries } = await compared(
    names.map((name) => ({ ...a, name })),
    [],
  );
  expect(entries.map(({ name }) => name)).toEqual(['10', '2', 'Z', 'a', 'a/b', 'z']);
});

test('stops when it is interrupted', async () => {
  await expect(compared([a], [b], AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
});
