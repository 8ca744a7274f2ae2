import { expect, test } from 'vitest';
import { usualSettings } from '../../test/usual-settings.js';
import type { GoProgram, GoRun } from './go-run.js';
import { buildCommand, goEnvironment, goMachine, inheritedNames, listCall } from './run-command.js';

const program = (name: string): GoProgram => ({
  executable: name,
  mains: [
    {
      importPath: `example.com/shop/cmd/${name}`,
      directory: `/project/cmd/${name}`,
      arguments: [`./cmd/${name}`],
      handlers: [name],
    },
  ],
  multicall: null,
});
const run: GoRun = {
  id: 'id',
  module: { root: '/project', path: 'example.com/m', goLine: null, toolchainLine: null },
  settings: usualSettings,
  toolchain: { program: '/go/bin/go', version: '1.26.8', selection: 'local' },
  machine: { variables: { PATH: '/bin', GOOS: 'plan9' }, flags: '-p=2' },
  programs: [program('a'), program('b')],
};

test('a build is one command for all programs, in the directory of the module', () => {
  const command = buildCommand(run, { output: '/cache/out/', temporary: '/cache/tmp' });
  expect(command.workingDirectory).toBe('/project');
  expect(command.argv.slice(0, 4)).toEqual(['/go/bin/go', 'build', '-o', '/cache/out/']);
  expect(command.argv.slice(-3)).toEqual(['--', './cmd/a', './cmd/b']);
  expect(command.environment).toMatchObject({ GOTMPDIR: '/cache/tmp', PATH: '/bin', GOFLAGS: '-p=2' });
});

test('decided variables replace inherited ones, which then do not count as inherited', () => {
  expect(goEnvironment(run)).toMatchObject({ PATH: '/bin', GOOS: 'linux', GOTOOLCHAIN: 'local' });
  expect(inheritedNames(run)).toEqual(['PATH']);
});

test('a list has the environment of the build, but no directory for temporary files', () => {
  const { environment, arguments: given, workingDirectory, program: go } = listCall(run, undefined);
  expect(environment).toEqual(goEnvironment(run));
  expect(environment).not.toHaveProperty('GOTMPDIR');
  expect([go, workingDirectory]).toEqual(['/go/bin/go', '/project']);
  expect(given).toEqual([
    '-trimpath',
    '-buildvcs=false',
    '-mod=readonly',
    '-pgo=auto',
    '-tags',
    'lambda.norpc',
  ]);
});

test('the environment passes on what the table lists', () => {
  const host = { environment: { PATH: '/bin', OTHER: 'x', CC: 'gcc' }, platform: 'linux' } as const;
  const installed = { goEnv: { GOPROXY: 'direct', GOFLAGS: '-p=2' }, envFile: {} };
  expect(goMachine(host, installed, false)).toEqual({
    variables: { PATH: '/bin', GOPROXY: 'direct' },
    flags: '-p=2',
  });
  expect(goMachine(host, { ...installed, goEnv: {} }, true)).toEqual({
    variables: { PATH: '/bin', CC: 'gcc' },
    flags: '',
  });
});
