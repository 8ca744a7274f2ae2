import { createHash } from 'node:crypto';
import { assert, asyncProperty, integer, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../test/matrix.js';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import type { PackedContent } from '../archive/packed-content.js';
import { packedStore } from './packed-store.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha256 = createHash('sha256').update('content').digest('hex');
const key = { sha256, level: 6 };
const packed: PackedContent = {
  size: 7,
  crc32: 0xfedcba98,
  method: 'deflate',
  compressed: bytes('squeezed'),
};
const cache = () => ({
  directory: '/cache',
  used: new Set<string>(),
  written: new Set<string>(),
  damaged: new Set<string>(),
});
const path = `/cache/packed/v1/${sha256.slice(0, 2)}/${sha256}-6`;

test('written content is read back, only under the same key', async () => {
  const store = packedStore(memoryHost(), cache());
  expect(await store.write(key, packed)).toBe(true);
  expect(await store.read(key)).toEqual(packed);
  expect(await store.read({ ...key, level: 9 })).toBeUndefined();
  expect(await store.read({ ...key, sha256: '0'.repeat(64) })).toBeUndefined();
});

test('an empty, stored content is kept too', async () => {
  const store = packedStore(memoryHost(), cache());
  const empty: PackedContent = { size: 0, crc32: 0, method: 'store', compressed: new Uint8Array(0) };
  await store.write(key, empty);
  expect(await store.read(key)).toEqual(empty);
});

test('a file of the store is named after its digest, and no temporary file is left', async () => {
  const host = memoryHost();
  await packedStore(host, cache()).write(key, packed);
  expect(Object.keys(host.files())).toEqual([path]);
});

test('reading makes an entry the most recently used and marks it as used by this run', async () => {
  let now = Date.now() + 5_000;
  const host = memoryHost({}, {});
  const clock = { ...host.clock, now: () => now };
  const later = memoryHost({}, { clock });
  const used = cache();
  await packedStore(later, cache()).write(key, packed);
  now += 60_000;
  await packedStore(later, used).read(key);
  expect((await later.fileSystem.lstat(path))?.modified).toBe(now);
  expect([...used.used]).toEqual([path]);
});

describe('a damaged entry', () => {
  test('is never returned, whichever byte is wrong, and is removed', async () => {
    const host = memoryHost();
    const store = packedStore(host, cache());
    await store.write(key, packed);
    const whole = await host.fileSystem.readFile(path);
    await assert(
      asyncProperty(
        tuple(integer({ min: 0, max: whole.length - 1 }), integer({ min: 1, max: 255 })),
        async ([at, change]) => {
          const damaged = Uint8Array.from(whole);
          damaged[at] = (damaged[at] ?? 0) ^ change;
          await host.fileSystem.writeFile(path, damaged);
          expect(await store.read(key)).toBeUndefined();
          expect(await host.fileSystem.lstat(path)).toBeUndefined();
        },
      ),
      { numRuns: runs(50, 300) },
    );
  });

  test('is never returned, wherever it is truncated', async () => {
    const host = memoryHost();
    const store = packedStore(host, cache());
    await store.write(key, packed);
    const whole = await host.fileSystem.readFile(path);
    for (let length = 0; length < whole.length; length++) {
      await host.fileSystem.writeFile(path, whole.slice(0, length));
      expect(await store.read(key)).toBeUndefined();
    }
  });

  test('is one under the name of a different content', async () => {
    const host = memoryHost();
    const store = packedStore(host, cache());
    await store.write(key, packed);
    await host.fileSystem.rename(path, path.replace(/6$/, '9'));
    expect(await store.read({ ...key, level: 9 })).toBeUndefined();
  });
});

test.each(['EACCES', 'ENOSPC', 'EIO'])(
  '%s from the disk loses the entry but does not fail the build',
  async (code) => {
    const memory = memoryHost();
    for (const failing of ['readFile', 'writeFile', 'rename', 'makeDirectory']) {
      const fileSystem = interfered(memory.fileSystem, ({ name }) => {
        if (name === failing) throw systemError(code);
      });
      const store = packedStore(memoryHost({}, { fileSystem }), cache());
      if (failing === 'readFile') expect(await store.read(key)).toBeUndefined();
      else expect(await store.write(key, packed)).toBe(false);
      expect(memory.files()).toEqual({});
    }
  },
);

test('a key that is not a digest never becomes a path', async () => {
  const store = packedStore(memoryHost(), cache());
  await expect(store.read({ sha256: '../../../etc/passwd', level: 6 })).rejects.toThrow(TypeError);
  await expect(store.write({ sha256, level: 0 }, packed)).rejects.toThrow(TypeError);
});
