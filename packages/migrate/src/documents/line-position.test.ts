import { expect, test } from 'vitest';
import { linePosition } from './line-position.js';

test.each([
  ['', 0, 1, 1],
  ['ab', 2, 1, 3],
  ['a\nb', 1, 1, 2],
  ['a\nb', 2, 2, 1],
  ['a\r\nbc', 4, 2, 2],
  ['é😀x', 3, 1, 4],
  ['\n\n', 2, 3, 1],
])('the position in %j of offset %i is line %i, column %i', (text, offset, line, column) => {
  expect(linePosition(text, offset)).toEqual({ line, column });
});
