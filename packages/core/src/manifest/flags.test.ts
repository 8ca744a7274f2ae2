import { expect, test } from 'vitest';
import { splitFlags } from './flags.js';

test.each([
  ['', []],
  ['  -s\t-w\n', ['-s', '-w']],
  ["-X 'main.v=a b'", ['-X', 'main.v=a b']],
  ['"-X main.v=it\'s"', ["-X main.v=it's"]],
  // A quote inside a flag is a character, and a quoted flag ends at its quote.
  ["-X=a'b", ["-X=a'b"]],
  ["'a'b", ['a', 'b']],
  ["''", ['']],
  ['a\\ b', ['a\\', 'b']],
])('%j has the flags %j', (text, flags) => {
  expect(splitFlags(text)).toEqual({ kind: 'flags', flags });
});

test.each(["'a", '-s "b', `"it's`])('%j has a quote that is not closed', (text) => {
  expect(splitFlags(text)).toMatchObject({ kind: 'malformed' });
});
