import { pakoEncoder } from '../src/node/deflate-encoder.js';
import type { BuildPlan } from '../src/plan/build-plan.js';
import { makeWholePlan } from '../src/plan/plan.js';
import type { Host } from '../src/ports/host.js';
import { type FakeGo, fakeGo } from './fake-go.js';
import { type MemoryHost, memoryHost, testClock } from './memory-host.js';

interface MachineWithGo {
  readonly memory: MemoryHost;
  readonly go: FakeGo;
}

/**
 * An in-memory host with a fake go and a project with a manifest and the main packages `cmd/a`, `cmd/b` and `cmd/c`.
 *
 * @param environment variables in addition to PATH
 */
export function machineWithGo(
  manifest: unknown,
  environment: Readonly<Record<string, string>> = {},
): MachineWithGo {
  const go = fakeGo(() => memory.fileSystem);
  const memory: MemoryHost = memoryHost(
    {
      '/go/bin/go': '',
      '/project/go.mod': 'module example.com/m\n',
      ...Object.fromEntries(
        ['a', 'b', 'c'].map((name) => [`/project/cmd/${name}/main.go`, 'package main\n']),
      ),
      '/project/lambdazip.json': JSON.stringify(manifest),
    },
    { environment: { PATH: '/go/bin', ...environment }, processes: go },
  );
  return { memory, go };
}

/** The plan of a manifest on such a host. */
export async function planOf(manifest: unknown): Promise<BuildPlan> {
  return await makeWholePlan({}, machineWithGo(manifest).memory);
}

/** An in-memory host for building archives, with a go command on PATH whose results are provided by the test. */
export function buildingMachine(
  files: Readonly<Record<string, string>>,
  overrides: Partial<Host> = {},
): MemoryHost {
  return memoryHost(
    { '/go/bin/go': '', '/project/go.mod': 'module example.com/m\n\ngo 1.21\n', ...files },
    {
      environment: { PATH: '/go/bin' },
      clock: testClock(Date.parse('2026-11-24')),
      defaultCacheDirectory: '/cache',
      openDeflater: () => ({
        deflateRaw: pakoEncoder,
        mayGive: async () => true,
        close: async () => undefined,
      }),
      ...overrides,
    },
  );
}
