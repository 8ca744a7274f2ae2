import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bin, type Project, project, twoHandlers } from './project.js';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a build whose caches are the project's own, so that it takes seconds: go compiles the runtime anew. */
function start(
  { directory }: Project,
  cache: string,
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [bin, 'build', '--json'], {
    cwd: directory,
    env: {
      ...process.env,
      LAMBDAZIP_CACHE_DIR: join(directory, cache),
      GOCACHE: join(directory, `go-${cache}`),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (status) => resolve({ status, stdout, stderr })),
  );
  return { child, ended };
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let attempt = 0; !condition(); attempt += 1) {
    if (attempt > 1000) throw new Error(`never happened: ${what}`);
    await pause(20);
  }
}

/** The processes that work in a directory, by their commands. A process that ended and waits for its parent is none. */
function processesIn(directory: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const works = readlinkSync(`/proc/${pid}/cwd`).startsWith(directory);
        const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
        return (works || environment.includes(directory)) && command !== '' ? [command] : [];
      } catch {
        return [];
      }
    });
}

const distOf = ({ directory }: Project): string[] => readdirSync(join(directory, 'dist')).sort();
const lockOf = ({ directory }: Project): string => join(directory, 'dist/.lambdazip.lock');

describe('two builds at once into one directory', () => {
  test('wait for each other, say so, and are both right', async () => {
    const given = project(twoHandlers);
    const first = start(given, 'one');
    await until(() => existsSync(lockOf(given)), 'the first build locks the output');
    const second = start(given, 'two');
    const [one, two] = await Promise.all([first.ended, second.ended]);
    expect([one.status, two.status], one.stderr + two.stderr).toEqual([0, 0]);
    expect(one.stderr).toBe('');
    expect(two.stderr).toBe(`Blocking: waiting for another build (pid ${first.child.pid}) in dist\n`);
    const digest = createHash('sha256')
      .update(readFileSync(join(given.directory, 'dist/lambda.zip')))
      .digest('hex');
    for (const { stdout } of [one, two]) expect(JSON.parse(stdout).archives[0].sha256).toBe(digest);
    expect(distOf(given)).toEqual(['lambda.zip', 'lambda.zip.provenance.json']);
  });

  test('that was killed does not hold up the next', async () => {
    const given = project(twoHandlers);
    const killed = start(given, 'one');
    await until(() => existsSync(lockOf(given)), 'the build locks the output');
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(existsSync(lockOf(given))).toBe(true);
    const next = await start(given, 'two').ended;
    expect(next.status, next.stderr).toBe(0);
    expect(distOf(given)).toEqual(['lambda.zip', 'lambda.zip.provenance.json']);
  });
});

const filesIn = (path: string): number =>
  existsSync(path) ? readdirSync(path, { recursive: true }).length : 0;

/** Moments of a build, told by what it has done by then: how long that takes differs from machine to machine. */
const moments: readonly (readonly [string, (given: Project) => Promise<void>])[] = [
  ['at once', () => pause(0)],
  ['as it starts', () => pause(150)],
  [
    'as it plans',
    ({ directory }) => until(() => existsSync(join(directory, 'cache')), 'the cache is opened'),
  ],
  ['when it holds its locks', (given) => until(() => existsSync(lockOf(given)), 'the output is locked')],
  // go's cache has 257 directories and files of its own before the first result.
  [
    'while go compiles',
    ({ directory }) => until(() => filesIn(join(directory, 'go-cache')) > 270, 'go compiles'),
  ],
];

describe.skipIf(process.platform !== 'linux')('a build that is interrupted', () => {
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    test.each(moments)(`by ${signal} %s leaves no process and no partial file`, async (_, moment) => {
      const given = project({ ...twoHandlers, 'dist/lambda.zip': 'the old archive' });
      const { child, ended } = start(given, 'cache');
      await moment(given);
      child.kill(signal);
      const { status: endedWith, stdout } = await ended;
      // Before Node has come so far that it can handle signals, the signal ends it: a shell says the same.
      expect([status, null]).toContain(endedWith);
      if (endedWith === status && stdout !== '') expect(JSON.parse(stdout).error.code).toBe('interrupted');
      await until(
        () => processesIn(given.directory).length === 0,
        `${processesIn(given.directory).join()} ends`,
      );
      expect(distOf(given)).toEqual(['lambda.zip']);
      expect(given.read('dist/lambda.zip')).toBe('the old archive');
    });
  }
});
