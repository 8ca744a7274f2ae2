import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { removeCreatedDirectories, topmostMissing } from './created-directories.js';

test('the topmost missing directory is found above a path', async () => {
  const { fileSystem } = memoryHost({ '/project/x': '' });
  expect(await topmostMissing(fileSystem, '/project/a/b/c')).toBe('/project/a');
  expect(await topmostMissing(fileSystem, '/project')).toBeUndefined();
});

test('created directories are removed up to the topmost one, and no further', async () => {
  const { fileSystem, paths } = memoryHost({ '/project/own/a/b': null });
  await removeCreatedDirectories(fileSystem, '/project/own/a/b', new Set(['/project/own/a']));
  expect(paths()).toEqual(['/project', '/project/own', '/tmp']);
});

test('a directory with other files stays, with its parents', async () => {
  const { fileSystem, paths } = memoryHost({ '/project/a/b': null, '/project/a/x': '' });
  await removeCreatedDirectories(fileSystem, '/project/a/b', new Set(['/project/a']));
  expect(paths()).toEqual(['/project', '/project/a', '/project/a/x', '/tmp']);
});

test('a directory that is already gone does not keep its parents', async () => {
  const { fileSystem, paths } = memoryHost({ '/project/a': null });
  await removeCreatedDirectories(fileSystem, '/project/a/b', new Set(['/project/a']));
  expect(paths()).toEqual(['/project', '/tmp']);
});

test('directories that existed before stay', async () => {
  const { fileSystem, paths } = memoryHost({ '/project/a/b': null });
  await removeCreatedDirectories(fileSystem, '/project/a/b', new Set(['/project/ab', '/project/a/b/c']));
  expect(paths()).toContain('/project/a/b');
});
