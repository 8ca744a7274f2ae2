import { expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { cacheContents, entriesOf, entriesOfRoom } from './cache-contents.js';

const digest = '0123456789abcdef'.repeat(4);
const content = `/c/packed/v1/01/${digest}-6`;
const own = {
  [content]: 'packed',
  '/c/link/v1/key/a': 'program',
  '/c/link/v1/key/deep/b': 'b',
  '/c/link/v1/key.lock': 'not counted',
  [`/c/archives/v1/${digest}`]: 'note',
  [`/c/manifests/v1/${digest}`]: 'notes',
  '/c/tmp/100-01234567': 'half',
};

test('lists everything that lambdazip keeps, with its size', async () => {
  const { fileSystem } = memoryHost(own);
  const items = await cacheContents(fileSystem, '/c');
  expect(items.map(({ kind, path, size }) => [kind, path, size])).toEqual([
    ['packed', content, 6],
    ['link', '/c/link/v1/key', 8],
    ['note', `/c/archives/v1/${digest}`, 4],
    ['note', `/c/manifests/v1/${digest}`, 5],
    ['writing', '/c/tmp/100-01234567', 4],
  ]);
  for (const { path, modified } of items) expect(modified).toBe((await fileSystem.lstat(path))?.modified);
});

test('does not list files with other names', async () => {
  const others = {
    '/c/notes.txt': 'x',
    [`/c/packed/v1/xyz/${digest}-6`]: 'x',
    [`/c/packed/v1/01/${digest}.bak`]: 'x',
    '/c/packed/v1/02': 'a file',
    '/c/link/v1/file': 'a file',
    '/c/link/v1/UPPER/a': 'x',
    '/c/archives/v1/readme': 'x',
    '/c/tmp/readme': 'x',
  };
  expect(await cacheContents(memoryHost(others).fileSystem, '/c')).toEqual([]);
});

test('a missing cache directory is empty, and one that cannot be read is an error', async () => {
  const { fileSystem } = memoryHost(own);
  expect(await cacheContents(fileSystem, '/missing')).toEqual([]);
  const unreadable = interfered(fileSystem, ({ name, path }) => {
    if (name === 'readDirectory' && path === '/c') throw systemError('EACCES');
  });
  await expect(cacheContents(unreadable, '/c')).rejects.toMatchObject({ code: 'EACCES' });
});

test('a file instead of a directory has no entries', async () => {
  const { fileSystem } = memoryHost({ '/c/packed/v1': 'damaged', '/c/tmp/100-01234567': 'half' });
  expect((await cacheContents(fileSystem, '/c')).map(({ kind }) => kind)).toEqual(['writing']);
  expect(await entriesOfRoom(fileSystem, '/c/packed/v1')).toEqual([]);
  await expect(entriesOf(fileSystem, '/c/packed/v1')).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test('an item that a different build removes in the meantime is left out', async () => {
  const host = memoryHost(own);
  const fileSystem = interfered(host.fileSystem, async ({ name, path }) => {
    if (name === 'lstat' && path === content) await host.fileSystem.remove(path);
  });
  expect((await cacheContents(fileSystem, '/c')).map(({ kind }) => kind)).not.toContain('packed');
});
