import { describe, expect, test } from 'vitest';
import { fakeGo } from '../../../test/fake-go.js';
import { madeElf } from '../../../test/made-elf.js';
import { type MemoryHost, memoryHost } from '../../../test/memory-host.js';
import { planParts } from '../../affected/plan-parts.js';
import { pakoEncoder } from '../../node/deflate-encoder.js';
import type { Host } from '../../ports/host.js';
import type { Command } from '../../ports/process-runner.js';
import { build } from '../build.js';

const program = madeElf({ machine: 183 });
const manifest = JSON.stringify({
  handlers: { 'bin/a': './cmd/a' },
  files: { 'x.txt': './x.txt', 'web/': './public/*.html', 'made/': './dist/made' },
});

interface Machine extends Host {
  readonly memory: MemoryHost;
  readonly calls: readonly Command[];
}

/** An in-memory project on which something happens while `go build` runs. */
function machine(meanwhile: (memory: MemoryHost) => Promise<void> = async () => undefined): Machine {
  const memory = memoryHost(
    {
      '/go/bin/go': '',
      '/project/go.mod': 'module example.com/m\n\ngo 1.21\n',
      '/project/cmd/a/main.go': 'package main\n',
      '/project/x.txt': 'x',
      '/project/public/index.html': 'x',
      '/project/dist/made/version.txt': '1',
      '/project/lambdazip.json': manifest,
    },
    {
      environment: { PATH: '/go/bin' },
      defaultCacheDirectory: '/cache',
      openDeflater: () => ({
        deflateRaw: pakoEncoder,
        mayGive: async () => true,
        close: async () => undefined,
      }),
    },
  );
  const go = fakeGo(() => memory.fileSystem, { env: { GOMODCACHE: '/modules' } });
  const processes: Host['processes'] = {
    run: async (command) => {
      const answer = await go.run(command);
      if (command.argv[1] === 'build') {
        // Times in memory are whole milliseconds, and the inputs are examined first.
        await new Promise((resolve) => setTimeout(resolve, 20));
        await meanwhile(memory);
        const [, , , output = ''] = command.argv;
        await memory.fileSystem.writeFile(`${output}a`, program);
      }
      return answer;
    },
  };
  return { ...memory, processes, memory, calls: go.calls };
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const write =
  (path: string, content: string) =>
  ({ fileSystem }: MemoryHost): Promise<void> =>
    fileSystem.writeFile(`/project/${path}`, text(content));

const changes: Readonly<
  Record<string, readonly [change: (memory: MemoryHost) => Promise<void>, path: string]>
> = {
  'a source': [write('cmd/a/main.go', 'package main // changed\n'), 'cmd/a/main.go'],
  'the manifest': [write('lambdazip.json', `${manifest} `), 'lambdazip.json'],
  'go.mod': [write('go.mod', 'module example.com/m\n\ngo 1.22\n'), 'go.mod'],
  'a go.sum that did not exist': [write('go.sum', ''), 'go.sum'],
  'an asset': [write('x.txt', 'y'), 'x.txt'],
  'a generated file in the output': [write('dist/made/version.txt', '2'), 'dist/made/version.txt'],
  'a new asset of a glob': [write('public/new.html', ''), 'public/new.html'],
  'a new source': [write('cmd/a/more.go', 'package main\n'), 'cmd/a/'],
  'a source that changes back': [
    async (memory) => {
      await write('cmd/a/main.go', 'package other\n')(memory);
      await write('cmd/a/main.go', 'package main\n')(memory);
    },
    'cmd/a/main.go',
  ],
};

describe('a build', () => {
  for (const [title, [change, path]] of Object.entries(changes)) {
    test(`warns about ${title} that changes while it runs`, async () => {
      const { warnings } = await build({}, machine(change), planParts);
      expect(warnings).toMatchObject([{ code: 'inputs-changed', args: { paths: [path] } }]);
    });

    test(`with strictInputs fails for ${title} and writes nothing`, async () => {
      const host = machine(change);
      await expect(build({ strictInputs: true }, host, planParts)).rejects.toMatchObject({
        code: 'inputs-unstable',
        blame: 'work',
      });
      expect(host.memory.paths().filter((each) => each.startsWith('/project/dist/'))).toEqual([
        '/project/dist/made',
        '/project/dist/made/version.txt',
      ]);
    });
  }

  test('does not warn about files that it does not read', async () => {
    const host = machine(async (memory) => {
      await write('README.md', 'x')(memory);
      await write('cmd/a/notes.txt', 'x')(memory);
      await write('cmd/a/.main.go.swp', 'x')(memory);
      await write('cmd/a/main_test.go', 'package main\n')(memory);
      await write('public/page.txt', 'x')(memory);
      await memory.fileSystem.makeDirectory('/project/other');
      await write('other/main.go', 'package main\n')(memory);
    });
    expect((await build({ strictInputs: true }, host, planParts)).warnings).toEqual([]);
  });

  test('does not warn about earlier files or files with times in the future', async () => {
    const host = machine();
    const future: Host = {
      ...host,
      fileSystem: {
        ...host.fileSystem,
        identify: async (path) => {
          const identity = await host.fileSystem.identify(path);
          return path.endsWith('main.go') && identity ? { ...identity, changed: Date.now() + 1e8 } : identity;
        },
      },
    };
    expect((await build({ strictInputs: true }, future, planParts)).warnings).toEqual([]);
  });

  test('does not list its inputs with go again if nothing changed', async () => {
    const host = machine();
    const asked = () => host.calls.filter(({ argv }) => argv.includes('-deps')).length;
    await build({}, host, planParts);
    expect(asked()).toBe(1);
    await build({}, host, planParts);
    expect(asked()).toBe(1);
    await write('cmd/a/main.go', 'package main // changed\n')(host.memory);
    expect((await build({}, host, planParts)).warnings).toEqual([]);
    expect(asked()).toBe(2);
  });

  test('that cannot determine its inputs fails only with strictInputs', async () => {
    const host = machine();
    const failing: Host = {
      ...host,
      processes: {
        run: async (command) => {
          const answer = await host.processes.run(command);
          return command.argv.includes('-deps') ? { ...answer, exitCode: 1, standardError: 'no' } : answer;
        },
      },
    };
    expect((await build({}, failing, planParts)).warnings).toEqual([]);
    await expect(build({ strictInputs: true }, failing, planParts)).rejects.toMatchObject({
      code: 'go-list-failed',
    });
  });
});
