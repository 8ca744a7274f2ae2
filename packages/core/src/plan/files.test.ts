import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { DirectoryListings } from '../main-packages/directory-listings.js';
import type { FileSpec } from '../manifest/manifest.js';
import { findFiles } from './files.js';

const location = { file: 'lambdazip.json', line: 1, column: 1 };
const spec = (key: string, source: string): FileSpec => ({
  ...{ key, source, mode: 0o644, location },
  sourceLocation: location,
});

async function find(...specs: readonly FileSpec[]) {
  const host = memoryHost({
    '/project/web/index.html': '',
    '/project/web/css/a.css': '',
    '/project/web/css/deep/b.css': '',
    '/project/dist/lambda.zip': '',
    '/project/dist/.lambdazip.lock': '',
    '/project/dist/.lambda.zip.tmp': '',
    '/project/dist/notes.txt': '',
    '/project/x.txt': '',
    '/project/empty': null,
    '/outside': '',
  });
  await host.symlink('/project/x.txt', '/project/link.txt');
  await host.symlink('/project/web', '/project/linked');
  const problems: string[] = [];
  const files = await findFiles(specs, {
    host,
    directory: '/project',
    outDir: '/project/dist',
    listings: new DirectoryListings(host.fileSystem),
    report: ({ code }) => problems.push(code),
  });
  return { entries: files.map(({ entry, source }) => `${entry} from ${source}`), problems };
}

test.each([
  ['a file', spec('a/x', './x.txt'), ['a/x from /project/x.txt']],
  [
    'a directory: everything in it',
    spec('w/', 'web/css'),
    ['w/a.css from /project/web/css/a.css', 'w/deep/b.css from /project/web/css/deep/b.css'],
  ],
  [
    'a glob: paths below its fixed part',
    spec('s/', 'web/*.html'),
    ['s/index.html from /project/web/index.html'],
  ],
  ['a glob at any depth', spec('s/', 'web/**/b.css'), ['s/css/deep/b.css from /project/web/css/deep/b.css']],
  [
    'a directory with the output of a build: only the other files',
    spec('d/', 'dist'),
    ['d/notes.txt from /project/dist/notes.txt'],
  ],
])('finds %s', async (_, given, entries) => {
  expect(await find(given)).toEqual({ entries, problems: [] });
});

test.each([
  ['a path outside', spec('x', '../outside'), 'file-outside'],
  ['an absolute path', spec('x', '/outside'), 'file-outside'],
  ['a backslash', spec('x', 'web\\index.html'), 'file-outside'],
  ['a missing file', spec('x', 'none.txt'), 'file-missing'],
  ['a directory as a file', spec('x', 'web'), 'file-not-regular'],
  ['a link', spec('x', 'link.txt'), 'file-is-link'],
  ['a file below a link', spec('x', 'linked/index.html'), 'file-is-link'],
  ['a link to a directory', spec('x/', 'linked'), 'file-is-link'],
  ['a glob without a match', spec('x/', 'web/*.js'), 'file-no-match'],
  ['an empty directory', spec('x/', 'empty'), 'file-no-match'],
  ['a glob that is not supported', spec('x/', 'web/+(a)'), 'file-glob-invalid'],
  ['a different case', spec('x', 'X.txt'), 'path-spelling'],
])('%s is refused', async (_, given, code) => {
  expect(await find(given)).toEqual({ entries: [], problems: [code] });
});

test('one problem does not hide the other files', async () => {
  expect(await find(spec('a', 'none'), spec('b', 'x.txt'))).toEqual({
    entries: ['b from /project/x.txt'],
    problems: ['file-missing'],
  });
});
