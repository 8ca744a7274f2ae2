import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { normalized } from './differential-text.js';
import { type RuntimeAnswer, runtimeApi } from './runtime-api.js';

/** How a handler is started. */
export interface Situation {
  readonly title: string;
  /** Whether `_HANDLER` has the handler; otherwise it is the first argument, as in a container image. */
  readonly handlerIn: 'environment' | 'argument';
  /** The text on standard input; null for an empty one. */
  readonly input: string | null;
  /** Variables, in addition to those of every run. undefined removes one. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The events of a Runtime API; null without one. */
  readonly events: readonly string[] | null;
}

const everyEnvironment: Readonly<Record<string, string>> = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  AWS_REGION: 'eu-central-1',
  AWS_LAMBDA_FUNCTION_NAME: 'compared',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
};

/** The handler in `_HANDLER`, and an empty standard input. */
export const plainly: Situation = {
  title: 'empty input',
  handlerIn: 'environment',
  input: null,
  environment: {},
  events: null,
};

/** The situations in which a handler is compared. */
export const situations: readonly Situation[] = [
  plainly,
  { ...plainly, title: 'text on standard input', input: 'one\ntwo words\n{"three": 3}\n' },
  {
    ...plainly,
    title: 'handler as the argument, few variables',
    handlerIn: 'argument',
    environment: Object.fromEntries(
      ['HOME', 'TMPDIR', 'PATH', 'LANG', 'TZ', 'AWS_REGION'].map((name) => [name, undefined]),
    ),
  },
  { ...plainly, title: 'two events', events: ['{"name":"first"}', '{"name":"second"}'] },
];

/** The situation in which the runtime lists the packages that it initializes. */
export const traced: Situation = {
  ...plainly,
  title: 'initialized packages',
  environment: { GODEBUG: 'inittrace=1' },
};

/** What a program did. Everything that depends on the time, the process or the place is replaced. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** A number, the name of a signal, `still running` after the time limit, or `waits for events`. */
  readonly status: string;
  readonly answers: readonly RuntimeAnswer[];
  /** The files that it wrote in its working directory, with their digests. */
  readonly files: readonly string[];
}

export interface RunOptions {
  /** The directory that the archive is unpacked in. */
  readonly task: string;
  readonly handler: string;
  readonly situation: Situation;
  /** The working directory of the program, which is emptied. */
  readonly work: string;
  /** Milliseconds after which the program is ended. */
  readonly timeLimit: number;
  /** Variables of every run, in addition to the usual ones. */
  readonly environment: Readonly<Record<string, string>>;
  /** Wraps the command, for example to run it in namespaces of its own. */
  readonly wrap?: ((command: readonly string[], run: RunPlaces) => readonly string[]) | undefined;
}

/** What a wrapper may need to know. */
export interface RunPlaces {
  readonly work: string;
  readonly hasNetwork: boolean;
  readonly environment: Readonly<Record<string, string>>;
}

/** Bytes of a stream that are compared. */
const mostOutput = 1024 * 1024;

/** Starts a handler as Lambda does, and returns what it did. */
export async function runHandler(options: RunOptions): Promise<Outcome> {
  const {
    task,
    handler,
    situation,
    work,
    timeLimit,
    wrap = (command: readonly string[]) => command,
  } = options;
  rmSync(work, { recursive: true, force: true });
  for (const name of ['home', 'tmp']) mkdirSync(join(work, name), { recursive: true });
  const api = situation.events === null ? undefined : await runtimeApi(situation.events);
  const environment = definedValues({
    ...everyEnvironment,
    HOME: join(work, 'home'),
    TMPDIR: join(work, 'tmp'),
    LAMBDA_TASK_ROOT: task,
    ...(situation.handlerIn === 'environment' ? { _HANDLER: handler } : {}),
    ...(api === undefined ? {} : { AWS_LAMBDA_RUNTIME_API: api.address }),
    ...options.environment,
    ...situation.environment,
  });
  const command = [join(task, 'bootstrap'), ...(situation.handlerIn === 'argument' ? [handler] : [])];
  const [program = '', ...args] = wrap(command, { work, hasNetwork: api !== undefined, environment });
  const child = spawn(program, args, {
    cwd: work,
    env: environment,
    detached: true,
    stdio: [situation.input === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      if (output[name].length < mostOutput) output[name] += chunk;
    });
  }
  // A program that does not read its input closes the pipe.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(situation.input ?? '');
  const exited = new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status, signal) => resolve(signal ?? String(status)));
  });
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('still running'), timeLimit);
  });
  // A function that waits has nothing more to print.
  const served = api?.finished.then(() => 'waits for events');
  try {
    const status = await Promise.race([exited, late, ...(served === undefined ? [] : [served])]);
    killGroup(pid);
    // A process that left the group may keep the streams open.
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1_000))]);
    const text = (given: string): string => normalized(given, { task, work, pid });
    return {
      status,
      stdout: text(output.stdout),
      stderr: text(output.stderr),
      answers: (api?.answers ?? []).map(({ kind, body }) => ({ kind, body: text(body) })),
      files: filesIn(work).map(text),
    };
  } finally {
    clearTimeout(timer);
    api?.close();
  }
}

// Everything is read-only except for the working directory, and no device is visible that has data.
const isolation = [
  'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
  'set -e',
  'mount --bind "$0" "$0"',
  'mount -t tmpfs none /dev/shm',
  'cd /dev/shm',
  'for device in null zero full random urandom; do : >$device; mount --bind /dev/$device $device; done',
  'mount --rbind /dev/shm /dev',
  'for place in / /proc /sys; do mount -o remount,bind,ro $place; done',
  'cd "$0"',
  'exec "$@"',
].join('\n');

/**
 * Runs a program in namespaces of its own, in which it can end no other process, write only in its working directory,
 * and, without events, use no network.
 */
export function isolated(
  command: readonly string[],
  { work, hasNetwork, environment }: RunPlaces,
): readonly string[] {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [
    '/usr/bin/unshare',
    ...['--map-root-user', '--pid', '--fork', '--kill-child', '--mount', '--mount-proc', '--ipc', '--uts'],
    ...(hasNetwork ? [] : ['--net']),
    ...['/bin/sh', '-c', isolation, work],
    // The shell sets variables of its own.
    ...['/usr/bin/env', '-i', ...variables],
    ...command,
  ];
}

function definedValues(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${relative(directory, path)} ${digestOf(path)}`;
    })
    .sort();
}

function digestOf(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
  } catch {
    return 'unreadable';
  }
}

function killGroup(pid: number): void {
  // 0 would be the group of this process.
  if (pid === 0) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has already exited.
  }
}
