import { expect, test } from 'vitest';
import { insertItem } from './list-edits.js';
import { parseSource } from './parse-source.js';
import { nodeAt } from './source-node.js';
import { applyEdits } from './text-edit.js';

test.each([
  ['a: [x, y]\n', 'a: [x, new, y]\n'],
  ['a: ["x"]\n', 'a: ["x", "new"]\n'],
  ["a:\n  - 'x' # c\n  - y\n", "a:\n  - 'x' # c\n  - 'new'\n  - y\n"],
  ['a:\r\n-   x', 'a:\r\n-   x\r\n-   new'],
  ['{"a":["x","y"]}', '{"a":["x","new","y"]}'],
  ['{\n\t"a": [\n\t\t"x"\n\t]\n}', '{\n\t"a": [\n\t\t"x",\n\t\t"new"\n\t]\n}'],
])('a new item in %j is after the given one, in its style: %j', (before, after) => {
  const reading = parseSource('a.yaml', before);
  if (reading.kind === 'refused') throw new Error(reading.problem.message);
  const list = nodeAt(reading.document.root, 'a');
  if (list?.kind !== 'list') throw new Error('no list');
  expect(applyEdits(before, insertItem(reading.document, list, 0, 'new'))).toBe(after);
  expect(insertItem(reading.document, list, 9, 'new')).toEqual([]);
});
