import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { makeRoom, readEntry, writeEntry } from './cache-entry.js';
import { cacheInfo, clearCache } from './cache-maintenance.js';
import { noteStore } from './notes.js';

const cacheAt = (directory = '/cache') => ({ directory, damaged: new Set<string>() });
const content = new TextEncoder().encode('new');

test('reads back the content that was written, and leaves nothing else in the cache', async () => {
  const host = memoryHost();
  const cache = cacheAt();
  await writeEntry(host, cache, '/cache/a/b/c', content);
  expect(await readEntry(host, cache, '/cache/a/b/c')).toEqual(content);
  expect(host.files()).toEqual({ '/cache/a/b/c': 'new' });
  expect([...cache.damaged]).toEqual([]);
});

test('a directory at the path of a file has no content and is replaced', async () => {
  const host = memoryHost({ '/cache/a/b/below': 'x', '/cache/c/d/below': 'x' });
  const cache = cacheAt();
  expect(await readEntry(host, cache, '/cache/a/b')).toBeUndefined();
  await writeEntry(host, cache, '/cache/c/d', content);
  expect(host.files()).toEqual({ '/cache/c/d': 'new' });
  expect([...cache.damaged]).toEqual(['/cache/a/b', '/cache/c/d']);
});

test('a file at the path of a directory has no entries and is replaced', async () => {
  const host = memoryHost({ '/cache/a': 'x', '/cache/kept': 'x' });
  const cache = cacheAt();
  expect(await readEntry(host, cache, '/cache/a/b/c')).toBeUndefined();
  await makeRoom(host, cache, '/cache/a/b/c');
  expect(host.paths()).toEqual(['/cache', '/cache/a', '/cache/a/b', '/cache/a/b/c', '/cache/kept', '/tmp']);
  expect([...cache.damaged]).toEqual(['/cache/a']);
});

test('a note that was moved to the path of a different note is damaged', async () => {
  const host = memoryHost();
  const cache = cacheAt();
  const notes = noteStore(host, cache);
  await notes.write('/cache/notes/a', { of: 'a' });
  await notes.write('/cache/notes/b', { of: 'b' });
  expect(await notes.read('/cache/notes/a')).toEqual({ of: 'a' });
  await host.fileSystem.rename('/cache/notes/b', '/cache/notes/a');
  expect(await notes.read('/cache/notes/a')).toBeUndefined();
  expect([...cache.damaged]).toEqual(['/cache/notes/a']);
  expect(host.files()).toEqual({});
});

test('notes are still found after the cache directory was moved', async () => {
  const host = memoryHost();
  await noteStore(host, cacheAt('/before')).write('/before/notes/a', 1);
  await host.fileSystem.rename('/before', '/after');
  expect(await noteStore(host, cacheAt('/after')).read('/after/notes/a')).toBe(1);
});

test.each(['packed', 'packed/v1', 'link/v1', 'tmp', 'archives', 'manifests/v1'])(
  'a cache with a file at %s can be listed and cleared',
  async (room) => {
    const host = memoryHost({ [`/cache/${room}`]: 'x' });
    expect(await cacheInfo(host, '/cache')).toMatchObject({ entries: 0 });
    await clearCache(host, '/cache');
    expect(host.files()).toEqual({});
  },
);
