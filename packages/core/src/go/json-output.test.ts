import { expect, test } from 'vitest';
import { goObjects, goVariables } from './json-output.js';

test('objects follow one another, also nested ones', () => {
  const text = [
    '{',
    '\t"ImportPath": "a",',
    '\t"Module": {',
    '\t\t"Path": "m"',
    '\t}',
    '}',
    '{',
    '\t"Dir": "/b"',
    '}',
    '',
  ];
  expect(goObjects('/go', text.join('\n'))).toEqual([
    { ImportPath: 'a', Module: { Path: 'm' } },
    { Dir: '/b' },
  ]);
  expect(goObjects('/go', '\n')).toEqual([]);
});

test.each([
  ['text', 'welcome to go'],
  ['a list', '[1]'],
  ['a field of a different type', '{"ImportPath": 7}'],
  ['a list with a different type', '{"GoFiles": ["a.go", null]}'],
  ['an object that is a list', '{"Module": []}'],
])('%s is not the output of go', (_, text) => {
  expect(() => goObjects('/usr/bin/go', text)).toThrow(expect.objectContaining({ code: 'go-unusable' }));
});

test('variables are strings; anything else is not the output of go', () => {
  expect(goVariables('{"GOOS": "linux", "GOFLAGS": ""}')).toEqual({ GOOS: 'linux', GOFLAGS: '' });
  for (const text of ['{"GOOS": 1}', '["GOOS"]', 'null', 'GOOS=linux'])
    expect(goVariables(text)).toBeUndefined();
});
