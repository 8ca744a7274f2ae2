import { expect, test } from 'vitest';
import type { GoBuildInfo } from './build-info.js';
import { linkedModules, readGoSum } from './linked-modules.js';

type Dependency = GoBuildInfo['dependencies'][number];
const program = (...dependencies: readonly Dependency[]) => ({ dependencies }) as unknown as GoBuildInfo;
const module = (path: string, version: string, sum = '', replacedBy: Dependency['replacedBy'] = null) => ({
  path,
  version,
  sum,
  replacedBy,
});

test('modules of all programs are sorted and listed once', () => {
  const [a, b] = [module('example.com/a', 'v1.0.0', 'h1:a='), module('example.com/b', 'v2.0.0', 'h1:b=')];
  expect(linkedModules([program(b, a), program(a)], new Map())).toEqual([a, b]);
});

test('two versions of a module are two modules', () => {
  const versions = ['v1.10.0', 'v1.9.0'].map((version) => module('example.com/a', version));
  expect(
    linkedModules(
      versions.map((each) => program(each)),
      new Map(),
    ).map(({ version }) => version),
  ).toEqual(['v1.10.0', 'v1.9.0']);
});

test('the sum of a vendored module comes from go.sum', () => {
  const sums = readGoSum('example.com/a v1.0.0 h1:sum=\nexample.com/a v1.0.0/go.mod h1:other=\n');
  expect(linkedModules([program(module('example.com/a', 'v1.0.0'))], sums)).toEqual([
    module('example.com/a', 'v1.0.0', 'h1:sum='),
  ]);
});

test('a replaced module has the version and sum of its replacement', () => {
  const fork = module('example.com/a', 'v1.0.0', '', {
    path: 'example.com/fork',
    version: 'v1.0.1',
    sum: 'h1:f=',
  });
  const local = module('example.com/b', 'v1.0.0', '', { path: '../b', version: '(devel)', sum: '' });
  expect(linkedModules([program(fork, local)], new Map())).toEqual([
    { path: 'example.com/a', version: 'v1.0.1', sum: 'h1:f=', replacedBy: 'example.com/fork' },
    { path: 'example.com/b', version: '', sum: '', replacedBy: '../b' },
  ]);
});

test('go.sum is read with any line ends, and incomplete lines are skipped', () => {
  const text = 'a v1.0.0 h1:x=\r\n\r\nb v1.0.0\n  c v2.0.0  h1:y=  \na v1.0.0/go.mod h1:z=';
  expect([...readGoSum(text)]).toEqual([
    ['a v1.0.0', 'h1:x='],
    ['c v2.0.0', 'h1:y='],
  ]);
});
