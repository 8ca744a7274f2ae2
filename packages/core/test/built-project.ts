import { pakoEncoder } from '../src/node/deflate-encoder.js';
import type { Host } from '../src/ports/host.js';
import type { Command } from '../src/ports/process-runner.js';
import { type FakeGoOptions, fakeGo } from './fake-go.js';
import { madeElf } from './made-elf.js';
import { type MemoryHost, memoryHost, testClock } from './memory-host.js';

/** An in-memory project with a go that compiles: a program contains the sources of its package. */
export interface BuiltProject extends MemoryHost {
  /** The number of programs that go has linked. */
  readonly compiled: () => number;
  /** Every invocation of go. */
  readonly calls: readonly Command[];
}

/**
 * @param files by path, differences from a project with the handlers a and b in `cmd`; null removes a file
 * @param answer overrides results of the fake go
 */
export function builtProject(
  files: Readonly<Record<string, string | null>> = {},
  overrides: Partial<Host> = {},
  answer?: FakeGoOptions['answer'],
): BuiltProject {
  const all: Record<string, string | null> = {
    '/go/bin/go': '',
    '/project/go.mod': 'module example.com/m\n\ngo 1.21\n',
    '/project/cmd/a/main.go': 'package main\n',
    '/project/cmd/b/main.go': 'package main\n',
    '/project/assets/x.txt': 'x',
    '/project/lambdazip.json': JSON.stringify({
      handlers: { 'bin/*': './cmd/*' },
      files: { 'assets/': './assets' },
    }),
    ...files,
  };
  const memory = memoryHost(
    Object.fromEntries(Object.entries(all).filter(([, content]) => content !== null)),
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
  const { fileSystem } = memory;
  const go = fakeGo(() => fileSystem, answer === undefined ? {} : { answer });
  let compiled = 0;
  const processes: Host['processes'] = {
    run: async (command) => {
      if (command.argv[1] === 'build') {
        const output = command.argv[command.argv.indexOf('-o') + 1] ?? '';
        for (const target of command.argv.slice(command.argv.indexOf('--') + 1)) {
          const directory = `${command.workingDirectory}/${target}`;
          const sources = (await fileSystem.readDirectory(directory)).filter(({ name }) =>
            /\.go$/.test(name),
          );
          const texts = await Promise.all(
            sources.map(({ name }) => fileSystem.readFile(`${directory}/${name}`)),
          );
          const program = madeElf({ machine: command.environment.GOARCH === 'amd64' ? 62 : 183 });
          // Bytes after the last section do not affect any check.
          const content = [program, ...texts];
          await fileSystem.writeFile(`${output}${target.split('/').at(-1)}`, content);
          compiled += 1;
        }
      }
      return go.run(command);
    },
  };
  return { ...memory, processes, calls: go.calls, compiled: () => compiled };
}
