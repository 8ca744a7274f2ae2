import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { copyFiles } from './copy-inputs.js';

const texts = {
  '/home/me/shop/lambdazip.json': '{}',
  '/home/me/shop/cmd/a/main.go': 'package main',
  '/home/me/lib/lib.go': 'package lib',
  '/home/me/secret.txt': 'not an input',
};
const inputs = Object.keys(texts).filter((path) => !path.endsWith('secret.txt'));

const copied = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith('/copy/')));

test('copies only the given files, keeping their paths relative to each other', async () => {
  const host = memoryHost(texts);
  const { placeOf } = await copyFiles(inputs, '/copy/source', host);
  expect(copied(host.files())).toEqual({
    '/copy/source/shop/lambdazip.json': '{}',
    '/copy/source/shop/cmd/a/main.go': 'package main',
    '/copy/source/lib/lib.go': 'package lib',
  });
  expect(placeOf('/home/me/shop/lambdazip.json')).toBe('/copy/source/shop/lambdazip.json');
  expect(placeOf('/home/me/shop/not-copied')).toBe('/copy/source/shop/not-copied');
});

test('does not confuse directories whose names have the same beginning', async () => {
  const host = memoryHost({ '/src/app/a': '1', '/src/app-two/b': '2' });
  await copyFiles(['/src/app/a', '/src/app-two/b'], '/copy', host);
  expect(copied(host.files())).toEqual({ '/copy/app/a': '1', '/copy/app-two/b': '2' });
});

test('copies files without a common directory, or a single file', async () => {
  const host = memoryHost({ '/a/x': '1', '/b/y': '2' });
  await copyFiles(['/a/x', '/b/y'], '/copy/both', host);
  await copyFiles(['/a/x'], '/copy/one', host);
  expect(copied(host.files())).toEqual({ '/copy/both/a/x': '1', '/copy/both/b/y': '2', '/copy/one/x': '1' });
});

test('makes directories that only this user can read', async () => {
  const host = memoryHost({ '/a/b/x': '', '/a/b/y': '', '/a/z': '' });
  const made: unknown[] = [];
  const fileSystem: typeof host.fileSystem = {
    ...host.fileSystem,
    makeDirectory: async (path, options) => {
      made.push([path, options]);
      await host.fileSystem.makeDirectory(path, options);
    },
  };
  await copyFiles(['/a/b/x', '/a/b/y', '/a/z'], '/copy', { fileSystem });
  expect(made).toEqual([
    ['/copy/b', { private: true }],
    ['/copy', { private: true }],
  ]);
});

test('stops when it is interrupted', async () => {
  const host = memoryHost({ '/a/x': '1' });
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(copyFiles(['/a/x'], '/copy', host, signal)).rejects.toThrow('stop');
  expect(copied(host.files())).toEqual({});
});
