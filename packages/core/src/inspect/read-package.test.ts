import { expect, test } from 'vitest';
import { memoryHost, systemError } from '../../test/memory-host.js';
import type { FileInfo } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import { readPackage } from './read-package.js';

const host = memoryHost({
  '/project/a.zip': 'hello',
  '/project/dist/b.zip': 'hello',
  '/elsewhere/c.zip': '',
});

/** The host, with changes to what it reports about a file. */
const hostWith = (changes: Partial<FileInfo>): Host => ({
  ...host,
  fileSystem: {
    ...host.fileSystem,
    stat: async (path) => {
      const info = await host.fileSystem.stat(path);
      return info === undefined ? undefined : { ...info, ...changes };
    },
  },
});

test('reads a file with its digest, in hexadecimal and as Lambda shows it', async () => {
  expect(await readPackage('a.zip', host)).toMatchObject({
    path: 'a.zip',
    size: 5,
    content: {
      // As `sha256sum` prints it for `hello`.
      sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      codeSha256: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
    },
  });
});

test('shows paths relative to the working directory', async () => {
  const paths = ['./dist/../a.zip', '/project/dist/b.zip', '/elsewhere/c.zip'];
  const read = await Promise.all(paths.map((path) => readPackage(path, host)));
  expect(read.map(({ path }) => path)).toEqual(['a.zip', 'dist/b.zip', '../elsewhere/c.zip']);
});

test('does not read a file that is larger than any package', async () => {
  const limit = 250 * 1024 * 1024 + 16 * 1024 * 1024;
  expect(await readPackage('a.zip', hostWith({ size: limit + 1 }))).toEqual({
    path: 'a.zip',
    size: limit + 1,
    content: null,
  });
  expect((await readPackage('a.zip', hostWith({ size: limit }))).content).not.toBeNull();
});

test.each<[what: string, path: string, host: Host, args: object]>([
  ['is missing', 'no.zip', host, { file: 'no.zip', reason: 'no such file' }],
  ['is a directory', 'dist', host, { file: 'dist', reason: 'it is a directory' }],
  ['is the working directory', '.', host, { file: '.', reason: 'it is a directory' }],
  ['is a device', 'a.zip', hostWith({ kind: 'other' }), { file: 'a.zip', reason: 'not a regular file' }],
])('fails if the file %s', async (_, path, given, args) => {
  await expect(readPackage(path, given)).rejects.toMatchObject({
    code: 'archive-unreadable',
    diagnostics: [{ args }],
  });
});

test.each(['stat', 'readFile'] as const)(
  'fails with the reason of the file system if %s fails',
  async (name) => {
    const cause = systemError('EACCES');
    const fileSystem = { ...host.fileSystem, [name]: async () => Promise.reject(cause) };
    await expect(readPackage('a.zip', { ...host, fileSystem })).rejects.toMatchObject({
      code: 'archive-unreadable',
      cause,
      diagnostics: [{ args: { file: 'a.zip' } }],
    });
  },
);
