import { expect, test } from 'vitest';
import { fakeGo } from '../../test/fake-go.js';
import { madeElf } from '../../test/made-elf.js';
import { memoryHost } from '../../test/memory-host.js';
import { createArchive } from '../archive/create-archive.js';
import type { LambdazipError } from '../diagnostics/lambdazip-error.js';
import type { Host } from '../ports/host.js';
import { type DeploymentOptions, deploymentValues } from './deployment-values.js';

/** A project with a manifest, and archives with the given programs and a bootstrap. */
async function machine(manifest: unknown, archives: Readonly<Record<string, readonly string[]>>) {
  const memory: Host = memoryHost(
    {
      '/go/bin/go': '',
      '/project/go.mod': 'module example.com/m\n\ngo 1.21\n',
      '/project/cmd/a/main.go': 'package main\n',
      '/project/cmd/b/main.go': 'package main\n',
      '/project/lambdazip.json': JSON.stringify(manifest),
    },
    { environment: { PATH: '/go/bin' }, defaultCacheDirectory: '/cache' },
  );
  const content = madeElf({ machine: 183 });
  for (const [path, entries] of Object.entries(archives)) {
    const zip = await createArchive(
      ['bootstrap', ...entries].map((name) => ({ name, mode: 0o755, content })),
    );
    await memory.fileSystem.makeDirectory('/project/dist');
    await memory.fileSystem.writeFile(`/project/${path}`, zip);
  }
  const host = { ...memory, processes: fakeGo(() => memory.fileSystem) };
  return (options: DeploymentOptions = {}) => deploymentValues(options, host);
}

const two = { handlers: { 'bin/a': './cmd/a', 'bin/b': './cmd/b' } };
const codesOf = (error: LambdazipError) => error.diagnostics.map(({ code }) => code);

test('returns the deployment settings of each archive', async () => {
  const values = await machine(two, { 'dist/lambda.zip': ['bin/a', 'bin/b'] });
  const { archives, manifest } = await values();
  expect(manifest).toBe('lambdazip.json');
  expect(archives).toEqual([
    {
      name: 'lambda',
      path: 'dist/lambda.zip',
      filename: 'dist/lambda.zip',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      codeSha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      size: expect.any(Number),
      layout: 'binaries',
      runtime: 'provided.al2023',
      architecture: 'arm64',
      handlers: [
        { handler: 'bin/a', package: 'example.com/m/cmd/a', entry: 'bin/a' },
        { handler: 'bin/b', package: 'example.com/m/cmd/b', entry: 'bin/b' },
      ],
    },
  ]);
  const [archive] = archives;
  expect(Buffer.from(archive?.sha256 ?? '', 'hex').toString('base64')).toBe(archive?.codeSha256);
});

test('makes paths relative to the directory of the configuration file', async () => {
  const values = await machine(two, { 'dist/lambda.zip': ['bin/a', 'bin/b'] });
  const { archives } = await values({ relativeTo: 'infra/live' });
  expect(archives[0]).toMatchObject({ path: 'dist/lambda.zip', filename: '../../dist/lambda.zip' });
});

test('returns one of several archives, and archives of single handlers', async () => {
  const manifest = {
    archives: {
      one: { handlers: { 'bin/a': './cmd/a' } },
      each: { layout: 'per-handler', handlers: { b: './cmd/b' } },
    },
  };
  const values = await machine(manifest, { 'dist/one.zip': ['bin/a'], 'dist/b.zip': [] });
  expect((await values()).archives.map(({ path }) => path)).toEqual(['dist/one.zip', 'dist/b.zip']);
  const { archives } = await values({ archives: ['each'] });
  expect(archives).toMatchObject([{ name: 'b', handlers: [{ handler: 'b', entry: 'bootstrap' }] }]);
});

test('refuses archives that are missing or do not match the manifest, all at once', async () => {
  const manifest = {
    archives: {
      one: { handlers: { 'bin/a': './cmd/a' } },
      two: { handlers: { 'bin/b': './cmd/b' } },
      three: { architecture: 'x86_64', handlers: { 'bin/a': './cmd/a' } },
    },
  };
  const values = await machine(manifest, { 'dist/two.zip': [], 'dist/three.zip': ['bin/a'] });
  const error = await values().catch((caught: LambdazipError) => caught);
  expect(error).toMatchObject({ code: 'deployment-refused', blame: 'work' });
  expect(codesOf(error as LambdazipError)).toEqual([
    'deployment-not-built',
    'deployment-entry-missing',
    'deployment-wrong-architecture',
    'deployment-wrong-architecture',
  ]);
  expect((await values({ archives: ['three'], architecture: 'arm64' })).archives).toHaveLength(1);
});
