import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError, testClock } from '../../test/memory-host.js';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { openCache } from '../cache/cache.js';
import { noteStore } from '../cache/notes.js';
import {
  contentKey,
  readArchiveNote,
  stillWritten,
  type WrittenArchive,
  writeArchiveNote,
} from './archive-notes.js';
import type { PackedArchive } from './packing/pack-archives.js';

const path = '/project/dist/a.zip';
const bytes = new TextEncoder().encode('a zip');
const written: WrittenArchive = {
  content: 'key',
  sha256: hexOf(sha256Of(bytes)),
  size: bytes.length,
  compressedSizes: {},
  identity: null,
  used: 0,
};

describe('a note', () => {
  const note = { writtenBy: '1.0.0', written, assets: {} };

  test('is read for the same path and release only', async () => {
    const host = memoryHost();
    const cache = await openCache(host, '/cache');
    const notes = noteStore(host, cache);
    await writeArchiveNote(notes, cache, path, note);
    expect(await readArchiveNote(notes, cache, path, '1.0.0')).toEqual(note);
    expect(await readArchiveNote(notes, cache, path, '1.0.1')).toBeUndefined();
    expect(await readArchiveNote(notes, cache, '/project/dist/b.zip', '1.0.0')).toBeUndefined();
  });
});

describe('the key of a content', () => {
  const entry = (name: string, more: object = {}) => ({ name, mode: 0o755, sha256: 'ab', ...more });
  const key = (entries: readonly object[], compression = 6): string =>
    contentKey({ plan: { compression }, entries } as unknown as PackedArchive);
  const usual = key([entry('a'), entry('b')]);

  test('does not depend on the order of the entries', () => {
    expect(key([entry('b'), entry('a')])).toBe(usual);
  });

  test.each<readonly [string, string]>([
    ['a name', key([entry('a'), entry('c')])],
    ['a mode', key([entry('a'), entry('b', { mode: 0o644 })])],
    ['a content', key([entry('a'), entry('b', { sha256: 'cd' })])],
    ['the number of entries', key([entry('a')])],
    ['the level', key([entry('a'), entry('b')], 9)],
  ])('changes with %s', (_, other) => {
    expect(other).not.toBe(usual);
  });
});

describe('an archive on disk', () => {
  /** A minute after the file was written, when its identity can be trusted. */
  function machine(content = 'a zip') {
    const memory = memoryHost({ [path]: content }, { clock: testClock(Date.now() + 60_000) });
    const reads: string[] = [];
    const fileSystem = interfered(memory.fileSystem, ({ name, path: read }) => {
      if (name === 'readFile') reads.push(read);
    });
    return { memory, host: { ...memory, fileSystem }, reads };
  }

  test('is compared by its digest once, and by its identity afterwards', async () => {
    const { host, reads } = machine();
    const noted = await stillWritten(host, path, written);
    const { text } = (await host.fileSystem.identify(path)) ?? {};
    expect(noted).toEqual({ ...written, identity: text });
    expect(reads).toEqual([path]);
    expect(await stillWritten(host, path, noted ?? written)).toBe(noted);
    expect(reads).toEqual([path]);
  });

  test('that was changed too recently is compared by its digest again', async () => {
    const { host, reads } = machine();
    const now = { ...host, clock: testClock() };
    const noted = await stillWritten(now, path, written);
    expect(noted).toEqual(written);
    await stillWritten(now, path, noted ?? written);
    expect(reads).toEqual([path, path]);
  });

  test('with a different size is not read', async () => {
    const { host, reads } = machine('a longer zip');
    expect(await stillWritten(host, path, written)).toBeUndefined();
    expect(reads).toEqual([]);
  });

  test('with different bytes of the same size differs', async () => {
    const { host } = machine('A zip');
    expect(await stillWritten(host, path, written)).toBeUndefined();
  });

  test('that was written again after its identity was noted is compared by its digest', async () => {
    const { host, memory, reads } = machine();
    const noted = (await stillWritten(host, path, written)) ?? written;
    await memory.fileSystem.remove(path);
    await memory.fileSystem.writeFile(path, new TextEncoder().encode('A zip'));
    expect(await stillWritten(host, path, noted)).toBeUndefined();
    expect(reads).toHaveLength(2);
  });

  test('differs if it is missing, a directory, a link, or unreadable', async () => {
    const { host, memory } = machine();
    expect(await stillWritten(host, '/missing', written)).toBeUndefined();
    expect(await stillWritten(host, '/project', written)).toBeUndefined();
    await memory.symlink(path, '/link');
    expect(await stillWritten(host, '/link', written)).toBeUndefined();
    const fileSystem = interfered(memory.fileSystem, ({ name }) => {
      if (name === 'readFile') throw systemError('EACCES');
    });
    expect(await stillWritten({ ...host, fileSystem }, path, written)).toBeUndefined();
  });
});
