import { expect, test } from 'vitest';
import { goEnvProblem } from './go-env.js';

test.each(['GOEXPERIMENT', 'GODEBUG', 'GOPROXY', 'GOFIPS140'])('%s can be set', (name) => {
  expect(goEnvProblem(name, 'x', false)).toBeUndefined();
});

test.each([
  ['GOOS', 'reserved'],
  ['GOFLAGS', 'reserved'],
  ['CC', 'cgo'],
  ['CGO_CFLAGS', 'cgo'],
  ['PKG_CONFIG_PATH', 'cgo'],
  ['PATH', 'reserved'],
  ['OTHER', 'unknown'],
  ['GOCACHEPROG', 'reserved'],
  ['goproxy', 'unknown'],
])('%s cannot be set: %s', (name, problem) => {
  expect(goEnvProblem(name, 'x', false)).toMatchObject({ name, problem });
});

test('the C compiler can be set with cgo', () => {
  for (const name of ['CC', 'CXX', 'CGO_LDFLAGS', 'PKG_CONFIG'])
    expect(goEnvProblem(name, 'x', true)).toBeUndefined();
});

test('GODEBUG cannot make go start programs from relative directories', () => {
  expect(goEnvProblem('GODEBUG', 'x=1,execerrdot=0', true)).toMatchObject({ problem: 'value' });
});
