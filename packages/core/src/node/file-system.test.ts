import { mkdir, mkdtemp, realpath, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createFsFromVolume, Volume } from 'memfs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { nodeFileSystem } from './file-system.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array): string => new TextDecoder().decode(content);
const codeOf = (promise: Promise<unknown>): Promise<string | undefined> =>
  promise.then(() => 'none', fileSystemErrorCode);

let real: string;
beforeEach(async () => {
  real = await realpath(await mkdtemp(`${tmpdir()}/lambdazip-test-`));
});
afterEach(() => rm(real, { recursive: true, force: true }));

const volume = createFsFromVolume(Volume.fromJSON({ '/memory': null }));
const kinds = [
  { kind: 'the real disk', fileSystem: nodeFileSystem(), root: () => real },
  { kind: 'memfs', fileSystem: nodeFileSystem(volume.promises), root: () => '/memory' },
];

describe.each(kinds)('on $kind', ({ fileSystem, root }) => {
  afterEach(async () => {
    for (const { name } of await fileSystem.readDirectory(root()))
      await fileSystem.remove(`${root()}/${name}`);
  });

  test('reads back what was written as plain bytes', async () => {
    const file = `${root()}/file`;
    await fileSystem.writeFile(file, bytes('one'), { flush: true });
    const content = await fileSystem.readFile(file);
    expect(text(content)).toBe('one');
    expect(Object.getPrototypeOf(content)).toBe(Uint8Array.prototype);
    await fileSystem.writeFile(file, bytes('2'));
    expect(text(await fileSystem.readFile(file))).toBe('2');
  });

  test('fails with EEXIST on an exclusive write or a link to an existing path', async () => {
    const file = `${root()}/file`;
    await fileSystem.writeFile(file, bytes('one'), { exclusive: true });
    expect(await codeOf(fileSystem.writeFile(file, bytes('two'), { exclusive: true }))).toBe('EEXIST');
    await fileSystem.writeFile(`${root()}/other`, bytes('two'));
    expect(await codeOf(fileSystem.link(`${root()}/other`, file))).toBe('EEXIST');
    expect(text(await fileSystem.readFile(file))).toBe('one');
  });

  test('lists directories sorted by code units, with kinds', async () => {
    for (const name of ['b', 'a', 'B', 'ä', '10', '9'])
      await fileSystem.writeFile(`${root()}/${name}`, bytes(''));
    await fileSystem.makeDirectory(`${root()}/C`);
    expect((await fileSystem.readDirectory(root())).map(({ name }) => name)).toEqual([
      '10',
      '9',
      'B',
      'C',
      'a',
      'b',
      'ä',
    ]);
    expect((await fileSystem.readDirectory(root())).find(({ name }) => name === 'C')?.kind).toBe('directory');
  });

  test('returns nothing, without failing, for a missing path or a path below a file', async () => {
    await fileSystem.writeFile(`${root()}/file`, bytes('12345'));
    expect(await fileSystem.lstat(`${root()}/absent/deep`)).toBeUndefined();
    expect(await fileSystem.stat(`${root()}/file/below`)).toBeUndefined();
    expect(await fileSystem.stat(`${root()}/file`)).toMatchObject({ kind: 'file', size: 5 });
    expect(await codeOf(fileSystem.readFile(`${root()}/absent`))).toBe('ENOENT');
  });

  test('creates a directory with its parents, or keeps an existing one', async () => {
    await fileSystem.makeDirectory(`${root()}/a/b`);
    await fileSystem.writeFile(`${root()}/a/b/file`, bytes(''));
    await fileSystem.makeDirectory(`${root()}/a/b`);
    expect(await fileSystem.readDirectory(`${root()}/a/b`)).toHaveLength(1);
  });

  test('removes trees, ignores missing paths, and removes only empty directories on request', async () => {
    await fileSystem.makeDirectory(`${root()}/a/b`);
    expect(await fileSystem.removeEmptyDirectory(`${root()}/a`)).toBe(false);
    expect(await fileSystem.removeEmptyDirectory(`${root()}/a/b`)).toBe(true);
    await fileSystem.writeFile(`${root()}/a/file`, bytes(''));
    await fileSystem.remove(`${root()}/a`);
    await fileSystem.remove(`${root()}/a`);
    expect(await fileSystem.readDirectory(root())).toEqual([]);
  });

  test('replaces a file with a rename', async () => {
    await fileSystem.writeFile(`${root()}/old`, bytes('old'));
    await fileSystem.writeFile(`${root()}/new`, bytes('new'));
    await fileSystem.rename(`${root()}/new`, `${root()}/old`);
    expect(text(await fileSystem.readFile(`${root()}/old`))).toBe('new');
    expect(await fileSystem.lstat(`${root()}/new`)).toBeUndefined();
  });
});

describe('only on a real disk', () => {
  const fileSystem = nodeFileSystem();

  test('distinguishes links from their targets', async () => {
    await mkdir(`${real}/directory`);
    await symlink('directory', `${real}/link`);
    await symlink('absent', `${real}/broken`);
    expect((await fileSystem.lstat(`${real}/link`))?.kind).toBe('link');
    expect((await fileSystem.stat(`${real}/link`))?.kind).toBe('directory');
    expect(await fileSystem.stat(`${real}/broken`)).toBeUndefined();
    expect((await fileSystem.lstat(`${real}/broken`))?.kind).toBe('link');
    expect(await fileSystem.realPath(`${real}/link`)).toBe(`${real}/directory`);
  });

  test('removes a link but not its target', async () => {
    await mkdir(`${real}/directory`);
    await writeFile(`${real}/directory/file`, '');
    await symlink('directory', `${real}/link`);
    await fileSystem.remove(`${real}/link`);
    expect(await fileSystem.stat(`${real}/directory/file`)).toBeDefined();
  });

  test('sets the time of a touched file to now', async () => {
    await writeFile(`${real}/file`, '');
    await utimes(`${real}/file`, new Date(0), new Date(0));
    const before = Date.now();
    await fileSystem.touch(`${real}/file`);
    expect((await stat(`${real}/file`)).mtimeMs).toBeGreaterThan(before - 10);
  });
});
