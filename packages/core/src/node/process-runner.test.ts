import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundled } from '../../test/bundled.js';
import { nodeHost } from './host.js';
import { nodeProcessRunner } from './process-runner.js';

const posix = process.platform !== 'win32';
const { run } = nodeProcessRunner();
const { isAlive } = nodeHost();

let directory: string;
beforeEach(async () => {
  directory = await realpath(await mkdtemp(`${tmpdir()}/lambdazip-test-`));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const node = (script: string, more: { signal?: AbortSignal; onErrorLine?: (line: string) => void } = {}) =>
  run({ argv: [process.execPath, '-e', script], workingDirectory: directory, environment: {}, ...more });

const shell = (script: string, more: { signal?: AbortSignal; onErrorLine?: (line: string) => void } = {}) =>
  run({
    argv: ['/bin/sh', '-c', script],
    workingDirectory: directory,
    environment: { PATH: '/usr/bin:/bin' },
    ...more,
  });

/** The number that a script writes to a file, once it exists. */
async function numberIn(file: string): Promise<number> {
  const content = (): Promise<string> => readFile(`${directory}/${file}`, 'utf8').catch(() => '');
  await expect.poll(content, { timeout: 10_000, interval: 10 }).toMatch(/^\d+\n/);
  return Number(await content());
}

describe('a program that runs to its end', () => {
  test('returns both streams and its exit status', async () => {
    const result = await node(
      'process.stdout.write("out"); process.stderr.write("err"); process.exitCode = 3',
    );
    expect(result).toEqual({ exitCode: 3, killedBy: null, standardOutput: 'out', standardError: 'err' });
  });

  test.runIf(posix)('returns the signal that ended it', async () => {
    expect(await node('process.kill(process.pid, "SIGKILL")')).toMatchObject({
      exitCode: null,
      killedBy: 'SIGKILL',
    });
  });

  test.runIf(posix)('sees exactly the environment given', async () => {
    process.env.LAMBDAZIP_MUST_NOT_LEAK = '1';
    try {
      const environment = { ONE: '1', TWO: 'zwei drei' };
      const result = await run({ argv: ['/usr/bin/env'], workingDirectory: directory, environment });
      expect(result.standardOutput).toBe('ONE=1\nTWO=zwei drei\n');
    } finally {
      delete process.env.LAMBDAZIP_MUST_NOT_LEAK;
    }
  });

  test('runs in the working directory with its exact arguments and an empty standard input', async () => {
    const script =
      'console.log(JSON.stringify([process.cwd(), process.argv.slice(1), require("fs").readFileSync(0, "utf8")]))';
    const argv = [process.execPath, '-e', script, '$HOME', 'a b', '*', '"'] as const;
    const { standardOutput } = await run({ argv, workingDirectory: directory, environment: {} });
    expect(JSON.parse(standardOutput)).toEqual([directory, ['$HOME', 'a b', '*', '"'], '']);
  });

  test('keeps characters intact across chunk boundaries', async () => {
    const script = `
      const bytes = Buffer.from('ä€😀\\n'.repeat(3));
      const write = (at) => at < bytes.length && process.stderr.write(bytes.subarray(at, at + 1), () =>
        process.stdout.write(bytes.subarray(at, at + 1), () => setTimeout(write, 1, at + 1)));
      write(0);`;
    const lines: string[] = [];
    const result = await node(script, { onErrorLine: (line) => lines.push(line) });
    expect(result.standardOutput).toBe('ä€😀\n'.repeat(3));
    expect(result.standardError).toBe('ä€😀\n'.repeat(3));
    expect(lines).toEqual(['ä€😀', 'ä€😀', 'ä€😀']);
  });

  test('reports its error lines as they appear, including a last one without a line break', async () => {
    const seen: string[] = [];
    // The program continues once its first line was reported.
    const script = `
      process.stderr.write("one\\r\\ntw");
      const timer = setInterval(() => {
        if (!require('fs').existsSync('reported')) return;
        clearInterval(timer);
        process.stderr.write("o\\n\\nthree");
      }, 5);`;
    await node(script, {
      onErrorLine: (line) => {
        if (seen.length === 0) writeFileSync(`${directory}/reported`, '');
        seen.push(line);
      },
    });
    expect(seen).toEqual(['one', 'two', '', 'three']);
  });

  test.runIf(posix)('is not held up by a child that keeps the pipes open', async () => {
    const result = await shell('sleep 300 & echo $! > pid; echo done');
    const left = await numberIn('pid');
    expect(result.standardOutput).toBe('done\n');
    expect(isAlive(left)).toBe(true);
    process.kill(left, 'SIGKILL');
  });
});

describe('a program that cannot be started', () => {
  test('that does not exist', async () => {
    const command = { argv: [`${directory}/absent`] as const, workingDirectory: directory, environment: {} };
    await expect(run(command)).rejects.toMatchObject({
      code: 'program-not-started',
      diagnostics: [{ args: { reason: expect.stringContaining('ENOENT') } }],
    });
  });

  test.runIf(posix)('that is not executable', async () => {
    const command = { argv: [directory] as const, workingDirectory: directory, environment: {} };
    await expect(run(command)).rejects.toMatchObject({
      code: 'program-not-started',
      diagnostics: [{ args: { reason: expect.stringContaining('EACCES') } }],
    });
  });

  test('after an abort', async () => {
    await expect(
      node('require("fs").writeFileSync("ran", "")', { signal: AbortSignal.abort('no') }),
    ).rejects.toBe('no');
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('too much output', () => {
  test('on standard output rejects with a code and ends the program', async () => {
    const small = nodeProcessRunner({ standardOutput: 1024 * 1024 });
    const script = 'const write = () => process.stdout.write("x".repeat(65536), write); write()';
    const argv = [process.execPath, '-e', script] as const;
    const endless = small.run({ argv, workingDirectory: directory, environment: {} });
    await expect(endless).rejects.toMatchObject({ code: 'process-output-too-large' });
  });

  test('on standard error is dropped', async () => {
    const small = nodeProcessRunner({ standardError: 10 });
    const argv = [process.execPath, '-e', 'process.stderr.write("0123456789ABC")'] as const;
    const result = await small.run({ argv, workingDirectory: directory, environment: {} });
    expect(result).toMatchObject({ exitCode: 0, standardError: '0123456789' });
  });
});

test('an error in the listener ends the program and is rethrown', async () => {
  const onErrorLine = (): void => {
    throw new Error('of the listener');
  };
  const endless = node('console.error("line"); setInterval(() => {}, 1000)', { onErrorLine });
  await expect(endless).rejects.toThrow('of the listener');
});

describe.runIf(posix)('an abort', () => {
  test('ends all descendants before it rejects', async () => {
    const controller = new AbortController();
    const running = shell('sh -c "sleep 60 & echo \\$! > grandchild; wait" & echo $! > child; wait', {
      signal: controller.signal,
    });
    const pids = [await numberIn('child'), await numberIn('grandchild')];
    expect(pids.map(isAlive)).toEqual([true, true]);
    controller.abort('stop');
    await expect(running).rejects.toBe('stop');
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  test('gives the program time to clean up', async () => {
    const controller = new AbortController();
    const running = shell(
      'trap "echo 1 > cleaned; exit 1" INT; echo $$ > started; while :; do sleep 0.05; done',
      {
        signal: controller.signal,
      },
    );
    await numberIn('started');
    controller.abort('stop');
    await expect(running).rejects.toBe('stop');
    expect(await readdir(directory)).toContain('cleaned');
  });

  test('kills a program that goes on after the signal', async () => {
    const controller = new AbortController();
    const running = nodeProcessRunner({ graceAfterInterrupt: 300 }).run({
      argv: [
        '/bin/sh',
        '-c',
        'trap "echo > interrupted" INT; echo $$ > started; while :; do sleep 0.01; done',
      ],
      workingDirectory: directory,
      environment: { PATH: '/usr/bin:/bin' },
      signal: controller.signal,
    });
    const pid = await numberIn('started');
    controller.abort('stop');
    await expect(running).rejects.toBe('stop');
    expect(isAlive(pid)).toBe(false);
    expect(await readdir(directory)).toContain('interrupted');
  });

  test('rejects even if a child that left the group keeps the pipes open', async () => {
    const controller = new AbortController();
    const script = `
      const { spawn } = require('child_process');
      const child = spawn('/bin/sleep', ['300'], { detached: true, stdio: 'inherit' });
      require('fs').writeFileSync('detached', child.pid + '\\n');
      setInterval(() => {}, 1000);`;
    const running = node(script, { signal: controller.signal });
    const left = await numberIn('detached');
    controller.abort('stop');
    await expect(running).rejects.toBe('stop');
    expect(isAlive(left)).toBe(true);
    process.kill(left, 'SIGKILL');
  });

  test.runIf(process.platform === 'linux')('of a go build leaves no processes behind', async () => {
    const controller = new AbortController();
    const running = run({
      argv: [await pathOf('go'), 'build', '-o', `${directory}/out`, 'cmd/vet'],
      workingDirectory: directory,
      environment: {
        HOME: directory,
        GOCACHE: `${directory}/cache`,
        GOPATH: `${directory}/path`,
        GOTMPDIR: directory,
        GOTOOLCHAIN: 'local',
      },
      signal: controller.signal,
    });
    const work = async (): Promise<string[]> =>
      (await readdir(directory)).filter((name) => name.startsWith('go-build'));
    await expect.poll(work, { timeout: 60_000, interval: 20 }).toHaveLength(1);
    await expect.poll(() => processesAbout(directory), { timeout: 60_000, interval: 20 }).not.toHaveLength(0);
    controller.abort('stop');
    await expect(running).rejects.toBe('stop');
    expect(await processesAbout(directory)).toEqual([]);
  });
});

async function pathOf(program: string): Promise<string> {
  for (const part of process.env.PATH?.split(':') ?? []) {
    if ((await stat(`${part}/${program}`).catch(() => undefined)) !== undefined) return `${part}/${program}`;
  }
  throw new Error(`no ${program} on PATH`);
}

/** The command lines of all processes with a path among their arguments. */
async function processesAbout(path: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(path));
}

test.runIf(posix)('programs are killed if this process ends first', async () => {
  const bundle = await bundled(new URL('./process-runner.ts', import.meta.url), directory);
  const script = `
    import { nodeProcessRunner } from ${JSON.stringify(bundle)};
    const argv = ['/bin/sh', '-c', 'sleep 60 & echo $! > pid; wait'];
    nodeProcessRunner().run({ argv, workingDirectory: ${JSON.stringify(directory)}, environment: { PATH: '/usr/bin:/bin' } });
    process.stdin.on('data', () => { throw new Error('unforeseen'); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const pid = await numberIn('pid');
  expect(isAlive(pid)).toBe(true);
  const ended = once(child, 'exit');
  child.stdin.write('now');
  await ended;
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
});
