import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { isInside, leadsTo, projectTop, repositoryAbove } from './project-boundary.js';

test('the top of a project is the repository above the working directory', async () => {
  const host = memoryHost({ '/r/.git/HEAD': '', '/r/shop/x': '' }, { workingDirectory: '/r/shop' });
  expect(await projectTop(host)).toBe('/r');
});

test('a work tree whose `.git` is a file counts as a repository', async () => {
  const host = memoryHost({ '/r/.git': 'gitdir: /elsewhere', '/r/a/b/x': '' });
  expect(await repositoryAbove(host, '/r/a/b')).toBe('/r');
  expect(await repositoryAbove(host, '/tmp')).toBeUndefined();
});

test('without a repository, the top is the working directory with links resolved', async () => {
  const host = memoryHost({ '/real/shop/x': '' }, { workingDirectory: '/link' });
  await host.symlink('/real/shop', '/link');
  expect(await projectTop(host)).toBe('/real/shop');
});

test.each([
  ['/a', '/a', true],
  ['/a/b', '/a', true],
  ['/ab', '/a', false],
  ['/a', '/', true],
])('%s is in %s: %s', (path, directory, expected) => {
  expect(isInside(path, directory)).toBe(expected);
});

test('a path is followed through links, as far as it exists', async () => {
  const host = memoryHost({ '/real/x': '', '/project/y': '' });
  await host.symlink('/real', '/project/link');
  await host.symlink('/nowhere', '/project/dangling');
  expect(await leadsTo(host, '/project/link/x')).toBe('/real/x');
  expect(await leadsTo(host, '/project/link/new/deep')).toBe('/real/new/deep');
  expect(await leadsTo(host, '/project/dangling')).toBe('/');
});
