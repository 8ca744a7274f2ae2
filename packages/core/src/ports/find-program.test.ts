import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { executableNames, findProgram } from './find-program.js';

const files = {
  '/a/bin/git': '',
  '/b/bin/git': '',
  '/b/bin/go': '',
  '/opt/go/bin/go': '',
  '/project/bin/go': '',
};

test.each([
  ['the first directory on PATH that has it', 'git', '/a/bin:/b/bin', '/a/bin/git'],
  ['a later directory if the first one does not have it', 'go', '/a/bin:/b/bin', '/b/bin/go'],
  ['the additional directories last', 'go', '/a/bin', '/opt/go/bin/go'],
  ['no relative directory', 'go', 'bin:.:', '/opt/go/bin/go'],
  ['nothing if no directory has it', 'zig', '/a/bin:/b/bin', undefined],
])('a program is found: %s', async (_, name, PATH, expected) => {
  expect(await findProgram(memoryHost(files, { environment: { PATH } }), name, ['/opt/go/bin'])).toBe(
    expected,
  );
});

test('a file that is not executable is skipped', async () => {
  const host = memoryHost(files, { environment: { PATH: '/a/bin:/b/bin' } });
  const fileSystem = { ...host.fileSystem, isExecutable: async (path: string) => path !== '/a/bin/git' };
  expect(await findProgram({ ...host, fileSystem }, 'git')).toBe('/b/bin/git');
});

test('only Windows has `;`, `.exe`, backslashes and any case of `Path`', async () => {
  const windows = memoryHost(
    { 'C:/x/go.exe': '' },
    { environment: { Path: 'C:\\y;C:\\x' }, platform: 'win32' },
  );
  const asked: string[] = [];
  const isExecutable = async (path: string): Promise<boolean> => {
    asked.push(path);
    return path === 'C:/x/go.exe';
  };
  const fileSystem = { ...windows.fileSystem, isExecutable };
  expect(await findProgram({ ...windows, fileSystem }, 'go')).toBe('C:/x/go.exe');
  expect(asked).toEqual(['C:/y/go.exe', 'C:/x/go.exe']);
  expect(await findProgram({ ...windows, fileSystem, platform: 'linux' }, 'go')).toBeUndefined();
  expect(executableNames('go', 'linux')).toEqual(['go']);
});
