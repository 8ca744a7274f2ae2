import { describe, expect, test } from 'vitest';
import { ascii, type MadeZip, makeZip, program } from '../../test/hostile-zips.js';
import { isReadable, readZip, type ZipEntry } from './read-zip.js';

function entriesOf(zip: MadeZip): readonly ZipEntry[] {
  const reading = readZip(makeZip(zip));
  if (reading.kind !== 'zip') throw new Error(reading.reason);
  return reading.entries;
}

const content = ascii('some content');

test('entries are listed in the order of the central directory', () => {
  const zip = { entries: [{ name: 'a', content }, { name: 'b' }], centralOrder: [1, 0] };
  expect(entriesOf(zip).map(({ name, size }) => [name, size])).toEqual([
    ['b', 0],
    ['a', 12],
  ]);
});

test('data before the zip, a comment and extra fields are accepted', () => {
  const entry = {
    name: 'a',
    content,
    fields: { extra: ascii('xxxx') },
    central: { comment: 'note', offset: 0 },
  };
  const zip = {
    entries: [entry],
    prefix: ascii('#!/bin/sh\n'),
    comment: 'made by hand',
    end: { offset: 71 },
  };
  const bytes = makeZip(zip);
  const start = bytes.findIndex(
    (_, at) => bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 1 && bytes[at + 3] === 2,
  );
  const [found] = entriesOf({ ...zip, end: { offset: start - zip.prefix.length } });
  expect(found).toMatchObject({ name: 'a', header: zip.prefix.length, size: 12 });
});

test.each<readonly [string, number, number, string, Pick<ZipEntry, 'kind' | 'mode'>]>([
  ['a program made on Unix', 0x031e, program, 'a', { kind: 'file', mode: 0o755 }],
  ['a file made on macOS', 0x131e, (0o100640 << 16) >>> 0, 'a', { kind: 'file', mode: 0o640 }],
  ['a link', 0x031e, (0o120777 << 16) >>> 0, 'a', { kind: 'link', mode: 0o777 }],
  ['a device', 0x031e, (0o020644 << 16) >>> 0, 'a', { kind: 'other', mode: 0o644 }],
  ['a file without a type', 0x031e, (0o644 << 16) >>> 0, 'a', { kind: 'file', mode: 0o644 }],
  ['a directory', 0x031e, (0o040755 << 16) >>> 0, 'a/', { kind: 'directory', mode: 0o755 }],
  ['a file made on Windows', 0x0014, 32, 'a', { kind: 'file', mode: null }],
  ['a directory made on Windows', 0x0014, 16, 'a/', { kind: 'directory', mode: null }],
])('the kind and mode of %s', (_, versionMadeBy, externalAttributes, name, expected) => {
  const [entry] = entriesOf({ entries: [{ name, central: { versionMadeBy, externalAttributes } }] });
  expect(entry).toMatchObject(expected);
});

test('names are UTF-8 only if the zip marks them so', () => {
  const names = (flags: number) =>
    entriesOf({ entries: [{ name: 'Ã¤', fields: { flags } }] }).map(({ name }) => name);
  expect(names(0x800)).toEqual(['ä']);
  expect(names(0)).toEqual(['Ã¤']);
});

test('the date has steps of two seconds', () => {
  const fields = { date: ((2026 - 1980) << 9) | (11 << 5) | 28, time: (13 << 11) | (5 << 5) | 29 };
  expect(entriesOf({ entries: [{ name: 'a', fields }] })[0]?.modified).toBe('2026-11-28 13:05:58');
});

test('only files that are stored or deflated, and not encrypted, are readable', () => {
  const readable = (fields: { method?: number; flags?: number }, name = 'a'): boolean[] =>
    entriesOf({ entries: [{ name, content, fields }] }).map(isReadable);
  expect(readable({ method: 8 })).toEqual([true]);
  expect(readable({ method: 0 })).toEqual([true]);
  expect(readable({ method: 12 })).toEqual([false]);
  expect(readable({ flags: 1 })).toEqual([false]);
  expect(readable({}, 'a/')).toEqual([false]);
});

describe('a file is refused', () => {
  test.each<readonly [string, MadeZip, string]>([
    [
      'zip64',
      { entries: [{ name: 'a' }], end: { entries: 0xffff } },
      'it is a zip64 file, which Lambda does not support',
    ],
    [
      'an entry in zip64',
      { entries: [{ name: 'a', central: { size: 0xffffffff } }] },
      'it is a zip64 file, which Lambda does not support',
    ],
    [
      'a directory outside',
      { entries: [], end: { offset: 99 } },
      'its central directory is outside the file',
    ],
    [
      'too few entries',
      { entries: [{ name: 'a' }], end: { entries: 2 } },
      'its central directory ends after 1 of 2 entries',
    ],
    [
      'too many entries',
      { entries: [{ name: 'a' }, { name: 'b' }], end: { entries: 1 } },
      'its central directory has more than the declared 1 entries',
    ],
    [
      'a wrong offset',
      { entries: [{ name: 'a', central: { offset: 3 } }] },
      'the local file header of "a" is not at the offset in the central directory',
    ],
    [
      'two names',
      { entries: [{ name: 'a', central: { name: 'b' } }] },
      '"b" has a different name in its local file header',
    ],
    [
      'a content that is too long',
      { entries: [{ name: 'a', central: { compressedSize: 500 } }] },
      'the content of "a" is outside the file',
    ],
  ])('with %s', (_, zip, reason) => {
    expect(readZip(makeZip(zip))).toEqual({ kind: 'not-zip', reason });
  });

  test('without any bytes, or without a central directory', () => {
    expect(readZip(new Uint8Array(0))).toEqual({ kind: 'not-zip', reason: 'it is empty' });
    expect(readZip(new Uint8Array(100))).toEqual({ kind: 'not-zip', reason: 'it has no central directory' });
  });

  test('if an entry contains the local file of a different one', () => {
    const inner = { name: 'b', content };
    const zip = { entries: [{ name: 'a', central: { compressedSize: 40 } }, inner] };
    expect(readZip(makeZip(zip))).toEqual({ kind: 'not-zip', reason: 'its entries overlap' });
  });
});
