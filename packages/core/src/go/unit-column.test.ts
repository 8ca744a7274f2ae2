import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { unitColumn } from './unit-column.js';

const host = memoryHost({ '/p/main.go': 'package main\n\tif body == "日本語😀" { return 7 }\n' });

test.each([
  ['in a line of ASCII', 1, 9, 9],
  ['before other characters', 2, 13, 13],
  // Three characters of three bytes and one of four are five UTF-16 units.
  ['behind other characters', 2, 38, 30],
  ['of a line that does not exist', 9, 4, 4],
])('a column %s', async (_, line, column, expected) => {
  expect(await unitColumn(host, '/p/main.go', line, column)).toBe(expected);
});

test('a column of a file that cannot be read is unchanged, and none stays none', async () => {
  expect(await unitColumn(host, '/p/none.go', 1, 4)).toBe(4);
  expect(await unitColumn(host, '/p/main.go', 1, null)).toBeNull();
});
