import { expect, test } from 'vitest';
import type { BuildInfoModule, GoBuildInfo } from '../go/build-info.js';
import { lambdaLibrary, moduleFindings } from './go-modules.js';

type Dependency = GoBuildInfo['dependencies'][number];
const module = (path: string, version: string, replacedBy: BuildInfoModule | null = null): Dependency => ({
  path,
  version,
  sum: '',
  replacedBy,
});
const codes = (dependencies: readonly Dependency[], tags = '', norpc = false): string[] =>
  moduleFindings({ dependencies, settings: { '-tags': tags } } as unknown as GoBuildInfo, { norpc }).map(
    ({ code }) => code,
  );

test.each([
  ['v1.17.0', ['check-lambda-library-too-old']],
  ['v1.0.0', ['check-lambda-library-too-old']],
  ['v1.18.0', []],
  ['v1.9.0', ['check-lambda-library-too-old']],
  ['v1.100.0', []],
  // A commit between the two releases may support the Runtime API.
  ['v1.17.1-0.20200629134345-abcdefabcdef', []],
  ['(devel)', []],
])('aws-lambda-go %s', (version, expected) => {
  expect(codes([module(lambdaLibrary, version)])).toEqual(expected);
});

test('the version of a replacement counts, unless it is a fork', () => {
  const replaced = (path: string, version: string) =>
    codes([module(lambdaLibrary, 'v1.40.0', { path, version, sum: '' })]);
  expect(replaced(lambdaLibrary, 'v1.17.0')).toEqual(['check-lambda-library-too-old']);
  expect(replaced('example.com/fork', 'v1.17.0')).toEqual([]);
});

test('a program with the library must have the tag lambda.norpc if the manifest sets it', () => {
  const library = module(lambdaLibrary, 'v1.50.0');
  expect(codes([library], 'prod', true)).toEqual(['check-norpc-missing']);
  expect(codes([library], 'prod,lambda.norpc', true)).toEqual([]);
  expect(codes([library], 'lambda.norpc.not', true)).toEqual(['check-norpc-missing']);
  expect(codes([module('example.com/x', 'v1.0.0')], '', true)).toEqual([]);
});

test.each([
  ['/home/me/x', ['check-local-replace']],
  ['C:\\x', ['check-local-replace']],
  ['\\\\server\\x', ['check-local-replace']],
  ['../x', []],
  ['example.com/y', []],
])('a module replaced by %s', (path, expected) => {
  expect(codes([module('example.com/x', 'v1.0.0', { path, version: '', sum: '' })])).toEqual(expected);
});
