import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32Of } from '../bytes/crc32.js';
import { type CompressedEntry, entryContent } from './entry-content.js';

const content = new TextEncoder().encode('the content');
const deflated: CompressedEntry = {
  isStored: false,
  crc32: crc32Of(content),
  size: content.length,
  compressed: new Uint8Array(deflateRawSync(content)),
};
const stored: CompressedEntry = { ...deflated, isStored: true, compressed: content };

test.each([
  ['deflated', deflated],
  ['stored', stored],
])('the content of a %s entry is returned', async (_, entry) => {
  expect(await entryContent(entry)).toEqual({ kind: 'content', content });
});

test.each<readonly [string, CompressedEntry, RegExp]>([
  ['a smaller size in the header', { ...deflated, size: 4 }, /^cannot inflate it: .*more than 4 bytes$/],
  ['a larger size in the header', { ...deflated, size: 99 }, /^size: expected 99 bytes, found 11$/],
  ['a different size of a stored content', { ...stored, size: 10 }, /^size: expected 10 bytes, found 11$/],
  ['a different checksum', { ...deflated, crc32: 0xab }, /^CRC-32: expected 000000ab, found [0-9a-f]{8}$/],
  [
    'bytes after the stream',
    { ...deflated, compressed: new Uint8Array([...deflated.compressed, 0, 0]) },
    /^found 2 bytes after its deflate stream$/,
  ],
  ['bytes that are not deflate', { ...deflated, compressed: content }, /^cannot inflate it: /],
])('an entry with %s is damaged', async (_, entry, reason) => {
  expect(await entryContent(entry)).toEqual({ kind: 'damaged', reason: expect.stringMatching(reason) });
});
