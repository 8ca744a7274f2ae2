import { expect, test } from 'vitest';
import type { ListedPackage } from '../go/go-list.js';
import { embeddedSource } from './embedded-sources.js';

const paths = ['/m/cmd/a/main.go', '/m/cmd/a/lambdazip_main.go', '/m/lambdazip_multicall'];

function found(directory: string, ...patterns: readonly string[]): string | undefined {
  const listed: ListedPackage = { ImportPath: 'm', Dir: directory, EmbedPatterns: patterns };
  return embeddedSource(new Map([['m', listed]]), paths, { platform: 'linux' })?.path;
}

test.each([
  ['/m/cmd/a', 'main.go', '/m/cmd/a/main.go'],
  ['/m/cmd/a', '*.go', '/m/cmd/a/main.go'],
  ['/m/cmd/a', 'l*_m*n.go', '/m/cmd/a/lambdazip_main.go'],
  ['/m/cmd/a', 'm?in.go', '/m/cmd/a/main.go'],
  ['/m/cmd/a', '[a-z]ain.go', '/m/cmd/a/main.go'],
  ['/m/cmd/a', '*', '/m/cmd/a/main.go'],
  ['/m/cmd/a', '.', '/m/cmd/a/main.go'],
  ['/m', 'cmd', '/m/cmd/a/main.go'],
  ['/m', 'all:cmd', '/m/cmd/a/main.go'],
  ['/m', 'cmd/*', '/m/cmd/a/main.go'],
  ['/m', 'lambda*', '/m/lambdazip_multicall'],
])('in %s, %s would embed %s', (directory, pattern, path) => {
  expect(found(directory, pattern)).toBe(path);
});

test.each([
  ['/m/cmd/a', 'schema.json'],
  ['/m/cmd/a', '*.txt'],
  ['/m/cmd/a', 'main.go.txt'],
  ['/m/cmd/a', 'templates/*.go'],
  ['/m/cmd/a', '\\\\*.go'],
  ['/m', 'web'],
  ['/m', 'c?d/b'],
  ['/other', '*'],
  ['/m/cmd/ab', '*'],
])('in %s, %s embeds no source', (directory, pattern) => {
  expect(found(directory, pattern)).toBeUndefined();
});
