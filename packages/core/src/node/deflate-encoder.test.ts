// Compares the encoder of deflate/deflate.c with pako at every level: both must produce the same bytes for any
// content.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isMatrix, runs } from '../../test/matrix.js';
import { testWith, tools } from '../../test/tools.js';
import { type Encoder, openWasmEncoder, pakoEncoder } from './deflate-encoder.js';

let encode: Encoder;
beforeAll(async () => {
  encode = await openWasmEncoder();
});

// zlib's levels 1 to 3 take the first match, 4 to 9 the best of two; the first, the last and the default represent them.
const levels = isMatrix ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [1, 4, 6, 9];

async function expectSame(content: Uint8Array, level: number): Promise<void> {
  const [ours, theirs] = [await encode(content, level), await pakoEncoder(content, level)];
  expect(Buffer.compare(ours, theirs), `${content.length} bytes at level ${level}`).toBe(0);
}

/** Pseudo-random numbers, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 16;
  };
}

const next = numbers(7);
const kinds: Readonly<Record<string, (length: number) => Uint8Array>> = {
  zeros: (length) => new Uint8Array(length),
  noise: (length) => Uint8Array.from({ length }, () => next() & 255),
  'two letters': (length) => Uint8Array.from({ length }, () => 97 + (next() % 2)),
  'ten letters': (length) => Uint8Array.from({ length }, () => 97 + (next() % 10)),
  'a period': (length) => Uint8Array.from({ length }, (_, index) => index % 251),
  'noise, letters and far copies in turn': (length) => {
    const content = new Uint8Array(length);
    for (let at = 0; at < length; at += 1) {
      const turn = (at >>> 13) % 5;
      if (turn === 0) content[at] = next() & 255;
      else content[at] = turn === 4 ? (content[at - 31_000] ?? 0) : 97 + (next() % (turn * turn + 1));
    }
    return content;
  },
};
// Around the shortest and longest match, the window size, and the point at which the window slides.
const lengths = [0, 1, 2, 3, 4, 257, 258, 259, 262, 263, 1_000, 32_506, 32_768, 32_769, 65_275];
/** Around an input chunk, and longer. pako needs seconds for some of them at the highest levels. */
const longLengths = [65_274, 65_536, 98_304, 131_073, 200_000];

describe.each(Object.entries(kinds))('%s', (_, make) => {
  test.each(levels)('at level %i', async (level) => {
    const isFast = level <= 6;
    for (const length of [...lengths, ...(isMatrix || isFast ? longLengths : [])]) {
      await expectSame(make(length), level);
    }
  });

  test('in many chunks', async () => {
    const chunked = [1_048_576 + 98_304, ...(isMatrix ? [2_400_001] : [])];
    for (const length of chunked) await expectSame(make(length), 6);
  });
});

test('small contents with alphabets of every size', async () => {
  const alphabet = fc.constantFrom(1, 2, 3, 16, 256);
  await fc.assert(
    fc.asyncProperty(
      alphabet.chain((size) => fc.uint8Array({ maxLength: 2_000, max: size - 1 })),
      fc.constantFrom(...levels),
      expectSame,
    ),
    { numRuns: runs(300, 1_500) },
  );
});

test('contents of runs and copies', async () => {
  const piece = fc.record({
    copyFrom: fc.nat(40_000),
    length: fc.nat(3_000),
    fresh: fc.uint8Array({ maxLength: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { minLength: 5, maxLength: 60 }),
      fc.constantFrom(...levels),
      async (pieces, level) => {
        const bytes: number[] = [];
        for (const { copyFrom, length, fresh } of pieces) {
          bytes.push(...fresh);
          const start = Math.max(bytes.length - copyFrom - 1, 0);
          for (let at = 0; at < length; at += 1) bytes.push(bytes[start + at] ?? 0);
        }
        await expectSame(Uint8Array.from(bytes), level);
      },
    ),
    { numRuns: runs(40, 150) },
  );
});

test('the result does not depend on the content before', async () => {
  const make = kinds['ten letters'] ?? (() => new Uint8Array(0));
  const [one, other] = [make(150_000), make(70_000)];
  const first = await encode(one, 6);
  await encode(other, 9);
  expect(Buffer.compare(await encode(one, 6), first)).toBe(0);
});

testWith(tools.zig)('the source compiles to the committed module with the pinned compiler', () => {
  const build = fileURLToPath(new URL('../../deflate/build.mjs', import.meta.url));
  const [zig] = tools.zig.probe;
  execFileSync(process.execPath, [build, '--check', '--zig', zig], { stdio: 'pipe' });
});
