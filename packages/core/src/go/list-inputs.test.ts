import { expect, test } from 'vitest';
import type { Command, ProcessResult } from '../ports/process-runner.js';
import { listNamedModules, listNeededPackages } from './list-inputs.js';

const call = {
  program: '/go',
  workingDirectory: '/project',
  environment: {},
  arguments: [],
  patterns: ['./a'],
  signal: undefined,
};

function hostWith(printed: Partial<ProcessResult>) {
  const commands: Command[] = [];
  return {
    commands,
    platform: 'linux' as const,
    temporaryDirectory: '/tmp',
    processes: {
      run: async (command: Command) => {
        commands.push(command);
        return { exitCode: 0, killedBy: null, standardOutput: '', standardError: '', ...printed };
      },
    },
  };
}

const lines = (...values: readonly object[]): string =>
  values.map((value) => JSON.stringify(value)).join('\n');

test('the standard library and packages without a directory are left out', async () => {
  const standardOutput = lines(
    { ImportPath: 'fmt', Dir: '/goroot/fmt', Standard: true },
    { ImportPath: 'C' },
    {
      ImportPath: 'm/a',
      Dir: '/project/a',
      Module: { Path: 'm' },
      GoFiles: ['a.go'],
      Deps: ['fmt'],
      Imports: ['fmt'],
    },
  );
  expect(await listNeededPackages(hostWith({ standardOutput }), call, '')).toEqual([
    {
      importPath: 'm/a',
      module: 'm',
      isLocal: true,
      directory: '/project/a',
      files: ['a.go'],
      embeddedFiles: [],
      usesC: false,
      dependencies: ['fmt'],
      imports: ['fmt'],
    },
  ]);
});

test('packages in the module cache are not local', async () => {
  const standardOutput = lines(
    { ImportPath: 'x', Dir: '/cache/x@v1' },
    { ImportPath: 'y', Dir: '/cached/y' },
  );
  const local = await listNeededPackages(hostWith({ standardOutput }), call, '/cache');
  expect(local.map(({ importPath, isLocal }) => [importPath, isLocal])).toEqual([
    ['x', false],
    ['y', true],
  ]);
});

test('every file that go reads counts, and C is noticed', async () => {
  const standardOutput = lines({
    ...{ ImportPath: 'm/a', Dir: '/project/a', GoFiles: ['a.go'], CgoFiles: ['c.go'], CFiles: ['x.c'] },
    ...{ HFiles: ['x.h'], SFiles: ['x.s'], EmbedFiles: ['page.html'] },
  });
  const [found] = await listNeededPackages(hostWith({ standardOutput }), call, '');
  expect(found?.files.slice().sort()).toEqual(['a.go', 'c.go', 'page.html', 'x.c', 'x.h', 'x.s']);
  expect(found).toMatchObject({ embeddedFiles: ['page.html'], usesC: true });
});

test('the modules that go.mod and go.work name by directory', async () => {
  const host = hostWith({
    standardOutput: JSON.stringify({
      Replace: [{ New: { Path: '../b' } }, { New: { Path: 'example.com/c', Version: 'v1.0.0' } }],
      Use: [{ DiskPath: './a' }, {}],
    }),
  });
  expect(await listNamedModules(host, call, 'go.work')).toEqual(['../b', './a']);
  await listNamedModules(host, call, 'go.mod');
  expect(host.commands.map(({ argv }) => argv.slice(1))).toEqual([
    ['work', 'edit', '-json', 'go.work'],
    ['mod', 'edit', '-json', 'go.mod'],
  ]);
});

test('a file without either names no modules', async () => {
  expect(await listNamedModules(hostWith({ standardOutput: '{"Replace": null}' }), call, 'go.mod')).toEqual(
    [],
  );
});

test('a go.mod that go cannot read is an error', async () => {
  const host = hostWith({ exitCode: 1, standardError: 'go.mod:1: unknown directive: x\n' });
  await expect(listNamedModules(host, call, 'go.mod')).rejects.toMatchObject({
    code: 'go-list-failed',
    diagnostics: [{ args: { directory: '/project', output: 'go.mod:1: unknown directive: x' } }],
  });
});
