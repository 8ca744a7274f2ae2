import { expect, test } from 'vitest';
import { parseYaml } from './parse-yaml.js';

const problemsOf = (text: string): string[] =>
  parseYaml(text).problems.map((problem) => {
    const { line, column } = problem.position;
    return `${line}:${column} ${problem.kind === 'syntax' ? problem.message : `${problem.kind} ${problem.key}`}`;
  });

test('keys and values have their positions', () => {
  const { value, keyAt, valueAt } = parseYaml('a:\n  b: [1, two]\n  ? c\n  : null\n');
  expect(value).toEqual({ a: { b: [1, 'two'], c: null } });
  expect(keyAt(['a', 'b'])).toEqual({ line: 2, column: 3 });
  expect(valueAt(['a', 'b', 1])).toEqual({ line: 2, column: 10 });
});

test('an alias has the value of its anchor, and its own position', () => {
  const { value, valueAt, problems } = parseYaml('x: &x {k: 1}\ny: *x\n');
  expect(value).toEqual({ x: { k: 1 }, y: { k: 1 } });
  expect(valueAt(['y'])).toEqual({ line: 2, column: 4 });
  expect(problems).toEqual([]);
});

test('an alias means the nearest anchor before it', () => {
  expect(parseYaml('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').value).toEqual({ a: 1, b: 1, c: 2, d: 2 });
});

test('keys are texts', () => {
  expect(parseYaml('1: a\ntrue: b\n').value).toEqual({ 1: 'a', true: 'b' });
});

test.each([
  ['', ['1:1 expected a value, found an empty file']],
  ['a: 1\n---\nb: 2\n', ['2:1 expected one document, found a second one']],
  ['a: 1\na: 2\n', ['2:1 duplicate-key a']],
  ['? [a]\n: 1\n', ['1:3 a key must be a string']],
  ['__proto__: 1\n', ['1:1 the key __proto__ is reserved in JavaScript; use a different one']],
  [`${'- '.repeat(120)}x`, [expect.stringMatching(/^1:\d+ values are nested more than 100 levels deep$/)]],
])('the problems of %.30j', (text, expected) => {
  expect(problemsOf(text)).toEqual(expected);
});

test('a mistake in the syntax has its position', () => {
  expect(problemsOf('a: "b\nc: 1\n')[0]).toMatch(/^\d+:\d+ /);
  expect(parseYaml('a: [1\nb: 2\n').problems.length).toBeGreaterThan(0);
});
