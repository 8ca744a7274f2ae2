import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import {
  processOfTemporaryDirectory,
  temporaryDirectoryPath,
  temporaryRootOf,
} from './temporary-directory.js';

test('the name of a temporary directory has the process id, and is different each time', () => {
  const host = memoryHost();
  const path = temporaryDirectoryPath(host);
  expect(path).toMatch(/^\/tmp\/lambdazip-100-[0-9a-f]{32}$/);
  expect(temporaryDirectoryPath(host)).not.toBe(path);
  expect(processOfTemporaryDirectory(path.slice('/tmp/'.length))).toBe(100);
});

test.each([
  'lambdazip-1',
  `lambdazip-x-${'0'.repeat(32)}`,
  `lambdazip-1-${'0'.repeat(31)}`,
  `x-lambdazip-1-${'0'.repeat(32)}`,
])('%s is not the name of a temporary directory', (name) => {
  expect(processOfTemporaryDirectory(name)).toBeUndefined();
});

test('the root of a path is the parent of the outermost temporary directory', () => {
  const name = `lambdazip-7-${'ab'.repeat(16)}`;
  expect(temporaryRootOf(`/var/tmp/${name}`)).toBe('/var/tmp');
  expect(temporaryRootOf(`/var/tmp/${name}/src/x.go`)).toBe('/var/tmp');
  expect(temporaryRootOf(`/var/tmp/${name}x/src`)).toBeUndefined();
  expect(temporaryRootOf('/var/tmp/lambdazip')).toBeUndefined();
});
