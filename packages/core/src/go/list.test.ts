import { describe, expect, test } from 'vitest';
import type { Command } from '../ports/process-runner.js';
import { listOrThrow, listPackages, tooOld } from './list.js';

const call = {
  program: '/go',
  workingDirectory: '/project',
  environment: {},
  arguments: ['-find'],
  patterns: ['./a'],
  signal: undefined,
};

function hostWith(
  printed: { standardOutput?: string; standardError?: string; exitCode?: number },
  platform = 'linux' as const,
) {
  const commands: Command[] = [];
  return {
    commands,
    platform,
    temporaryDirectory: '/tmp',
    processes: {
      run: async (command: Command) => {
        commands.push(command);
        return { exitCode: 0, killedBy: null, standardOutput: '', standardError: '', ...printed };
      },
    },
  };
}

test('packages are listed with their files and errors', async () => {
  const host = hostWith({
    standardOutput: [
      '{"ImportPath":"m/a","Dir":"/project/a","Name":"main","GoFiles":["b.go"],"CgoFiles":["a.go"],"Deps":["fmt"]}',
      '{"ImportPath":"./x","Error":{"Pos":"x.go:1:2","Err":"no Go files"}}',
    ].join('\n'),
  });
  expect(await listPackages(host, call)).toEqual([
    {
      importPath: 'm/a',
      directory: '/project/a',
      name: 'main',
      goFiles: ['b.go', 'a.go'],
      dependencies: ['fmt'],
      error: null,
    },
    {
      importPath: './x',
      directory: '',
      name: '',
      goFiles: [],
      dependencies: [],
      error: 'x.go:1:2: no Go files',
    },
  ]);
  expect(host.commands[0]?.argv.slice(0, 3)).toEqual(['/go', 'list', '-e']);
  expect(host.commands[0]?.argv.slice(-3)).toEqual(['-find', '--', './a']);
});

test('directories have slashes on Windows', async () => {
  const standardOutput = '{"ImportPath":"m","Dir":"C:\\\\m"}';
  expect(await listPackages({ ...hostWith({ standardOutput }), platform: 'win32' }, call)).toMatchObject([
    { directory: 'C:/m' },
  ]);
  expect(await listPackages(hostWith({ standardOutput }), call)).toMatchObject([{ directory: 'C:\\m' }]);
});

describe('a list that fails', () => {
  test.each([
    ['go.mod:3: unknown directive', 'go-list-failed'],
    ['go: example.com/x@v1.0.0 requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)', 'go-too-old'],
    ['go: writing file: no space left on device', 'disk-full'],
  ])('because of %s', async (standardError, code) => {
    const listing = listOrThrow(hostWith({ exitCode: 1, standardError }), call, [], ['Dir']);
    await expect(listing).rejects.toMatchObject({ code });
  });

  test('because a package reports a full disk', async () => {
    const standardOutput = '{"ImportPath":"m","Error":{"Err":"mkdir /c: no space left on device"}}';
    await expect(listPackages(hostWith({ standardOutput }), call)).rejects.toMatchObject({
      code: 'disk-full',
    });
  });
});

test('the release that a module requires is read from the message', () => {
  const error = tooOld('go: go.mod requires go >= 1.27.0 (running go 1.26.8)');
  expect(error?.diagnostics[0]?.args).toEqual({
    needed: '1.27.0',
    found: '1.26.8',
    why: 'go.mod requires it',
  });
  expect(tooOld('go: cannot find main module')).toBeUndefined();
});
