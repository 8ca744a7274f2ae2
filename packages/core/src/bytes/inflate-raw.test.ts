import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflateRaw } from './inflate-raw.js';

// Contents of up to 64 KiB are inflated synchronously, larger ones as a stream.
describe.each([
  ['synchronously', 1000],
  ['as a stream', 100_000],
])('inflated %s', (_, size) => {
  const content = Uint8Array.from({ length: size }, (__, index) => (index * index) % 251);
  const compressed = new Uint8Array(deflateRawSync(content));

  test('the content is returned, and the whole input is consumed', async () => {
    const inflated = await inflateRaw(compressed, size);
    expect(Buffer.compare(inflated.content, content)).toBe(0);
    expect(inflated.consumed).toBe(compressed.length);
  });

  test('bytes after the stream are not consumed', async () => {
    const longer = new Uint8Array([...compressed, 1, 2, 3]);
    expect((await inflateRaw(longer, size)).consumed).toBe(compressed.length);
  });

  test('content beyond the limit is refused', async () => {
    await expect(inflateRaw(compressed, size - 1)).rejects.toThrow(`more than ${size - 1} bytes`);
  });

  test.each([
    ['a truncated stream', compressed.subarray(0, compressed.length - 4)],
    ['bytes that are not deflate', new Uint8Array(16).fill(0xff)],
  ])('%s is refused', async (__, damaged) => {
    await expect(inflateRaw(damaged, size)).rejects.toThrow(Error);
  });
});

test('many small contents let other tasks run in between', async () => {
  const compressed = new Uint8Array(deflateRawSync('x'));
  let turns = 0;
  const timer = setImmediate(function count() {
    turns += 1;
    next = setImmediate(count);
  });
  let next = timer;
  for (let index = 0; index < 1000; index += 1) await inflateRaw(compressed, 1);
  clearImmediate(next);
  expect(turns).toBeGreaterThan(1);
});
