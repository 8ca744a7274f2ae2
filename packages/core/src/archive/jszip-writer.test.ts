import { expect, test } from 'vitest';
import { joined } from '../bytes/joined.js';
import { writeWithJSZip } from './jszip-writer.js';
import { readArchive } from './read-archive.js';

const entries = ['a', 'b', 'c'].map((name) => ({
  name,
  mode: 0o644 as const,
  content: new TextEncoder().encode(name.repeat(2000)),
}));

test('entries keep their order, and the result is in format 1', async () => {
  const reversed = [...entries].reverse();
  const { entries: found, problems } = readArchive(joined(await writeWithJSZip(reversed, { level: 6 })), 1e6);
  expect(found.map(({ name, mode }) => [name, mode])).toEqual([
    ['c', 0o644],
    ['b', 0o644],
    ['a', 0o644],
  ]);
  expect(problems).toEqual([{ kind: 'order', name: 'b', before: 'c' }]);
});

test('an abort rejects with its reason', async () => {
  const controller = new AbortController();
  const writing = writeWithJSZip(entries, {
    level: 6,
    signal: controller.signal,
    onEntry: () => controller.abort(new Error('stopped')),
  });
  await expect(writing).rejects.toThrow('stopped');
});

test('an exception in `onEntry` rejects instead of escaping', async () => {
  const writing = writeWithJSZip(entries, {
    level: 6,
    onEntry: (name) => {
      if (name === 'b') throw new Error('refused b');
    },
  });
  await expect(writing).rejects.toThrow('refused b');
});
