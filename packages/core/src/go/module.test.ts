import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import {
  defaultMod,
  findAbove,
  findModule,
  findWorkspace,
  replacedDirectories,
  usedDirectories,
} from './module.js';

test('the module of a directory is the nearest one above', async () => {
  const { fileSystem } = memoryHost({
    '/w/go.mod': 'module w\n',
    '/w/shop/go.mod': 'module shop // go 1.1\n\ngo 1.24.0 // the release\ntoolchain go1.25.1\n',
    '/w/shop/cmd/a/main.go': '',
    '/w/other/x': '',
  });
  expect(await findModule(fileSystem, '/w/shop/cmd/a')).toEqual({
    root: '/w/shop',
    path: 'shop',
    goLine: '1.24.0',
    toolchainLine: '1.25.1',
  });
  expect(await findModule(fileSystem, '/w/other')).toEqual({
    root: '/w',
    path: 'w',
    goLine: null,
    toolchainLine: null,
  });
  expect(await findModule(fileSystem, '/tmp')).toBeUndefined();
});

test('a directory named go.work is ignored', async () => {
  const { fileSystem } = memoryHost({ '/w/go.work': '', '/w/a/go.work/x': '' });
  expect(await findAbove(fileSystem, '/w/a', 'go.work')).toBe('/w');
});

test('the default -mod is vendor if the module or the workspace has a vendor directory', async () => {
  const { fileSystem } = memoryHost({
    '/w/vendor/modules.txt': '',
    '/w/m/go.mod': '',
    '/v/vendor/modules.txt/x': '',
  });
  expect(await defaultMod(fileSystem, '/w', 'off')).toBe('vendor');
  expect(await defaultMod(fileSystem, '/w/m', 'off')).toBe('readonly');
  expect(await defaultMod(fileSystem, '/w/m', '/w/go.work')).toBe('vendor');
  expect(await defaultMod(fileSystem, '/v', 'off')).toBe('readonly');
});

test('a workspace counts only if it uses the module', async () => {
  const host = memoryHost({
    '/w/go.work': 'go 1.24\nuse (\n\t./a\n\t./link\n)\n',
    '/w/a/go.mod': '',
    '/w/b/go.mod': '',
    '/w/c/go.mod': '',
  });
  await host.symlink('/w/c', '/w/link');
  expect(await findWorkspace(host.fileSystem, '/w/a')).toBe('/w/go.work');
  expect(await findWorkspace(host.fileSystem, '/w/b')).toBeUndefined();
  expect(await findWorkspace(host.fileSystem, '/w/c')).toBe('/w/go.work');
  expect(await findWorkspace(host.fileSystem, '/tmp')).toBeUndefined();
});

test.each([
  ['use ./a\nuse ./b // c\n', ['./a', './b']],
  ['use (\n\t./a\n\t// ./b\n\t"./c d" `./e`\n)\nreplace x => ../x\n', ['./a', './c d']],
  ['use (./a\n)\n', []],
  ['go 1.24\nreplace a => ./a\n', []],
])('the directories that %j uses', (text, expected) => {
  expect(usedDirectories(text)).toEqual(expected);
});

test('the directories of replacements are read from lines and blocks, with and without versions and quotes', () => {
  const text = `replace a => ../a // local
replace (
	b v1.0.0 => ./b
	c => "./with space"
	d => example.com/d v1.0.0
	e => /abs/e
	f => ..
)
// replace g => ./g
`;
  expect(replacedDirectories(text)).toEqual(['../a', './b', './with space', '/abs/e', '..']);
});
