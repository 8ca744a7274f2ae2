import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import type { GoPackage } from '../go/list.js';
import { DirectoryListings } from './directory-listings.js';
import { excludedHandlers, excludedMain, unlistedDirectories } from './excluded-mains.js';

const target = {
  architecture: 'arm64',
  microarchitecture: null,
  tags: [],
  cgo: false,
  goVersion: '1.26.8',
} as const;
const start =
  'package main\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc main() { lambda.Start(nil) }\n';
const tagged = (text: string): string => `//go:build prod\n\n${text}`;

function contextOf(files: Readonly<Record<string, string>>) {
  const host = memoryHost(files);
  return { host, listings: new DirectoryListings(host.fileSystem) };
}

const context = contextOf({
  '/m/go.mod': 'module m\n',
  '/m/cmd/built/main.go': start,
  '/m/cmd/tagged/main.go': tagged(start),
  '/m/cmd/library/x.go': tagged('package library\n'),
  '/m/cmd/other/main.go': tagged('package main\n\nfunc main() {}\n'),
  '/m/nested/go.mod': 'module n\n',
  '/m/nested/cmd/x/main.go': tagged(start),
});
const listed = (importPath: string, directory: string): GoPackage => ({
  ...{ importPath, directory, name: 'main', goFiles: ['main.go'], dependencies: [], error: null },
});

test('a main package is excluded by the constraint of its files', async () => {
  const excluded = await excludedMain('/m/cmd/tagged', undefined, target, context);
  expect(excluded?.imports).toEqual(['github.com/aws/aws-lambda-go/lambda']);
  expect(excluded?.exclusion.excluded).toMatchObject([{ name: 'main.go', by: 'constraint' }]);
});

test('a directory that go builds, has only a library or does not exist has no excluded main package', async () => {
  const built = listed('m/cmd/built', '/m/cmd/built');
  expect(await excludedMain('/m/cmd/built', built, target, context)).toBeUndefined();
  expect(await excludedMain('/m/cmd/library', undefined, target, context)).toBeUndefined();
  expect(await excludedMain('/m/none', undefined, target, context)).toBeUndefined();
});

test('directories that a wildcard matches and go does not list are found on disk, in the same module', async () => {
  const known = [listed('m/cmd/built', '/m/cmd/built')];
  const found = await unlistedDirectories('m/cmd/*', '/m', known, context);
  expect(found.map(({ importPath }) => importPath)).toEqual(['m/cmd/library', 'm/cmd/other', 'm/cmd/tagged']);
  expect(await unlistedDirectories('m/**', '/m', known, context)).not.toContainEqual(
    expect.objectContaining({ directory: '/m/nested/cmd/x' }),
  );
});

test('in a different module, they are near those that go found', async () => {
  const found = await unlistedDirectories(
    'n/cmd/*',
    '/elsewhere',
    [listed('n/cmd/y', '/m/nested/cmd/y')],
    context,
  );
  expect(found).toEqual([{ importPath: 'n/cmd/x', directory: '/m/nested/cmd/x' }]);
  expect(await unlistedDirectories('n/cmd/*', '/elsewhere', [], context)).toEqual([]);
});

test('only excluded main packages that start a handler are handlers', async () => {
  const known = [listed('m/cmd/built', '/m/cmd/built')];
  const handlers = await excludedHandlers('/m', known, target, () => undefined, context);
  expect(handlers.map(({ directory }) => directory)).toEqual(['/m/cmd/tagged']);
  expect(await excludedHandlers('/tmp', known, target, () => undefined, context)).toEqual([]);
});
