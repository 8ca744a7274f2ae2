import { expect, test } from 'vitest';
import { parseListOutput } from './list-output.js';

test('variants of a package for the profiles of main packages are one package', () => {
  const text = [
    { ImportPath: 'example.com/lib [example.com/a]', Dir: '/lib', Deps: ['example.com/x [example.com/a]'] },
    { ImportPath: 'example.com/a', Dir: '/a', Imports: ['example.com/lib [example.com/a]'] },
    { ImportPath: 'example.com/lib', Dir: '/lib', Deps: ['example.com/x', 'example.com/y'] },
  ]
    .map((each) => JSON.stringify(each, null, '\t'))
    .join('\n');
  expect(parseListOutput(`${text}\n`)).toEqual([
    { ImportPath: 'example.com/lib', Dir: '/lib', Deps: ['example.com/x', 'example.com/y'] },
    { ImportPath: 'example.com/a', Dir: '/a', Imports: ['example.com/lib'] },
  ]);
});

test('without output there are no packages', () => {
  expect(parseListOutput('')).toEqual([]);
});
