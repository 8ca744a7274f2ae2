import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { openCache } from './cache.js';
import { cacheInfo, clearCache, pruneCache } from './cache-maintenance.js';
import { openLinkDirectory } from './link-directory.js';

const packed = (digit: string): string => `/cache/packed/v1/${digit.repeat(2)}/${digit.repeat(64)}-6`;
const ten = '0123456789';

/** A cache with two packed contents and a link directory with two programs: 10 bytes each. */
const contents = {
  [packed('a')]: ten,
  [packed('b')]: ten,
  '/cache/link/v1/one/create': ten,
  '/cache/link/v1/one/delete': ten,
};

describe('cacheInfo', () => {
  test('counts packed contents and link directories, and the bytes in them', async () => {
    expect(await cacheInfo(memoryHost(contents), '/cache')).toEqual({
      directory: '/cache',
      size: 40,
      entries: 3,
    });
  });

  test('finds nothing without a cache', async () => {
    expect(await cacheInfo(memoryHost(), '/absent')).toEqual({ directory: '/absent', size: 0, entries: 0 });
  });

  test('rejects with a code if the cache cannot be read', async () => {
    const host = memoryHost({ '/cache': 'a file' });
    await expect(cacheInfo(host, '/cache')).rejects.toMatchObject({ code: 'cache-unusable' });
  });
});

describe('clearCache', () => {
  test('removes everything, and the directory itself', async () => {
    const host = memoryHost();
    await openCache(host, '/cache');
    for (const [path, text] of Object.entries(contents)) {
      await host.fileSystem.makeDirectory(path.replace(/\/[^/]*$/, ''));
      await host.fileSystem.writeFile(path, new TextEncoder().encode(text));
    }
    await host.fileSystem.writeFile(`/cache/tmp/7-${'a'.repeat(32)}`, new TextEncoder().encode(ten));
    const removal = await clearCache(host, '/cache');
    expect(removal).toEqual({ directory: '/cache', removedSize: 50, removedEntries: 3, inUse: [] });
    expect(host.paths()).toEqual(['/tmp']);
  });

  test('leaves files of other programs, even in directories with the same names', async () => {
    const mine = {
      '/cache/packed/notes': 'x',
      '/cache/packed/v1/aa/photo.jpg': 'x',
      '/cache/link/v1/file': 'x',
      '/cache/tmp/x': 'x',
    };
    const host = memoryHost({ ...contents, ...mine, '/cache/packed/v2/aa/other': 'x' });
    await clearCache(host, '/cache');
    expect(host.files()).toEqual({ ...mine, '/cache/packed/v2/aa/other': 'x' });
  });

  test('leaves and reports a link directory that a build is using', async () => {
    const host = memoryHost(contents);
    const directory = await openLinkDirectory(
      host,
      { directory: '/cache', used: new Set(), damaged: new Set<string>() },
      'one',
    );
    const removal = await clearCache(host, '/cache');
    expect(removal).toMatchObject({ removedSize: 20, removedEntries: 2, inUse: ['/cache/link/v1/one'] });
    expect(host.files()['/cache/link/v1/one/create']).toBe(ten);
    await directory.complete();
    await directory.release();
    expect((await clearCache(host, '/cache')).inUse).toEqual([]);
    expect(host.files()).toEqual({});
  });

  test('removes markers, work directories and locks left by killed builds', async () => {
    const lock = JSON.stringify({
      processId: 7,
      hostName: 'here',
      processSpace: 'here',
      token: 'a'.repeat(32),
    });
    const host = memoryHost({
      '/cache/link/v1/gone.lock': lock,
      '/cache/link/v1/gone.unfinished': '',
      [`/cache/link/v1/7-${'a'.repeat(32)}`]: '',
      [`/cache/packed/v1/7-${'a'.repeat(32)}`]: '',
      '/cache/link/v1/gone.work/go-build1/x': '',
    });
    await clearCache(host, '/cache');
    expect(host.files()).toEqual({});
  });

  test('without a cache does nothing', async () => {
    const host = memoryHost();
    expect(await clearCache(host, '/absent')).toMatchObject({ removedSize: 0, removedEntries: 0 });
    expect(host.paths()).toEqual(['/tmp']);
  });

  test('rejects with a code if something cannot be removed', async () => {
    const memory = memoryHost(contents);
    const fileSystem = interfered(memory.fileSystem, ({ name }) => {
      if (name === 'remove') throw systemError('EACCES');
    });
    await expect(clearCache({ ...memory, fileSystem }, '/cache')).rejects.toMatchObject({
      code: 'cache-unusable',
    });
  });
});

describe('pruneCache', () => {
  /** The same cache, whose listed items were used in this order, a second apart. */
  async function hostWith(...order: readonly string[]) {
    let now = Date.now() - 100_000;
    const host = memoryHost(contents);
    const earlier = memoryHost(contents, { clock: { ...host.clock, now: () => now } });
    for (const path of order) {
      now += 1_000;
      await earlier.fileSystem.touch(path);
    }
    now = Date.now();
    return earlier;
  }
  const link = '/cache/link/v1/one';
  const unused = { directory: '/cache', used: new Set<string>(), damaged: new Set<string>() };

  test('removes nothing within the limit', async () => {
    const host = await hostWith(packed('a'), packed('b'), link);
    expect(await pruneCache(host, unused, 40)).toMatchObject({ removedSize: 0 });
    expect(Object.keys(host.files())).toHaveLength(4);
  });

  test.each([
    [39, [packed('a'), packed('b'), link], [packed('b'), `${link}/create`, `${link}/delete`]],
    [25, [packed('b'), packed('a'), link], [`${link}/create`, `${link}/delete`]],
    [25, [link, packed('a'), packed('b')], [packed('a'), packed('b')]],
    [0, [link, packed('a'), packed('b')], []],
  ])('to %i bytes removes the least recently used items', async (bound, order, left) => {
    const host = await hostWith(...order);
    await pruneCache(host, unused, bound);
    expect(Object.keys(host.files()).sort()).toEqual([...left].sort());
  });

  test('never removes an item that this run has used', async () => {
    const host = await hostWith(packed('a'), packed('b'), link);
    await pruneCache(host, { directory: '/cache', used: new Set([packed('a'), link]) }, 0);
    expect(Object.keys(host.files()).sort()).toEqual(
      [packed('a'), `${link}/create`, `${link}/delete`].sort(),
    );
  });

  test('never removes a link directory that a different build is using', async () => {
    const host = await hostWith(link, packed('a'), packed('b'));
    await openLinkDirectory(
      host,
      { directory: '/cache', used: new Set(), damaged: new Set<string>() },
      'one',
    );
    await pruneCache(host, unused, 0);
    expect(host.files()[`${link}/create`]).toBe(ten);
    expect(host.files()[packed('a')]).toBeUndefined();
  });

  test('removes temporary files of killed builds after an hour', async () => {
    const host = memoryHost({ [`/cache/tmp/7-${'a'.repeat(32)}`]: ten });
    await pruneCache(host, unused);
    expect(Object.keys(host.files())).toHaveLength(1);
    const later = { ...host.clock, now: () => Date.now() + 2 * 3_600_000 };
    await pruneCache({ ...host, clock: later }, unused);
    expect(Object.keys(host.files())).toHaveLength(0);
  });

  test('does not fail the build if something cannot be removed', async () => {
    const memory = await hostWith(packed('a'), packed('b'), link);
    const fileSystem = interfered(memory.fileSystem, ({ name }) => {
      if (name === 'remove') throw systemError('EACCES');
    });
    expect(await pruneCache({ ...memory, fileSystem }, unused, 0)).toMatchObject({ removedSize: 0 });
    expect(await pruneCache(memoryHost({ '/cache': 'a file' }), unused, 0)).toMatchObject({ removedSize: 0 });
  });
});
