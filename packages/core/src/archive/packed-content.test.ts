import { expect, test } from 'vitest';
import { crc32Of } from '../bytes/crc32.js';
import type { Deflater } from '../ports/deflater.js';
import { packContent } from './packed-content.js';

/** Overwrites each content, as a worker does that takes over its memory. */
function takingDeflater(): { readonly deflater: Deflater; readonly levels: number[] } {
  const levels: number[] = [];
  const deflateRaw: Deflater['deflateRaw'] = async (content, level) => {
    levels.push(level);
    content.fill(0);
    return Uint8Array.of(level);
  };
  return { deflater: { deflateRaw, mayGive: async () => true, close: async () => undefined }, levels };
}

test('a content is deflated at the level, with the checksum of its original bytes', async () => {
  const { deflater } = takingDeflater();
  const content = Uint8Array.of(1, 2, 3);
  const crc32 = crc32Of(content);
  expect(await packContent(content, 7, deflater)).toEqual({
    size: 3,
    crc32,
    method: 'deflate',
    compressed: Uint8Array.of(7),
  });
});

test('an empty content is stored', async () => {
  const { deflater, levels } = takingDeflater();
  expect(await packContent(new Uint8Array(0), 7, deflater)).toEqual({
    size: 0,
    crc32: 0,
    method: 'store',
    compressed: new Uint8Array(0),
  });
  expect(levels).toEqual([]);
});
