import { expect, test } from 'vitest';
import { ascii, makeZip } from '../../test/hostile-zips.js';
import { readZip, type ZipEntry } from '../archive/read-zip.js';
import { repeatedEntries } from './findings.js';

const bin = { name: 'bin/a', content: ascii('the first') };
const other = { name: 'b', content: ascii('the second') };

function entriesOf(...made: Parameters<typeof makeZip>[0]['entries']): readonly ZipEntry[] {
  const reading = readZip(makeZip({ entries: made }));
  if (reading.kind === 'not-zip') throw new Error(reading.reason);
  return reading.entries;
}

const found = (entries: readonly ZipEntry[]) =>
  repeatedEntries(entries).map(({ code, args }) => ({ code, args }));

test('a zip with one entry for each name and header has no findings', () => {
  expect(found(entriesOf(bin, other, { name: 'empty' }, { name: 'also-empty' }))).toEqual([]);
});

test('two entries with the same name and separate headers are reported', () => {
  expect(found(entriesOf(bin, other, { ...bin, content: ascii('a different one') }))).toEqual([
    { code: 'check-entry-duplicate', args: { entry: 'bin/a', count: 2 } },
  ]);
});

test.each([
  ['with a content', bin],
  ['without a content', { name: 'bin/a' }],
])('central directory entries that share the local header of a file %s are reported', (_, first) => {
  const again = { ...first, sharesLocalOf: 0 };
  expect(found(entriesOf(first, again, other, again))).toEqual([
    { code: 'check-entry-header-shared', args: { entry: 'bin/a', count: 3 } },
  ]);
});

test('entries that overlap without sharing a header are refused', () => {
  // The second local header is inside the content of the first.
  const inner = makeZip({ entries: [other] });
  const outer = { name: 'bin/a', compressed: inner, fields: { method: 0, size: inner.length } };
  const at = 30 + outer.name.length;
  const reading = readZip(
    makeZip({ entries: [outer, { ...other, sharesLocalOf: 0, central: { offset: at } }] }),
  );
  expect(reading).toEqual({ kind: 'not-zip', reason: 'its entries overlap' });
});
