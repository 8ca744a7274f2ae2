import { expect, test } from 'vitest';
import { memoryHost } from '../../../test/memory-host.js';
import { hexOf } from '../../bytes/hex.js';
import { sha256Of } from '../../bytes/sha256.js';
import { packedStore } from '../../cache/packed-store.js';
import { pakoEncoder } from '../../node/deflate-encoder.js';
import { knownContent, packDigested } from './content.js';

const text = 'content '.repeat(50);
const bytes = (): Uint8Array => new TextEncoder().encode(text);
const sha256 = hexOf(sha256Of(bytes()));

function packing() {
  const host = memoryHost();
  const sets = { used: new Set<string>(), written: new Set<string>(), damaged: new Set<string>() };
  const store = packedStore(host, { directory: '/cache', ...sets });
  let deflated = 0;
  let reads = 0;
  const deflater = {
    deflateRaw: async (content: Uint8Array, level: number) => {
      deflated += 1;
      return await pakoEncoder(content, level);
    },
    mayGive: async () => true,
    close: async () => undefined,
  };
  const source = {
    level: 6,
    read: async () => {
      reads += 1;
      return bytes();
    },
  };
  return { host, packer: { store, deflater }, source, deflated: () => deflated, reads: () => reads };
}

test('a new content is compressed once, and then loaded from the cache', async () => {
  const { packer, source, deflated, reads } = packing();
  const first = await packDigested(bytes(), sha256, source, packer);
  expect(first).toMatchObject({ sha256, size: text.length, reused: false });
  const loaded = await first.load();
  expect(loaded).toMatchObject({ method: 'deflate', size: text.length });
  const second = await packDigested(bytes(), sha256, source, packer);
  expect(second.reused).toBe(true);
  expect(await second.load()).toEqual(loaded);
  expect([deflated(), reads()]).toEqual([1, 0]);
});

test('another level is compressed separately', async () => {
  const { packer, source, deflated } = packing();
  await packDigested(bytes(), sha256, source, packer);
  expect((await packDigested(bytes(), sha256, { ...source, level: 9 }, packer)).reused).toBe(false);
  expect(deflated()).toBe(2);
});

test('a content that the cache has lost is read and compressed again, and kept', async () => {
  const { host, packer, source, deflated, reads } = packing();
  const first = await packDigested(bytes(), sha256, source, packer);
  const loaded = await first.load();
  await host.fileSystem.remove('/cache');
  const known = knownContent({ sha256, size: text.length }, source, packer);
  expect(known.reused).toBe(true);
  expect(await known.load()).toEqual(loaded);
  expect(await known.load()).toEqual(loaded);
  expect([deflated(), reads()]).toEqual([2, 1]);
});

test('a content that cannot be cached stays in memory', async () => {
  const { packer, source, reads } = packing();
  const store = { ...packer.store, write: async () => false };
  const content = await packDigested(bytes(), sha256, source, { ...packer, store });
  expect((await content.load()).size).toBe(text.length);
  expect(reads()).toBe(0);
});

test('a content that is lost and has changed is an error', async () => {
  const { packer } = packing();
  const read = async (): Promise<Uint8Array> => {
    throw new Error('it changed');
  };
  const known = knownContent({ sha256, size: 1 }, { level: 6, read }, packer);
  await expect(known.load()).rejects.toThrow('it changed');
});
