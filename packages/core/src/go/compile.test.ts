import { expect, test } from 'vitest';
import { type MemoryHost, memoryHost } from '../../test/memory-host.js';
import { usualSettings } from '../../test/usual-settings.js';
import type { Command, ProcessResult } from '../ports/process-runner.js';
import { compile } from './compile.js';
import type { GoProgram, GoRun } from './go-run.js';

const program = (name: string): GoProgram => ({
  executable: name,
  mains: [
    {
      importPath: `m/cmd/${name}`,
      directory: `/project/m/cmd/${name}`,
      arguments: [`./cmd/${name}`],
      handlers: [`bin/${name}`],
    },
  ],
  multicall: null,
});
const run: GoRun = {
  id: 'id',
  module: { root: '/project/m', path: 'example.com/m', goLine: null, toolchainLine: null },
  settings: usualSettings,
  toolchain: { program: '/go', version: '1.26.8', selection: 'local' },
  machine: { variables: {}, flags: '' },
  programs: [program('a'), program('b')],
};
/** `m/lib` is a dependency of b. */
const listed = [
  { ImportPath: 'm/lib', Dir: '/project/m/lib', Name: 'lib' },
  { ImportPath: 'm/cmd/a', Dir: '/project/m/cmd/a', Name: 'main' },
  { ImportPath: 'm/cmd/b', Dir: '/project/m/cmd/b', Name: 'main', Deps: ['fmt', 'm/lib'] },
]
  .map((each) => JSON.stringify(each))
  .join('\n');

/** A host whose builds have the given results, one after the other. */
function hostWith(
  results: readonly Partial<ProcessResult>[],
  files: Readonly<Record<string, string>> = {},
): MemoryHost & { readonly built: string[][] } {
  const built: string[][] = [];
  const left = [...results];
  const done = { exitCode: 0, killedBy: null, standardOutput: '', standardError: '' };
  const processes = {
    run: async ({ argv, onErrorLine }: Command) => {
      if (argv[1] === 'list') return { ...done, standardOutput: listed };
      built.push(argv.slice(argv.indexOf('--') + 1));
      const result = { ...done, ...left.shift() };
      for (const line of result.standardError.split('\n')) onErrorLine?.(line);
      return result;
    },
  };
  return { ...memoryHost(files, { processes }), built };
}

const failed = (...lines: readonly string[]): Partial<ProcessResult> => ({
  exitCode: 1,
  standardError: lines.join('\n'),
});
const directories = { output: '/out/', temporary: '/tmp' };
async function findings(host: MemoryHost): Promise<string[]> {
  const all = await compile(host, { run, directories });
  return all.map(({ code, location, handlers }) => `${code} ${location.file}:${location.line} ${handlers}`);
}

test('a build without errors has no findings, and reports its progress', async () => {
  const host = hostWith([{ standardError: 'go: downloading x v1.0.0\nfmt\nm/cmd/a' }]);
  const progress: string[] = [];
  const onProgress = (kind: string, what: string) => progress.push(`${kind} ${what}`);
  expect(await compile(host, { run, directories, onProgress })).toEqual([]);
  expect(progress).toEqual(['download x v1.0.0', 'compile fmt', 'compile m/cmd/a']);
  expect(host.built).toEqual([['./cmd/a', './cmd/b']]);
});

test('an error in a package concerns the handlers that depend on it', async () => {
  const host = hostWith([failed('# m/lib', 'lib/x.go:3:1: undefined: y')]);
  expect(await findings(host)).toEqual(['compile-error m/lib/x.go:3 bin/b']);
  expect(host.built).toHaveLength(1);
});

test('an error without a package concerns all handlers', async () => {
  expect(await findings(hostWith([failed('# m/other', 'something went wrong')]))).toEqual([
    'compile-error null:null bin/a,bin/b',
  ]);
});

test('if one package cannot be loaded, the others are built to find their errors', async () => {
  const host = hostWith([
    failed('cmd/a/main.go:1:8: no required module provides package x; to add it:'),
    failed('# m/cmd/b', 'cmd/b/main.go:2:1: undefined: z'),
  ]);
  expect(await findings(host)).toEqual([
    'compile-error m/cmd/a/main.go:1 bin/a',
    'compile-error m/cmd/b/main.go:2 bin/b',
  ]);
  expect(host.built).toEqual([['./cmd/a', './cmd/b'], ['./cmd/b']]);
});

test('a missing module is reported with the workspace that may have it', async () => {
  const files = { '/project/go.work': 'use ./m\n', '/project/m/go.mod': '' };
  const message = '# m/cmd/a\ncmd/a/main.go:1:8: cannot find module providing package x';
  const [finding] = await compile(hostWith([failed(message)], files), { run, directories });
  expect(finding?.args).toMatchObject({ workspace: 'go.work' });
  const [other] = await compile(hostWith([failed('# m/cmd/a\nmain.go:1:8: undefined: x')], files), {
    run,
    directories,
  });
  expect(other?.args).toMatchObject({ workspace: null });
});

test.each([
  ['missing go.sum entry for module', 'go-sum-missing'],
  ['updates to go.mod needed', 'go-sum-missing'],
  ['/go/compile: signal: killed', 'go-killed'],
  ['undefined: x', 'compile-error'],
])('the message %j is %s', async (message, code) => {
  expect(await findings(hostWith([failed('# m/cmd/a', `cmd/a/main.go:1:1: ${message}`)]))).toEqual([
    `${code} m/cmd/a/main.go:1 bin/a`,
  ]);
});

test('a killed go, or one that prints nothing, fails every handler', async () => {
  expect(await findings(hostWith([{ exitCode: null, killedBy: 'SIGKILL' }]))).toEqual([
    'go-killed null:null bin/a,bin/b',
  ]);
  expect(await findings(hostWith([failed()]))).toEqual(['compile-error null:null bin/a,bin/b']);
});

test.each([
  ['go: open /cache/x: no space left on device', 'disk-full'],
  ['go: go.mod requires go >= 1.99 (running go 1.26.8)', 'go-too-old'],
])('%j ends the build', async (line, code) => {
  await expect(compile(hostWith([failed(line)]), { run, directories })).rejects.toMatchObject({ code });
});
