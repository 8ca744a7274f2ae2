import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { DirectoryListings } from './directory-listings.js';
import { findGoDirectories, goFilesOf, manifestPath } from './go-directories.js';

const host = memoryHost({
  '/project/main.go': '',
  '/project/cmd/b/main.go': '',
  '/project/cmd/a/main.go': '',
  '/project/cmd/a/deep/main.go': '',
  '/project/cmd/tests/x_test.go': '',
  '/project/cmd/none/x.txt': '',
  '/project/cmd/.hidden/main.go': '',
  '/project/cmd/_old/main.go': '',
  '/project/cmd/testdata/main.go': '',
  '/project/vendor/x/main.go': '',
  '/project/node_modules/x/main.go': '',
});
const find = async (pattern: string): Promise<string[]> => {
  const context = { host, listings: new DirectoryListings(host.fileSystem) };
  return (await findGoDirectories(context, '/project', pattern)).map(({ path }) => path);
};

test.each([
  ['./cmd/*', ['cmd/a', 'cmd/b']],
  ['cmd/**', ['cmd/a', 'cmd/a/deep', 'cmd/b']],
  ['**', ['', 'cmd/a', 'cmd/a/deep', 'cmd/b']],
  ['./cmd/*/deep', ['cmd/a/deep']],
  ['cmd/a', ['cmd/a']],
  ['none/*', []],
])('%s matches %j', async (pattern, expected) => {
  expect(await find(pattern)).toEqual(expected);
});

test('go follows links to files, not to directories', async () => {
  const linked = memoryHost({ '/project/a/main.go': '', '/project/b/x.txt': '', '/real.go': '' });
  await linked.symlink('/project/a', '/project/c');
  await linked.symlink('/real.go', '/project/b/linked.go');
  await linked.symlink('/nowhere.go', '/project/b/dangling.go');
  const listings = new DirectoryListings(linked.fileSystem);
  expect(
    (await findGoDirectories({ host: linked, listings }, '/project', '*')).map(({ path }) => path),
  ).toEqual(['a', 'b']);
  expect(await goFilesOf('/project/b', await listings.entries('/project/b'), linked.fileSystem)).toEqual([
    'linked.go',
  ]);
});

test('a directory is written as in the manifest', () => {
  const context = { directory: '/project' };
  expect(['/project', '/project/a', '/lib'].map((path) => manifestPath(path, context))).toEqual([
    '.',
    './a',
    '../lib',
  ]);
});
