import { expect, test } from 'vitest';
import { madeProject } from '../../test/made-project.js';
import { replacedDirectory, replacedModules } from './replaced-modules.js';

test('only modules above the root of the project are listed', async () => {
  const project = madeProject({
    'go.mod':
      'module m\nreplace example.com/a => ../a\nreplace (\n\texample.com/b v1.0.0 => "../../b/" // local\n\texample.com/c => ./c\n)\n',
    'api/go.mod':
      'module api\nreplace example.com/d => ../lib\nreplace example.com/e => ../../e\n// replace example.com/f => ../../f\n',
    'other.mod': 'replace example.com/g => ../g\n',
  });
  expect([...(await replacedModules(project))]).toEqual([
    ['example.com/e', '../e'],
    ['example.com/a', '../a'],
    ['example.com/b', '../../b'],
  ]);
});

test('the directory of a package is below that of its module', () => {
  const replaced = new Map([['example.com/a', '../a']]);
  expect(replacedDirectory('example.com/a/cmd/x', replaced)).toBe('../a/cmd/x');
  expect(replacedDirectory('example.com/a', replaced)).toBe('../a');
  expect(replacedDirectory('example.com/ab', replaced)).toBeUndefined();
});
