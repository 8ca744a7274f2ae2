import { expect, test } from 'vitest';
import { streamMayBe } from './deflate-beginning.js';
import { pakoEncoder } from './deflate-encoder.js';

const content = Uint8Array.from({ length: 200_000 }, (_, index) => (index * index) >> 7);

test('a stream may come from the content and level that produced it', async () => {
  expect(await streamMayBe(content, 6, await pakoEncoder(content, 6))).toBe(true);
  const short = content.subarray(0, 100);
  expect(await streamMayBe(short, 9, await pakoEncoder(short, 9))).toBe(true);
});

test('a stream of a different level or content does not', async () => {
  expect(await streamMayBe(content, 1, await pakoEncoder(content, 9))).toBe(false);
  expect(
    await streamMayBe(
      content,
      6,
      await pakoEncoder(
        content.map((byte) => byte ^ 1),
        6,
      ),
    ),
  ).toBe(false);
  expect(await streamMayBe(content, 6, new Uint8Array(0))).toBe(false);
});

test('only the start of a large content is examined', async () => {
  const noise = new Uint8Array(400_000);
  let state = 1;
  for (let at = 0; at < noise.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    noise[at] = state >>> 16;
  }
  const stream = Uint8Array.from(await pakoEncoder(noise, 6));
  stream[stream.length - 1] = (stream.at(-1) ?? 0) ^ 0xff;
  expect(await streamMayBe(noise, 6, stream)).toBe(true);
});
