import { expect, test } from 'vitest';
import { interfered, memoryHost, systemError, testClock } from '../../test/memory-host.js';
import { failure } from '../diagnostics/diagnose.js';
import type { Host } from '../ports/host.js';
import { openLinkDirectory } from './link-directory.js';

const cache = () => ({ directory: '/cache', used: new Set<string>(), damaged: new Set<string>() });
const path = '/cache/link/v1/key';

async function link(host: Host, name: string, ends: 'complete' | 'killed'): Promise<void> {
  const directory = await openLinkDirectory(host, cache(), 'key');
  await host.fileSystem.writeFile(`${directory.path}/${name}`, new TextEncoder().encode(name));
  if (ends === 'complete') await directory.complete();
  await directory.release();
}

test('keeps linked programs until it is opened again', async () => {
  const host = memoryHost();
  await link(host, 'create', 'complete');
  const again = await openLinkDirectory(host, cache(), 'key');
  expect(again.path).toBe(path);
  expect((await host.fileSystem.readDirectory(path)).map(({ name }) => name)).toEqual(['create']);
});

test('removes the files of an incomplete run when it is opened again', async () => {
  const host = memoryHost();
  await link(host, 'create', 'complete');
  await link(host, 'half-written', 'killed');
  await openLinkDirectory(host, cache(), 'key');
  expect(await host.fileSystem.readDirectory(path)).toEqual([]);
});

test('does not trust the rest if a run is killed while removing them', async () => {
  const host = memoryHost();
  await link(host, 'half-written', 'killed');
  const fileSystem = interfered(host.fileSystem, ({ name, path: removed }) => {
    if (name === 'remove' && removed === path) throw systemError('EIO');
  });
  await expect(openLinkDirectory({ ...host, fileSystem }, cache(), 'key')).rejects.toMatchObject({
    code: 'cache-unusable',
  });
  await openLinkDirectory(host, cache(), 'key');
  expect(await host.fileSystem.readDirectory(path)).toEqual([]);
});

test("go's work directory is empty when opened and gone after the release", async () => {
  const host = memoryHost({ [`${path}.work/go-build1/left`]: 'by a killed run' });
  const directory = await openLinkDirectory(host, cache(), 'key');
  expect(await host.fileSystem.readDirectory(directory.workDirectory)).toEqual([]);
  await host.fileSystem.writeFile(`${directory.workDirectory}/object`, new Uint8Array(1));
  await directory.complete();
  await directory.release();
  expect(Object.keys(host.files())).toEqual([]);
});

test('a second build reports that it waits for the first, and then gets the directory', async () => {
  const host = memoryHost({}, { clock: testClock() });
  const first = await openLinkDirectory(host, cache(), 'key');
  let waits = 0;
  const second = openLinkDirectory(host, cache(), 'key', {
    onWait: () => {
      waits += 1;
      void first.complete().then(() => first.release());
    },
  });
  await (await second).release();
  expect(waits).toBe(1);
});

test('different keys have different directories', async () => {
  const host = memoryHost();
  const [one, two] = await Promise.all([
    openLinkDirectory(host, cache(), 'one'),
    openLinkDirectory(host, cache(), 'two'),
  ]);
  expect(one.path).not.toBe(two.path);
});

test('an abort is passed on unchanged', async () => {
  const signal = AbortSignal.abort(failure('interrupted', { by: 'SIGINT' }));
  await expect(openLinkDirectory(memoryHost(), cache(), 'key', { signal })).rejects.toBe(signal.reason);
});

test('a run that lost its lock cannot complete', async () => {
  const host = memoryHost();
  const directory = await openLinkDirectory(host, cache(), 'key');
  await host.fileSystem.remove(`${path}.lock`);
  await expect(directory.complete()).rejects.toMatchObject({ code: 'lock-lost' });
});

test('a directory of a different user is reported by its path, and leaves no lock', async () => {
  const memory = memoryHost();
  const fileSystem = interfered(memory.fileSystem, ({ name, path: touched }) => {
    if (name === 'touch' && touched === path) throw systemError('EPERM');
  });
  const opening = openLinkDirectory({ ...memory, fileSystem }, cache(), 'key');
  await expect(opening).rejects.toMatchObject({
    code: 'cache-unusable',
    diagnostics: [{ args: { reason: expect.stringContaining(path) } }],
  });
  await openLinkDirectory(memory, cache(), 'key');
});

test('a key that is not a valid name never becomes a path', async () => {
  await expect(openLinkDirectory(memoryHost(), cache(), '../key')).rejects.toThrow(TypeError);
});
