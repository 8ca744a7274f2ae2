import { expect, test } from 'vitest';
import { forbiddenKey, PositionTable, positionFinder, setOwn } from './source-map.js';

test('offsets become lines and columns from 1', () => {
  const at = positionFinder('ab\n\ncd');
  expect([0, 1, 2, 3, 4, 5, 6].map((offset) => [at(offset).line, at(offset).column])).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 1],
    [3, 1],
    [3, 2],
    [3, 3],
  ]);
});

test('a path that does not exist has the position of its nearest parent', () => {
  const table = new PositionTable();
  const [key, value] = [
    { line: 2, column: 3 },
    { line: 2, column: 9 },
  ];
  table.set(['go'], key, value);
  expect(table.keyAt(['go', 'tags', 0])).toBe(key);
  expect(table.valueAt(['go'])).toBe(value);
  expect(table.valueAt(['other'])).toEqual({ line: 1, column: 1 });
});

test('a path with a dot or a number differs from similar ones', () => {
  const table = new PositionTable();
  const position = { line: 5, column: 1 };
  table.set(['a.b'], position, position);
  table.set(['0'], position, position);
  expect(table.keyAt(['a', 'b'])).not.toBe(position);
  expect(table.keyAt([0])).not.toBe(position);
});

test('`__proto__` becomes an ordinary key, and is reported', () => {
  const target: Record<string, unknown> = {};
  setOwn(target, '__proto__', { polluted: true });
  expect(Object.keys(target)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
  expect(forbiddenKey('__proto__', { line: 1, column: 2 })).toMatchObject({
    kind: 'syntax',
    position: { column: 2 },
  });
});
