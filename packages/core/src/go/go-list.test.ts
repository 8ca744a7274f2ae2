import { expect, test } from 'vitest';
import { parseListOutput } from './go-list.js';

test('merges variants of a package that differ only in the profile', () => {
  const text = [
    { ImportPath: 'example.com/lib [example.com/a]', Dir: '/lib', Deps: ['example.com/x [example.com/a]'] },
    { ImportPath: 'example.com/a', Dir: '/a', Imports: ['example.com/lib [example.com/a]'] },
    { ImportPath: 'example.com/lib', Dir: '/lib', Deps: ['example.com/x', 'example.com/y'] },
  ]
    .map((each) => JSON.stringify(each, null, '\t'))
    .join('\n');
  expect(parseListOutput('go', `${text}\n`)).toEqual([
    { ImportPath: 'example.com/lib', Dir: '/lib', Deps: ['example.com/x', 'example.com/y'] },
    { ImportPath: 'example.com/a', Dir: '/a', Imports: ['example.com/lib'] },
  ]);
});

test('empty output means no packages', () => {
  expect(parseListOutput('go', '')).toEqual([]);
});

test.each([
  'garbage{',
  'null',
  '[]',
  '{"ImportPath":7}',
  '{"Deps":3}',
  '{"GoFiles":[1]}',
  '{"Module":null}',
  '{"Error":"x"}',
])('%s is rejected as output of go', (text) => {
  const parse = () => parseListOutput('/opt/bin/go', text);
  expect(parse).toThrow(
    expect.objectContaining({
      code: 'go-unusable',
      diagnostics: [
        expect.objectContaining({ args: { program: '/opt/bin/go', output: expect.stringContaining(text) } }),
      ],
    }),
  );
});
