import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { noteStore } from './notes.js';

const path = '/cache/archives/v1/one';

function store(host = memoryHost(), fileSystem = host.fileSystem) {
  const damaged = new Set<string>();
  return { host, damaged, notes: noteStore({ ...host, fileSystem }, { directory: '/cache', damaged }) };
}

test('a note is read as it was written', async () => {
  const { notes, damaged } = store();
  const value = { text: 'ä \u2028', list: [1, null, { nested: true }] };
  await notes.write(path, value);
  expect(await notes.read(path)).toEqual(value);
  await notes.write(path, 'the second');
  expect(await notes.read(path)).toBe('the second');
  expect(damaged).toEqual(new Set());
});

test('a missing note is undefined, and not damaged', async () => {
  const { notes, damaged } = store();
  expect(await notes.read(path)).toBeUndefined();
  expect(damaged.size).toBe(0);
});

describe('a damaged note is removed and reported', () => {
  test.each<readonly [string, (text: string) => string]>([
    ['with different JSON', (text) => text.replace('"size":1', '"size":2')],
    ['with a different digest', (text) => text.replace(/note .{4}/, 'note 0000')],
    ['without the first line', (text) => text.slice(text.indexOf('\n') + 1)],
    ['cut off in its first line', (text) => text.slice(0, 20)],
    ['cut off in its JSON', (text) => text.slice(0, -1)],
    ['and empty', () => ''],
  ])('%s', async (_, damage) => {
    const { host, notes, damaged } = store();
    await notes.write(path, { size: 1 });
    const text = host.files()[path] ?? '';
    expect(damage(text)).not.toBe(text);
    await host.fileSystem.writeFile(path, new TextEncoder().encode(damage(text)));
    expect(await notes.read(path)).toBeUndefined();
    expect([...damaged]).toEqual([path]);
    expect(host.files()).not.toHaveProperty(path);
  });

  test('at the path of a different note', async () => {
    const { host, notes, damaged } = store();
    const other = '/cache/archives/v1/two';
    await notes.write(path, { size: 1 });
    await host.fileSystem.rename(path, other);
    expect(await notes.read(other)).toBeUndefined();
    expect([...damaged]).toEqual([other]);
  });
});

test('a cache that was moved keeps its notes', async () => {
  const { host, notes } = store();
  await notes.write(path, 'kept');
  await host.fileSystem.rename('/cache', '/moved');
  const moved = noteStore(host, { directory: '/moved', damaged: new Set() });
  expect(await moved.read('/moved/archives/v1/one')).toBe('kept');
});

test('a note that cannot be written or read is not an error', async () => {
  const host = memoryHost();
  const { notes } = store(
    host,
    interfered(host.fileSystem, ({ name }) => {
      if (name === 'writeFile' || name === 'readFile') throw systemError('EIO');
    }),
  );
  await notes.write(path, 'lost');
  expect(await notes.read(path)).toBeUndefined();
  expect(host.files()).toEqual({});
});
