import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import type { NoteStore } from '../cache/notes.js';
import { findManifest, loadManifest, openManifest } from './load-manifest.js';

const minimal = '{ "handlers": { "bin/create": "./cmd/create" } }';

describe('a manifest without a path', () => {
  test.each(['lambdazip.json', 'lambdazip.jsonc', 'lambdazip.yaml', 'lambdazip.yml'])(
    'is %s',
    async (name) => {
      expect(await findManifest(memoryHost({ [`/project/${name}`]: minimal }))).toBe(name);
    },
  );

  test('must be the only one', async () => {
    const host = memoryHost({ '/project/lambdazip.json': minimal, '/project/lambdazip.yml': '' });
    await expect(findManifest(host)).rejects.toMatchObject({
      code: 'manifest-ambiguous',
      diagnostics: [{ args: { names: ['lambdazip.json', 'lambdazip.yml'] } }],
    });
  });

  test('must exist, in a directory that exists', async () => {
    const missing = (host: ReturnType<typeof memoryHost>) =>
      findManifest(host).catch(({ diagnostics }) => diagnostics[0].args.missing);
    expect(await missing(memoryHost({ '/project/other.json': '' }))).toBe('known');
    expect(await missing(memoryHost({ '/project/lambdazip.json/x': '' }))).toBe('known');
    expect(await missing(memoryHost())).toBe('directory');
  });
});

test.each([
  ['sub/m.json', 'sub/m.json'],
  ['/project/sub/m.json', 'sub/m.json'],
])('the path %s is %s in diagnostics, and its directory is the base of paths', async (path, file) => {
  const host = memoryHost({ '/project/sub/m.json': minimal });
  const { manifest, directory } = await openManifest(path, {}, host);
  expect([manifest.file, directory]).toEqual([file, '/project/sub']);
});

test.each<readonly [string, Uint8Array, string]>([
  ['is too large', new Uint8Array(4 * 1024 * 1024 + 1), 'larger than 4 MiB'],
  ['is not UTF-8', Uint8Array.of(0x7b, 0xff), 'not UTF-8'],
])('a file that %s cannot be read', async (_, content, reason) => {
  const host = memoryHost({ '/project/m.json': '' });
  await host.fileSystem.writeFile('/project/m.json', content);
  await expect(openManifest('m.json', {}, host)).rejects.toMatchObject({
    code: 'manifest-unreadable',
    diagnostics: [{ args: { file: 'm.json', reason } }],
  });
});

test('a missing file and a directory are different errors', async () => {
  const host = memoryHost({ '/project/directory/x': '' });
  await expect(openManifest('none.json', {}, host)).rejects.toMatchObject({ code: 'manifest-not-found' });
  await expect(openManifest('directory', {}, host)).rejects.toMatchObject({ code: 'manifest-is-directory' });
});

test('opening keeps errors as diagnostics; loading throws them', async () => {
  const host = memoryHost({ '/project/m.json': '{}' });
  expect((await openManifest('m.json', {}, host)).diagnostics.map(({ code }) => code)).toEqual([
    'manifest-no-handlers',
  ]);
  await expect(loadManifest({ manifest: 'm.json' }, host)).rejects.toMatchObject({
    code: 'manifest-invalid',
  });
});

test('a text that was read with the same options is not read again', async () => {
  const stored = new Map<string, unknown>();
  const notes = {
    read: async (path: string) => stored.get(path),
    write: async (path: string, value: unknown) => void stored.set(path, value),
  } as unknown as NoteStore;
  const known = { notes, directory: '/cache' };
  const host = memoryHost({ '/project/m.json': minimal });
  const first = await openManifest('m.json', {}, host, known);
  expect((await openManifest('m.json', {}, host, known)).manifest).toBe(first.manifest);
  expect(stored.size).toBe(1);
  await openManifest('m.json', { overrides: { architecture: 'x86_64' } }, host, known);
  expect(stored.size).toBe(2);
});
