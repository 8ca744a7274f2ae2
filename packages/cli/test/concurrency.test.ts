import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { casesOf } from '../../core/test/matrix.js';
import { type HeldGo, heldGo } from './held-go.js';
import { bin, type Project, project, twoHandlers, until } from './project.js';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Started {
  readonly child: ChildProcess;
  /** What it has written to standard error so far. */
  readonly stderr: () => string;
  readonly ended: Promise<Ended>;
}

/** Starts a build in a process of its own, with its own cache. */
function start(
  { directory }: Project,
  cache: string,
  variables: Readonly<Record<string, string | undefined>> = {},
): Started {
  const child = spawn(process.execPath, [bin, 'build', '--json'], {
    cwd: directory,
    env: { ...process.env, LAMBDAZIP_CACHE_DIR: join(directory, cache), ...variables },
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
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, stderr: () => stderr, ended };
}

/** The processes that work in a directory, by their commands, except those that have ended. */
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
  test('the second waits for the first, reports it, and both have the right archive', async () => {
    const given = project(twoHandlers);
    const go = heldGo(given, 'build');
    const first = start(given, 'one', { PATH: go.path });
    await go.reached();
    const second = start(given, 'two');
    await until(() => second.stderr() !== '', 'the second build waits');
    go.release();
    const [one, two] = await Promise.all([first.ended, second.ended]);
    expect([one.status, two.status], one.stderr + two.stderr).toEqual([0, 0]);
    expect(one.stderr).toBe('');
    expect(two.stderr).toMatch(new RegExp(`^.*\\b${first.child.pid}\\b.* dist\\b.*\\n$`));
    const digest = createHash('sha256')
      .update(readFileSync(join(given.directory, 'dist/lambda.zip')))
      .digest('hex');
    for (const { stdout } of [one, two]) expect(JSON.parse(stdout).archives[0].sha256).toBe(digest);
    expect(distOf(given)).toEqual(['lambda.zip', 'lambda.zip.provenance.json']);
  });

  test('a killed build does not delay the next', async () => {
    const given = project(twoHandlers);
    const go = heldGo(given, 'build');
    const killed = start(given, 'one', { PATH: go.path });
    await go.reached();
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

interface Moment {
  readonly held?: 'build' | 'list';
  readonly variables?: (directory: string) => Readonly<Record<string, string>>;
  readonly comes: (given: Project, go: HeldGo | undefined) => Promise<void>;
}

const reached: Moment['comes'] = async (_, go) => await go?.reached();

const moments: readonly (readonly [string, Moment])[] = [
  ['at once', { comes: async () => undefined }],
  ['while it starts', { comes: () => new Promise((resolve) => setTimeout(resolve, 150)) }],
  ['while it plans', { held: 'list', comes: reached }],
  [
    'when it holds its locks',
    { comes: (given) => until(() => existsSync(lockOf(given)), 'the output is locked') },
  ],
  ['while go builds', { held: 'build', comes: reached }],
  [
    // The real go has child processes of its own: the compilers.
    'while go compiles',
    {
      variables: (directory) => ({ GOCACHE: join(directory, 'go-cache') }),
      // go's cache has 257 directories and files of its own before the first result.
      comes: ({ directory }) => until(() => filesIn(join(directory, 'go-cache')) > 270, 'go compiles'),
    },
  ],
];

describe.skipIf(process.platform !== 'linux')('a build that is interrupted', () => {
  // One moment without and one with a lock on the output directory, each with a child process.
  for (const [signal, status, representative] of [
    ['SIGINT', 130, 'while go builds'],
    ['SIGTERM', 143, 'while it plans'],
  ] as const) {
    test.each(casesOf(moments, [representative]))(
      `by ${signal} %s leaves no process and no partial file`,
      async (_, { held, variables, comes }) => {
        const given = project({ ...twoHandlers, 'dist/lambda.zip': 'the old archive' });
        const go = held === undefined ? undefined : heldGo(given, held);
        const { child, ended } = start(given, 'cache', {
          PATH: go?.path ?? process.env.PATH,
          ...variables?.(given.directory),
        });
        await comes(given, go);
        child.kill(signal);
        const { status: endedWith, stdout } = await ended;
        // A signal that arrives before Node can handle it ends the process; a shell reports the same status.
        expect(go === undefined ? [status, null] : [status]).toContain(endedWith);
        if (stdout !== '' || go !== undefined) expect(JSON.parse(stdout).error.code).toBe('interrupted');
        await until(() => processesIn(given.directory).length === 0, 'all its processes have ended');
        expect(distOf(given)).toEqual(['lambda.zip']);
        expect(given.read('dist/lambda.zip')).toBe('the old archive');
      },
    );
  }
});
