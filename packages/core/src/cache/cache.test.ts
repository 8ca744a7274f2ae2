import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { nodeHost } from '../node/host.js';
import type { FileInfo, FileSystem } from '../ports/file-system.js';
import { cacheDirectory, openBuildCache, openCache } from './cache.js';
import { openLinkDirectory } from './link-directory.js';

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
  ])('with the option %o and the environment %o is %s', (option, environment, expected) => {
    expect(cacheDirectory(option, host(environment))).toBe(expected);
  });
});

test('a new cache is tagged for backup programs and kept on close', async () => {
  const host = memoryHost();
  const cache = await openCache(host, '/home/u/.cache/lambdazip');
  await cache.close();
  expect(cache).toMatchObject({ directory: '/home/u/.cache/lambdazip', temporary: false, warnings: [] });
  expect(Object.keys(host.files())).toEqual(['/home/u/.cache/lambdazip/CACHEDIR.TAG']);
});

test("a directory that contains the user's own files is not tagged", async () => {
  const host = memoryHost({ '/mine/thesis': 'x' });
  await host.fileSystem.makePrivate('/mine');
  await openCache(host, '/mine');
  expect(Object.keys(host.files())).toEqual(['/mine/thesis']);
});

test('without a home directory the cache has an unpredictable name, and the build warns that nothing is kept', async () => {
  const host = { ...memoryHost(), defaultCacheDirectory: undefined };
  expect(cacheDirectory(undefined, host)).toBeUndefined();
  const cache = await openBuildCache(host, undefined);
  expect(cache.temporary).toBe(true);
  expect(cache.warnings.map(({ code }) => code)).toEqual(['cache-not-kept']);
});

test('without a directory the cache is temporary and removed on close', async () => {
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
    expect(cache.warnings[0]?.args).toMatchObject({ reason: expect.stringContaining(code) });
    await cache.close();
  },
);

test('without a temporary cache either, the build fails with a code', async () => {
  const memory = memoryHost();
  const fileSystem = interfered(memory.fileSystem, ({ name }) => {
    if (name === 'writeFile') throw systemError('EROFS');
  });
  await expect(openCache({ ...memory, fileSystem }, '/cache')).rejects.toMatchObject({
    code: 'cache-unusable',
  });
  expect(memory.paths().filter((path) => path.startsWith('/tmp/'))).toEqual([]);
});

test.each(['ENOSPC', 'EDQUOT'])(
  'a full temporary directory (%s) is reported with the variable that changes it',
  async (code) => {
    const memory = memoryHost();
    const fileSystem = interfered(memory.fileSystem, ({ name }) => {
      if (name === 'writeFile') throw systemError(code);
    });
    const opening = openCache({ ...memory, fileSystem }, undefined);
    await expect(opening).rejects.toMatchObject({
      code: 'disk-full',
      diagnostics: [{ args: { path: '/tmp', setting: expect.stringContaining('TMPDIR') } }],
    });
    expect(memory.paths()).toEqual(['/tmp']);
  },
);

describe('other users', () => {
  const me = 1000;
  const other = 1001;

  /** A host whose paths have owners and modes chosen by the test, and that notes what is made private. */
  function hostOf(
    files: Record<string, string | null>,
    status: Record<string, { owner?: number; permissions?: number }>,
  ) {
    const memory = memoryHost(files, { userId: me });
    const tightened: string[] = [];
    const known = async (path: string, found: FileInfo | undefined) => {
      if (found === undefined) return undefined;
      const isPrivate = tightened.includes(path);
      return {
        ...found,
        owner: me,
        permissions: 0o700,
        ...status[path],
        ...(isPrivate ? { permissions: 0o700 } : {}),
      };
    };
    const fileSystem: FileSystem = {
      ...memory.fileSystem,
      stat: async (path) => await known(path, await memory.fileSystem.stat(path)),
      lstat: async (path) => await known(path, await memory.fileSystem.lstat(path)),
      makePrivate: async (path) => void tightened.push(path),
    };
    return { host: { ...memory, fileSystem }, tightened };
  }

  const cached = { '/c/CACHEDIR.TAG': '', '/c/link/v1/key/create': 'a program' };

  test.each([0o755, 0o777, 0o775, 0o750])('lose access to a cache of mode %o', async (permissions) => {
    const { host, tightened } = hostOf(cached, { '/c': { permissions } });
    expect((await openCache(host, '/c')).directory).toBe('/c');
    expect(tightened).toEqual(['/c']);
  });

  test('a private cache is left unchanged', async () => {
    const { host, tightened } = hostOf(cached, {});
    await openCache(host, '/c');
    expect(tightened).toEqual([]);
  });

  test.each([
    ['a different user owns', cached, { '/c': { owner: other } }, 'it is owned by user 1001'],
    [
      'they can write to and the superuser owns',
      cached,
      { '/c': { owner: 0, permissions: 0o777 } },
      'other users can write to it',
    ],
    [
      'they added files to while they could',
      cached,
      { '/c': { permissions: 0o777 }, '/c/link/v1/key/create': { owner: other } },
      '/c/link/v1/key/create is owned by user 1001',
    ],
    [
      'contains other files and they can write to',
      { '/c/thesis': 'x' },
      { '/c': { permissions: 0o775 } },
      'other users can write to it',
    ],
    [
      'contains other files and a cache subdirectory of theirs',
      { '/c/thesis': 'x', '/c/link': null },
      { '/c': { permissions: 0o755 }, '/c/link': { owner: other } },
      'it is owned by user 1001',
    ],
  ] as const)('a cache that %s is refused', async (_, files, status, reason) => {
    const { host } = hostOf({ ...files }, status);
    const before = host.paths();
    await expect(openCache(host, '/c')).rejects.toMatchObject({
      code: 'cache-not-private',
      diagnostics: [{ args: { reason: expect.stringContaining(reason) } }],
    });
    expect(host.paths()).toEqual(before);
  });

  test("the superuser's cache that others cannot write to is used", async () => {
    const { host, tightened } = hostOf(cached, { '/c': { owner: 0, permissions: 0o755 } });
    expect((await openCache(host, '/c')).directory).toBe('/c');
    expect(tightened).toEqual([]);
  });

  test("a directory with the user's own things keeps its mode; what lambdazip adds is private", async () => {
    const { host, tightened } = hostOf(
      { '/c/thesis': 'x', '/c/link/v1': null },
      { '/c': { permissions: 0o755 }, '/c/link': { permissions: 0o755 } },
    );
    await openCache(host, '/c');
    expect(tightened).toEqual(['/c/link']);
  });

  test('on Windows, where files have no such owner, every cache is accepted', async () => {
    const { host } = hostOf(cached, { '/c': { owner: 0, permissions: 0o666 } });
    expect((await openCache({ ...host, userId: undefined }, '/c')).directory).toBe('/c');
  });
});

test.runIf(process.platform !== 'win32')(
  'on a real disk everything that the cache creates is private',
  async () => {
    const directory = await mkdtemp(`${tmpdir()}/lambdazip-test-`);
    const before = process.umask(0);
    try {
      const host = nodeHost({ temporaryDirectory: directory });
      for (const cache of [
        await openCache(host, `${directory}/new/cache`),
        await openCache(host, undefined),
      ]) {
        const link = await openLinkDirectory(host, cache, 'key');
        const rooms = [
          '',
          '/link',
          '/link/v1',
          '/packed/v1',
          '/archives/v1',
          '/manifests/v1',
          '/tmp',
          '/link/v1/key',
        ];
        for (const room of rooms) {
          const info = await host.fileSystem.stat(`${cache.directory}${room}`);
          expect(info, room).toMatchObject({ kind: 'directory', permissions: 0o700 });
        }
        await link.release();
        await cache.close();
      }
      const open = `${directory}/open`;
      await host.fileSystem.makeDirectory(open);
      expect((await host.fileSystem.stat(open))?.permissions).toBe(0o777);
      await openCache(host, open);
      expect((await host.fileSystem.stat(open))?.permissions).toBe(0o700);
    } finally {
      process.umask(before);
      await rm(directory, { recursive: true, force: true });
    }
  },
);

test('temporary caches of killed builds are removed after a day', async () => {
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

test('on a real disk a home directory that is a file leads to a temporary cache', async () => {
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
