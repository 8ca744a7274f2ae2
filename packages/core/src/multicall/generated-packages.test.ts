import { expect, test } from 'vitest';
import { generatedPackages } from './generated-packages.js';

const main = { importPath: 'example.com/m/lambdazip_multicall', directory: '/m/lambdazip_multicall' };

test.each([
  ['1.21.13', false],
  ['1.24.13', false],
  ['1.25.0', false],
  ['1.25.11', false],
  ['1.25.12', true],
  ['1.25.14', true],
  ['1.26rc1', false],
  ['1.26.0', false],
  ['1.26.4', false],
  ['1.26.5', true],
  ['1.26.8', true],
  ['1.27rc1', true],
  ['1.27.3', true],
  ['1.30.0', true],
])('with Go %s, the gate before all modules: %s', (version, isFirst) => {
  const packages = generatedPackages(version, main, '/go');
  expect(packages.isFirst).toBe(isFirst);
  expect(packages.gate).toEqual(
    isFirst
      ? { importPath: '0+lambdazip/gate', directory: '/go/src/0+lambdazip/gate' }
      : { importPath: 'example.com/m/0+lambdazip/gate', directory: '/m/0+lambdazip/gate' },
  );
});

test('no module sorts before the gate', () => {
  const { gate } = generatedPackages('1.27.3', main, '/go');
  for (const path of ['0', '0/a', '0.com/a', '0-a/b', '00', 'A.com/a', 'a', 'a.com/a', '_x/a']) {
    expect(gate.importPath < path, path).toBe(path !== '0');
  }
});
