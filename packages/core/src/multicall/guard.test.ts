import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { usualSettings } from '../../test/usual-settings.js';
import type { LambdazipError } from '../diagnostics/lambdazip-error.js';
import type { GoRun, Multicall } from '../go/go-run.js';
import type { Command } from '../ports/process-runner.js';
import { ensureSupported, type GuardMemory } from './guard.js';

const runtime = '\tstate uint32 // 0 = uninitialized, 1 = in progress, 2 = done\n';
const multicall = { root: { path: '/go', isInModuleCache: false } } as Multicall;
const run: GoRun = {
  id: 'id',
  module: { root: '/project', path: 'example.com/m', goLine: null, toolchainLine: null },
  settings: { ...usualSettings, tags: ['x'], ldflags: ['-X', 'main.v=1'], architecture: 'arm64' },
  toolchain: { program: '/go/bin/go', version: '1.30.0', selection: 'local' },
  machine: { variables: { GOMODCACHE: '/modules' }, flags: '' },
  programs: [],
};

interface Machine {
  readonly source?: string;
  /** What the test program prints for each handler. */
  readonly prints?: Readonly<Record<string, string>>;
  readonly buildError?: string;
  readonly known?: boolean;
}

async function ensured({
  source = runtime,
  prints = { a: 'a', b: 'ibc' },
  buildError,
  known = false,
}: Machine) {
  const calls: Command[] = [];
  const remembered: (readonly string[])[] = [];
  const host = memoryHost(
    { '/go/src/runtime/proc.go': source },
    {
      processes: {
        run: async (command) => {
          calls.push(command);
          const isBuild = command.argv[1] === 'build';
          return {
            exitCode: isBuild && buildError !== undefined ? 1 : 0,
            killedBy: null,
            standardOutput: '',
            standardError: isBuild ? (buildError ?? '') : (prints[command.environment._HANDLER ?? ''] ?? ''),
          };
        },
      },
    },
  );
  const memory: GuardMemory = {
    isKnown: async () => known,
    remember: async (facts) => void remembered.push(facts),
  };
  const directories = { output: '/cache/out/', temporary: '/cache/work' };
  const result = await ensureSupported(run, multicall, directories, host, memory).then(
    () => 'supported',
    (error: LambdazipError) => error.diagnostics[0],
  );
  return { result, calls, remembered, host };
}

test('a release whose test program runs one main package only is supported, and remembered', async () => {
  const { result, calls, remembered, host } = await ensured({});
  expect(result).toBe('supported');
  expect(remembered).toHaveLength(1);
  expect(remembered[0]?.[0]).toBe('1.30.0');
  const [build, ...started] = calls;
  expect(build?.argv.slice(-4)).toEqual([
    '-overlay',
    '/cache/work/probe/work/multicall/overlay.json',
    '--',
    './lambdazip_multicall',
  ]);
  // For this machine, without the user's own settings.
  expect(build?.environment).not.toHaveProperty('GOARCH');
  expect(build?.argv).not.toContain('-tags');
  expect(started.map(({ environment }) => environment)).toEqual([{ _HANDLER: 'a' }, { _HANDLER: 'b' }]);
  expect(host.paths().filter((path) => path.startsWith('/cache/work/probe'))).toEqual([]);
});

test('a release that was tested before is not tested again', async () => {
  const { result, calls } = await ensured({ known: true });
  expect(result).toBe('supported');
  expect(calls).toEqual([]);
});

test.each<[title: string, machine: Machine, problem: string, reason: RegExp]>([
  [
    'whose runtime declares packages differently',
    { source: '\tstate uint64\n', known: true },
    'runtime',
    /proc\.go/,
  ],
  [
    'whose runtime has other states',
    { source: runtime.replace('2 = done', '2 = failed') },
    'runtime',
    /proc\.go/,
  ],
  [
    'whose linker refuses the names',
    { buildError: '# example.com/probe\nlink: 0+lambdazip/gate: invalid reference to x..inittask\n' },
    'probe',
    /failed to build a test program: link: .*invalid reference/,
  ],
  [
    'that initializes other packages',
    { prints: { a: 'iba', b: 'ibc' } },
    'probe',
    /printed "iba" instead of "a"/,
  ],
  ['that initializes too little', { prints: { a: 'a', b: 'bc' } }, 'probe', /printed "bc" instead of "ibc"/],
])('a release %s is refused', async (_, machine, problem, reason) => {
  const { result, remembered } = await ensured(machine);
  expect(result).toMatchObject({
    code: 'multicall-go-unsupported',
    args: { version: '1.30.0', problem, reason: expect.stringMatching(reason) },
  });
  expect(remembered).toEqual([]);
});
