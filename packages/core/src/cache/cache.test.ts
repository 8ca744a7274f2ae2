import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { nodeHost } from '../node/host.js';
import { cacheDirectory, openCache } from './cache.js';

describe('the cache directory', () => {
  const host = (environment: Record<string, string>) =>
    memoryHost({}, { environment, defaultCacheDirectory: '/home/u/.cache/lambdazip' });

  test.each([
    ['/option', { LAMBDAZIP_CACHE_DIR: '/variable' }, '/option'],
    [undefined, { LAMBDAZIP_CACHE_DIR: '/variable' }, '/variable'],
    ['../near', {}, '/near'],
    [undefined, { LAMBDAZIP_CACHE_DIR: 'below' }, '/project/below'],
    ['', { LAMBDAZIP_CACHE_DIR: '' }, '/home/u/.cache/lambdazip'],
    [undefined, {}, '/home/u/.cache/lambdazip'],
  ])('of the option %o with %o is %s', (option, environment, expected) => {
    expect(cacheDirectory(option, host(environment))).toBe(expected);
  });
});

test('a new cache is marked for backup programs, and stays when it is closed', async () => {
  const host = memoryHost();
  const cache = await openCache(host, '/home/u/.cache/lambdazip');
  await cache.close();
  expect(cache).toMatchObject({ directory: '/home/u/.cache/lambdazip', temporary: false, warnings: [] });
  expect(Object.keys(host.files())).toEqual(['/home/u/.cache/lambdazip/CACHEDIR.TAG']);
});

test("a directory that holds the user's own things is not marked", async () => {
  const host = memoryHost({ '/mine/thesis': 'x' });
  await openCache(host, '/mine');
  expect(Object.keys(host.files())).toEqual(['/mine/thesis']);
});

test('without a directory the cache is temporary and removed when it is closed', async () => {
  const host = memoryHost();
  const cache = await openCache(host, undefined);
  expect(cache).toMatchObject({ temporary: true, warnings: [] });
  expect(cache.directory).toMatch(/^\/tmp\/lambdazip-100-[0-9a-f]{32}$/);
  await cache.close();
  expect(host.paths()).toEqual(['/tmp']);
});

test.each(['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'ENOSPC'])(
  'a cache that answers %s is replaced by a temporary one, with a warning',
  async (code) => {
    const memory = memoryHost({ '/tmp': null });
    const fileSystem = interfered(memory.fileSystem, ({ name, path }) => {
      if (path.startsWith('/readonly') && name === 'writeFile') throw systemError(code);
    });
    const cache = await openCache({ ...memory, fileSystem }, '/readonly');
    expect(cache.temporary).toBe(true);
    expect(cache.warnings).toEqual([
      expect.objectContaining({ code: 'cache-not-writable', severity: 'warning' }),
    ]);
    expect(cache.warnings[0]?.message).toContain(code);
    await cache.close();
  },
);

test('where there cannot be a temporary cache either, the build fails with a code', async () => {
  const memory = memoryHost();
  const fileSystem = interfered(memory.fileSystem, ({ name }) => {
    if (name === 'writeFile') throw systemError('ENOSPC');
  });
  await expect(openCache({ ...memory, fileSystem }, '/cache')).rejects.toMatchObject({
    code: 'cache-unusable',
  });
  expect(memory.paths().filter((path) => path.startsWith('/tmp/'))).toEqual([]);
});

test('temporary caches of builds that were killed are removed after a day', async () => {
  const token = 'a'.repeat(32);
  const files = {
    [`/tmp/lambdazip-7-${token}/packed`]: '',
    [`/tmp/lambdazip-100-${token}/packed`]: '',
    '/tmp/other': '',
  };
  const host = memoryHost(files);
  await (await openCache(host, undefined)).close();
  expect(Object.keys(host.files())).toHaveLength(3);
  const tomorrow = { ...host.clock, now: () => Date.now() + 25 * 3_600_000 };
  await (await openCache({ ...host, clock: tomorrow }, undefined)).close();
  expect(Object.keys(host.files())).toEqual([`/tmp/lambdazip-100-${token}/packed`, '/tmp/other']);
});

test('on a real disk a home that is a file gives a temporary cache', async () => {
  const directory = await mkdtemp(`${tmpdir()}/lambdazip-test-`);
  try {
    const host = nodeHost({ temporaryDirectory: directory });
    await host.fileSystem.writeFile(`${directory}/home`, new Uint8Array(0));
    const cache = await openCache(host, `${directory}/home/.cache/lambdazip`);
    expect(cache.warnings.map(({ code }) => code)).toEqual(['cache-not-writable']);
    await cache.close();
    expect((await host.fileSystem.readDirectory(directory)).map(({ name }) => name)).toEqual(['home']);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
