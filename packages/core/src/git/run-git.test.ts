import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import type { Command, ProcessResult } from '../ports/process-runner.js';
import { findGit, GitFailure, outputOf, partsOf, portionsOf } from './run-git.js';

function hostWith(
  result: Partial<ProcessResult> | Error,
  environment: Readonly<Record<string, string>> = {},
) {
  const commands: Command[] = [];
  const processes = {
    run: async (command: Command) => {
      commands.push(command);
      command.signal?.throwIfAborted();
      if (result instanceof Error) throw result;
      return { exitCode: 0, killedBy: null, standardOutput: '', standardError: '', ...result };
    },
  };
  const host = memoryHost({ '/bin/git': '' }, { processes, environment: { PATH: '/bin', ...environment } });
  return { host, commands };
}

test('without git on PATH, git is undefined', async () => {
  expect(await findGit(memoryHost(), undefined)).toBeUndefined();
});

test('git runs read-only, without the variables that select a different repository', async () => {
  const { host, commands } = hostWith(
    { standardOutput: 'x' },
    {
      GIT_DIR: '/other',
      GIT_INDEX_FILE: '/other/index',
      GIT_LITERAL_PATHSPECS: '1',
      GIT_SSH: 'ssh',
      GIT_OPTIONAL_LOCKS: '1',
    },
  );
  const git = await findGit(host, undefined);
  const answer = await git?.(['status'], { directory: '/project', variables: { GIT_WORK_TREE: '/project' } });
  expect(answer).toEqual({ kind: 'output', output: 'x' });
  expect(commands[0]?.argv.slice(0, 2)).toEqual(['/bin/git', '--no-pager']);
  expect(commands[0]?.argv.at(-1)).toBe('status');
  expect(commands[0]?.environment).toEqual({
    PATH: '/bin',
    GIT_SSH: 'ssh',
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'no protocol',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_WORK_TREE: '/project',
  });
});

describe('a git that fails', () => {
  test.each([
    ['warning: x\nfatal: not a git repository\nhint: y\n', 128, 'not a git repository'],
    ['error: bad object\n', 1, 'bad object'],
    ['\nusage: git\n', 129, 'usage: git'],
    ['', 1, 'exit status 1'],
    ['', null, 'exit status unknown'],
  ])('with %j', async (standardError, exitCode, reason) => {
    const git = await findGit(hostWith({ standardError, exitCode }).host, undefined);
    expect(await git?.([], { directory: '/' })).toEqual({
      kind: 'failed',
      reason,
      errors: standardError,
      exitCode,
    });
  });

  test('because it does not start', async () => {
    const git = await findGit(hostWith(new Error('spawn EACCES')).host, undefined);
    expect(await git?.([], { directory: '/' })).toMatchObject({
      kind: 'failed',
      reason: 'spawn EACCES',
      exitCode: null,
    });
  });

  test('after an abort rejects', async () => {
    const git = await findGit(hostWith({}).host, AbortSignal.abort(new Error('stopped')));
    await expect(git?.([], { directory: '/' })).rejects.toThrow('stopped');
  });

  test('becomes an error if its output is needed', () => {
    expect(outputOf({ kind: 'output', output: 'x' })).toBe('x');
    expect(() => outputOf({ kind: 'failed', reason: 'why', errors: '', exitCode: 1 })).toThrow(
      new GitFailure('why'),
    );
  });
});

test('paths are split so that each command stays short, and none is lost', () => {
  const paths = Array.from({ length: 1000 }, (_, index) => `${'d'.repeat(40)}/${index}`);
  const portions = portionsOf(paths);
  expect(portions.length).toBeGreaterThan(1);
  expect(portions.flat()).toEqual(paths);
  for (const portion of portions) {
    expect(portion.reduce((sum, path) => sum + path.length, 0)).toBeLessThanOrEqual(16_384);
  }
  expect(portionsOf(['x'.repeat(50_000), 'y'])).toHaveLength(2);
  expect(portionsOf([])).toEqual([]);
});

test('parts end with NUL, and may be empty or contain line breaks', () => {
  expect(partsOf('a\0\0b\nc\0')).toEqual(['a', '', 'b\nc']);
  expect(partsOf('a')).toEqual(['a']);
  expect(partsOf('')).toEqual([]);
});
