import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import {
  type JournalEntry,
  journalPath,
  newJournalPath,
  placesOf,
  readJournal,
  removeFile,
  writeJournal,
} from './journal.js';

const token = '0123456789abcdef'.repeat(2);
const entry: JournalEntry = {
  path: 'bin/a.zip',
  temporary: `.a.zip.100-${token}.tmp`,
  backup: `.a.zip.100-${token}.old.tmp`,
  size: 3,
  modified: 1_000,
};
const path = journalPath('/out');

test('a written journal is read unchanged, and no temporary file is left', async () => {
  const host = memoryHost({ '/out': null });
  const entries = [entry, { ...entry, path: 'b.zip', temporary: null, backup: null }];
  await writeJournal(host, '/out', entries);
  expect(await readJournal(host, path)).toEqual({ path, entries });
  expect(Object.keys(host.files())).toEqual([path]);
});

test('a partial journal of a killed process is replaced', async () => {
  const host = memoryHost({ [newJournalPath('/out')]: 'half', [path]: 'damaged' });
  await writeJournal(host, '/out', [entry]);
  expect(await readJournal(host, path)).toEqual({ path, entries: [entry] });
  expect(Object.keys(host.files())).toEqual([path]);
});

test('a journal that cannot be put in place leaves nothing behind', async () => {
  const host = memoryHost({ '/out': null });
  const fileSystem = interfered(host.fileSystem, ({ name }) => {
    if (name === 'rename') throw systemError('EIO');
  });
  await expect(writeJournal({ fileSystem }, '/out', [entry])).rejects.toMatchObject({ code: 'EIO' });
  expect(host.files()).toEqual({});
});

test('a missing journal is undefined', async () => {
  expect(await readJournal(memoryHost(), path)).toBeUndefined();
});

describe('a journal is unusable', () => {
  const document = (files: unknown, version: unknown = 1): string => JSON.stringify({ version, files });
  test.each<readonly [string, string]>([
    ['that is empty', ''],
    ['that is not JSON', '{'],
    ['that is null', 'null'],
    ['of a different version', document([entry], 2)],
    ['without files', document(undefined)],
    ['with an entry that is not an object', document([null])],
    ['with an absolute path', document([{ ...entry, path: '/a.zip' }])],
    ['with a path outside the directory', document([{ ...entry, path: '../a.zip' }])],
    ['with a path through the directory above', document([{ ...entry, path: 'bin/../../a.zip' }])],
    ['with a dot in a path', document([{ ...entry, path: './a.zip' }])],
    ['with a NUL in a path', document([{ ...entry, path: 'bin\0/a.zip' }])],
    ['with the temporary name of a different file', document([{ ...entry, path: 'bin/b.zip' }])],
    ['with any other file as the new content', document([{ ...entry, temporary: 'passwords' }])],
    ['with any other file as the backup', document([{ ...entry, backup: 'passwords' }])],
    ['with the names exchanged', document([{ ...entry, temporary: entry.backup, backup: entry.temporary }])],
    ['without a size', document([{ ...entry, size: '3' }])],
    ['without a time', document([{ ...entry, modified: null }])],
    ['with one bad entry among good ones', document([entry, { ...entry, path: 1 }])],
  ])('%s', async (_, text) => {
    expect(await readJournal(memoryHost({ [path]: text }), path)).toEqual({ path, entries: undefined });
  });

  test('that is a directory or a link', async () => {
    const host = memoryHost({ [`${path}/x`]: 'x', '/elsewhere': document([entry]) });
    expect(await readJournal(host, path)).toEqual({ path, entries: undefined });
    await host.symlink('/elsewhere', '/link');
    expect(await readJournal(host, '/link')).toEqual({ path: '/link', entries: undefined });
  });

  test('if a directory of its paths is a link', async () => {
    const host = memoryHost({ [path]: document([entry]), '/elsewhere': null });
    expect((await readJournal(host, path))?.entries).toEqual([entry]);
    await host.symlink('/elsewhere', '/out/bin');
    expect((await readJournal(host, path))?.entries).toBeUndefined();
  });

  test.each([
    [1000, 1000, true],
    [1000, 0, true],
    [1000, 1001, false],
    [undefined, 1001, true],
  ])('depending on its owner: user %s, owner %s, usable: %s', async (userId, owner, isUsable) => {
    const memory = memoryHost({ [path]: document([entry]) });
    const lstat: typeof memory.fileSystem.lstat = async (each) => {
      const info = await memory.fileSystem.lstat(each);
      return info === undefined ? undefined : { ...info, owner };
    };
    const host = { ...memory, userId, fileSystem: { ...memory.fileSystem, lstat } };
    expect((await readJournal(host, path))?.entries !== undefined).toBe(isUsable);
  });

  test.each(['bin\\..\\a.zip', 'C:a.zip'])('with the path %s on Windows only', async (target) => {
    const text = document([{ ...entry, path: target, temporary: null, backup: null }]);
    const usable = async (platform: 'win32' | 'linux'): Promise<boolean> =>
      (await readJournal(memoryHost({ [path]: text }, { platform }), path))?.entries !== undefined;
    expect([await usable('win32'), await usable('linux')]).toEqual([false, true]);
  });
});

test('the places of an entry are next to its target', () => {
  expect(placesOf('/out', entry)).toEqual({
    target: '/out/bin/a.zip',
    temporary: `/out/bin/.a.zip.100-${token}.tmp`,
    backup: `/out/bin/.a.zip.100-${token}.old.tmp`,
  });
  expect(placesOf('/out', { ...entry, temporary: null, backup: null })).toEqual({
    target: '/out/bin/a.zip',
    temporary: undefined,
    backup: undefined,
  });
});

test('a file is removed, and a directory stays', async () => {
  const host = memoryHost({ '/out/a': 'a', '/out/b/c': 'c' });
  for (const each of ['/out/a', '/out/b', '/out/missing']) await removeFile(host, each);
  expect(host.files()).toEqual({ '/out/b/c': 'c' });
});
