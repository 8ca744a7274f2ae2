// Compares the encoder of deflate/deflate.c with zlib itself, as included in Python.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { helloModule } from '../../test/go-programs.js';
import { isMatrix } from '../../test/matrix.js';
import { isThere, type Tool, testWith, tools } from '../../test/tools.js';
import { openWasmEncoder } from './deflate-encoder.js';

// Levels 1 to 3 take the first match, 4 to 9 the best of two; the first, the last and the default represent them.
const levels = isMatrix ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [1, 4, 6, 9];

const directory = mkdtempSync(join(tmpdir(), 'lambdazip-zlib-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** zlib-ng and other replacements produce different streams. */
const isStock = 'import re, sys, zlib; sys.exit(not re.fullmatch(r"1(\\.\\d+)+", zlib.ZLIB_RUNTIME_VERSION))';
const stockZlib: Tool = {
  name: `stock zlib in python3, which has ${pythonsZlib()}`,
  from: 'zlib.net',
  probe: ['python3', '-c', isStock],
};

function pythonsZlib(): string {
  if (!isThere(tools.python)) return 'none';
  try {
    const print = 'import zlib; print(zlib.ZLIB_RUNTIME_VERSION)';
    return execFileSync('python3', ['-c', print], { encoding: 'utf8' }).trim();
  } catch {
    return 'none';
  }
}

/** Reads contents, each after its length, and writes the streams of each content, one per level, in the same format. */
const script = `
import struct, sys, zlib
with open(sys.argv[1], "rb") as file:
    data = file.read()
at = 0
while at < len(data):
    (length,) = struct.unpack_from("<I", data, at)
    content = data[at + 4 : at + 4 + length]
    at += 4 + length
    for level in map(int, sys.argv[2:]):
        encoder = zlib.compressobj(level, zlib.DEFLATED, -15, 8)
        stream = encoder.compress(content) + encoder.flush()
        sys.stdout.buffer.write(struct.pack("<I", len(stream)) + stream)
`;

/** zlib's output for each content at each level. */
function zlibStreams(contents: readonly Uint8Array[]): Uint8Array[][] {
  const input = join(directory, 'contents');
  writeFileSync(input, Buffer.concat(contents.flatMap((content) => [lengthField(content), content])));
  const output = execFileSync('python3', ['-c', script, input, ...levels.map(String)], {
    maxBuffer: 512 * 1024 * 1024,
  });
  let at = 0;
  return contents.map(() =>
    levels.map(() => {
      const start = at + 4;
      at = start + output.readUInt32LE(at);
      return output.subarray(start, at);
    }),
  );
}

function lengthField(content: Uint8Array): Uint8Array {
  const field = Buffer.alloc(4);
  field.writeUInt32LE(content.length);
  return field;
}

/** Pseudo-random numbers, the same in every run. */
let state = 11;
function next(): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return state >>> 16;
}

const noise = (length: number): Uint8Array => Uint8Array.from({ length }, () => next() & 255);
const letters = (length: number, count: number): Uint8Array =>
  Uint8Array.from({ length }, () => 97 + (next() % count));
const joinedBytes = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** A content that repeats its start after `distance` bytes. */
function copyAt(distance: number): Uint8Array {
  const before = noise(distance);
  return joinedBytes(before, before.subarray(0, Math.min(distance, 300)), noise(50));
}

// A block ends after 16,383 literals and matches.
const symbols = 16_383;
const made: Readonly<Record<string, readonly Uint8Array[]>> = {
  'empty and small contents': [0, 1, 2, 3, 4, 5, 8, 32, 100, 258].flatMap((length) => [
    noise(length),
    letters(length, 3),
    new Uint8Array(length),
  ]),
  'contents that do not compress': [1_000, symbols, 65_535, 65_536, 70_000, 150_000].map(noise),
  'long runs': [258, 259, 260, 261, 32_768, 65_536, 1_000_000].flatMap((length) => [
    new Uint8Array(length),
    joinedBytes(noise(7), new Uint8Array(length).fill(255), noise(7)),
    Uint8Array.from({ length }, (_, index) => index % 3),
  ]),
  'sizes around the ends of blocks': [
    symbols - 1,
    symbols,
    symbols + 1,
    2 * symbols,
    2 * symbols + 1,
  ].flatMap((length) => [noise(length), letters(length, 200), letters(4 * length, 4)]),
  'copies at the edge of the window': [
    1, 2, 4_095, 4_096, 4_097, 32_505, 32_506, 32_507, 32_767, 32_768, 32_769,
  ].map(copyAt),
  'sizes at which the window moves on': [
    32_505, 32_506, 32_768, 65_273, 65_274, 65_275, 65_535, 65_536, 65_537, 98_304, 98_305, 131_072,
  ].map((length) => letters(length, 10)),
  'text, noise and runs in turn': [60_000, 400_000].map((length) => {
    const content = new Uint8Array(length);
    for (let at = 0; at < length; at += 1) {
      const turn = (at >>> 12) % 5;
      if (turn === 0) content[at] = next() & 255;
      else content[at] = turn === 4 ? (content[at - 20_000] ?? 0) : 97 + (next() % (turn * turn + 1));
    }
    return content;
  }),
};

/** Python is started once for the contents of all tests. */
let streams: ReadonlyMap<string, Uint8Array[][]> | undefined;
function streamsOf(title: string): Uint8Array[][] {
  if (streams === undefined) {
    const kinds = Object.entries(made);
    const given = zlibStreams(kinds.flatMap(([, contents]) => contents));
    streams = new Map(kinds.map(([kind, contents]) => [kind, given.splice(0, contents.length)]));
  }
  return streams.get(title) ?? [];
}

async function expectSame(contents: readonly Uint8Array[], expected: Uint8Array[][]): Promise<void> {
  const encode = await openWasmEncoder();
  expect(expected.length).toBe(contents.length);
  for (const [index, content] of contents.entries()) {
    for (const [place, level] of levels.entries()) {
      const isSame = Buffer.compare(await encode(content, level), expected[index]?.[place] ?? noStream) === 0;
      expect(isSame, `content ${index}, of ${content.length} bytes, at level ${level}`).toBe(true);
    }
  }
}

const noStream = new Uint8Array(0);

describe("our own encoder produces the bytes of Python's zlib", () => {
  for (const [title, contents] of Object.entries(made)) {
    testWith(tools.python, stockZlib)(`for ${title}`, () => expectSame(contents, streamsOf(title)));
  }

  testWith(tools.python, stockZlib)('for a Go program', async () => {
    const module = helloModule({ replacedBy: './lambda-go' });
    try {
      // The first blocks of a program represent it.
      const built = module.build('arm64');
      const program = isMatrix ? built : built.slice(0, 600_000);
      await expectSame([program], zlibStreams([program]));
    } finally {
      module.remove();
    }
  });
});
