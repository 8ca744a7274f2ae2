import { describe, expect, test } from 'vitest';
import { memoryHost, testClock } from '../../test/memory-host.js';
import type { Command } from '../ports/process-runner.js';
import { PlanInputs } from './plan-inputs.js';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function machine() {
  const clock = testClock(Date.parse('2026-11-24'));
  let printed = 'go1.26.8';
  const commands: Command[] = [];
  const processes = {
    run: async (command: Command) => {
      commands.push(command);
      return { exitCode: 0, killedBy: null, standardOutput: printed, standardError: 'noise' };
    },
  };
  const memory = memoryHost(
    {
      '/project/go.mod': 'module m\n',
      '/project/cmd/a/main.go': 'package main\n\nfunc main() {}\n',
      '/project/x.txt': 'x',
    },
    { clock, processes },
  );
  return { memory, clock, commands, print: (value: string) => (printed = value) };
}

describe('the inputs of a plan', () => {
  test('are unchanged as long as every answer is the same', async () => {
    const { memory } = machine();
    const inputs = new PlanInputs(memory);
    await inputs.host.fileSystem.readFile('/project/x.txt');
    await inputs.host.fileSystem.readDirectory('/project');
    await inputs.host.fileSystem.stat('/project/none');
    expect(await inputs.changes()).toEqual([]);
  });

  test('include files that were read, directories that were listed and paths that were missing', async () => {
    const { memory } = machine();
    const inputs = new PlanInputs(memory);
    await inputs.host.fileSystem.readFile('/project/x.txt');
    await inputs.host.fileSystem.readDirectory('/project/cmd');
    await inputs.host.fileSystem.readFile('/project/none').catch(() => undefined);
    await memory.fileSystem.writeFile('/project/x.txt', text('y'));
    await memory.fileSystem.makeDirectory('/project/cmd/b');
    await memory.fileSystem.writeFile('/project/none', text(''));
    await memory.fileSystem.writeFile('/project/other', text(''));
    expect(await inputs.changes()).toEqual(['/project/cmd', '/project/none', '/project/x.txt']);
  });

  test('keep the first answer, so that a change during planning is found', async () => {
    const { memory } = machine();
    const inputs = new PlanInputs(memory);
    await inputs.host.fileSystem.readFile('/project/x.txt');
    await memory.fileSystem.writeFile('/project/x.txt', text('y'));
    await inputs.host.fileSystem.readFile('/project/x.txt');
    expect(await inputs.changes()).toEqual(['/project/x.txt']);
  });

  test('include the date', async () => {
    const { memory, clock } = machine();
    const inputs = new PlanInputs(memory);
    clock.advance(24 * 60 * 60 * 1000);
    expect(await inputs.changes()).toEqual(['the date']);
  });

  test('include the output of a command, which runs again', async () => {
    const { memory, commands, print } = machine();
    const inputs = new PlanInputs(memory);
    await inputs.host.processes.run({ argv: ['/usr/bin/go', 'env'], workingDirectory: '/', environment: {} });
    expect(await inputs.changes()).toEqual([]);
    print('go1.26.9');
    expect(await inputs.changes()).toEqual(['go env']);
    expect(commands).toHaveLength(3);
  });
});

describe('a list of packages in directories', () => {
  const list: Command = {
    argv: ['/go', 'list', '-find', '--', './cmd/a'],
    workingDirectory: '/project',
    environment: { GOWORK: 'off' },
  };

  test('is not run again; the Go files before the first declaration are compared', async () => {
    const { memory, commands } = machine();
    const inputs = new PlanInputs(memory);
    await inputs.host.processes.run(list);
    await memory.fileSystem.writeFile(
      '/project/cmd/a/main.go',
      text('package main\n\nfunc main() { run() }\n'),
    );
    expect(await inputs.changes()).toEqual([]);
    await memory.fileSystem.writeFile('/project/cmd/a/main.go', text('package other\n'));
    expect(await inputs.changes()).toEqual(['/project/cmd/a/main.go']);
    expect(commands).toHaveLength(1);
  });

  test('is run again if other files may affect it', async () => {
    const { memory, commands } = machine();
    const unusual: readonly Command[] = [
      { ...list, environment: { GOWORK: '/go.work' } },
      { ...list, argv: ['/go', 'list', '-find', '--', 'm/cmd/...'] },
      { ...list, argv: ['/go', 'list', '-deps', '--', './cmd/a'] },
    ];
    const inputs = new PlanInputs(memory);
    for (const command of unusual) await inputs.host.processes.run(command);
    await inputs.changes();
    expect(commands).toHaveLength(2 * unusual.length);
  });

  test('is run again if a directory replaces a module', async () => {
    const { memory, commands } = machine();
    await memory.fileSystem.writeFile('/project/go.mod', text('module m\nreplace x => ../x\n'));
    const inputs = new PlanInputs(memory);
    await inputs.host.processes.run(list);
    await inputs.changes();
    expect(commands).toHaveLength(2);
  });
});
