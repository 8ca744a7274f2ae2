import { expect, test } from 'vitest';
import { parseJson } from './parse-json.js';

const problemsOf = (text: string): string[] =>
  parseJson(text).problems.map((problem) => {
    const { line, column } = problem.position;
    return `${line}:${column} ${problem.kind === 'syntax' ? problem.message : `${problem.kind} ${problem.key} ${problem.first.line}:${problem.first.column}`}`;
  });

test('comments and trailing commas are accepted', () => {
  const { value, problems } = parseJson('{ // a comment\n "a": [1, true, null,], /* more */ }');
  expect(value).toEqual({ a: [1, true, null] });
  expect(problems).toEqual([]);
});

test('keys and values have their positions', () => {
  const { keyAt, valueAt } = parseJson('{\n  "a": {"b": [1, 2]}\n}');
  expect(keyAt(['a'])).toEqual({ line: 2, column: 3 });
  expect(valueAt(['a'])).toEqual({ line: 2, column: 8 });
  expect(valueAt(['a', 'b', 1])).toEqual({ line: 2, column: 18 });
  expect(keyAt(['a', 'missing'])).toEqual({ line: 2, column: 3 });
});

test.each([
  ['', ['1:1 value expected']],
  ['{"a" 1}', ['1:6 colon expected']],
  ['{"a": 1 "b": 2}', ['1:9 comma expected']],
  ['{"a": 1, "b": 2, "a": 3}', ['1:18 duplicate-key a 1:2']],
  ['{"__proto__": {}}', ['1:2 the key __proto__ is reserved in JavaScript; use a different one']],
])('the problems of %j', (text, expected) => {
  expect(problemsOf(text)).toEqual(expected);
});

test('the first of duplicate keys counts', () => {
  expect(parseJson('{"a": 1, "a": 2}').value).toEqual({ a: 1 });
});

test('brackets in a text do not count as nesting', () => {
  expect(problemsOf(JSON.stringify({ a: '['.repeat(200) }))).toEqual([]);
  expect(problemsOf('['.repeat(101))).toEqual(['1:101 values are nested more than 100 levels deep']);
});
