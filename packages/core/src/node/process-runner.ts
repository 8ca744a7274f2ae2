import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { isMainThread } from 'node:worker_threads';
import { failure } from '../diagnostics/diagnose.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Command, ProcessResult, ProcessRunner } from '../ports/process-runner.js';
import { BoundedOutput, LineSplitter } from './bounded-output.js';
import { enterWatch, groupGone, leaveWatch, signalGroup, usesProcessGroups } from './process-groups.js';

/** Grace period in ms for pipes that a child keeps open after the program has ended. */
const graceForPipes = 1_000;

/** Grace period in ms after SIGKILL. Zombies that no init process reaps (in containers) never disappear. */
const graceForBurial = 1_000;

const mebibyte = 1024 * 1024;

/** Limits for `nodeProcessRunner`. */
export interface ProcessLimits {
  /** Maximum bytes of standard output; more fails with `process-output-too-large`. Default 64 MiB. */
  readonly standardOutput?: number;
  /** Maximum bytes of standard error to keep; the rest is dropped. Default 16 MiB. */
  readonly standardError?: number;
  /** Milliseconds for a program to clean up after SIGINT, before SIGKILL. Default 2,000. */
  readonly graceAfterInterrupt?: number;
}

/**
 * Runs programs without a shell, with exactly the given environment and an empty standard input. After an abort the
 * program and all its children get SIGINT, and 2 seconds later SIGKILL. They are also killed if this process ends
 * first.
 */
export function nodeProcessRunner(limits: ProcessLimits = {}): ProcessRunner {
  return {
    run: async (command) => {
      command.signal?.throwIfAborted();
      const [program, ...rest] = command.argv;
      const refusal = unpassable(command);
      if (refusal !== undefined) throw failure('program-not-started', { program, reason: refusal });
      const child = withUmask(command.umask, () =>
        spawn(program, rest, {
          cwd: command.workingDirectory,
          env: command.environment,
          stdio: ['ignore', 'pipe', 'pipe'],
          detached: usesProcessGroups,
          windowsHide: true,
        }),
      );
      return await followed(child, command, limits);
    },
  };
}

/** A child inherits the umask of this process at the moment it is started. */
function withUmask<Result>(umask: number | undefined, start: () => Result): Result {
  // Worker threads cannot change the umask of their process.
  if (umask === undefined || !isMainThread) return start();
  const before = process.umask(umask);
  try {
    return start();
  } finally {
    process.umask(before);
  }
}

/** A value that no system call can pass on: Node would throw a different kind of error for it. */
function unpassable({ argv, workingDirectory, environment }: Command): string | undefined {
  const nul = (text: string): boolean => text.includes('\0');
  if (argv.some(nul)) return 'an argument contains a NUL character';
  if (nul(workingDirectory)) return 'its working directory contains a NUL character';
  const variable = Object.entries(environment).find(([name, value]) => nul(name) || nul(value));
  return variable === undefined ? undefined : `the variable ${variable[0]} contains a NUL character`;
}

function notStarted(error: Error, { argv, workingDirectory }: Command): Error {
  const [program] = argv;
  const isMissing = fileSystemErrorCode(error) === 'ENOENT';
  // The system reports ENOENT for each of these.
  const reason = !existsSync(workingDirectory)
    ? `its working directory ${workingDirectory} does not exist`
    : isMissing && existsSync(program)
      ? 'its interpreter or loader does not exist (ENOENT)'
      : fileSystemReason(error);
  return failure('program-not-started', { program, reason }, { cause: error });
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function followed(child: Child, command: Command, limits: ProcessLimits): Promise<ProcessResult> {
  const { signal, onErrorLine } = command;
  const outputLimit = limits.standardOutput ?? 64 * mebibyte;
  const output = new BoundedOutput(outputLimit);
  const errors = new BoundedOutput(limits.standardError ?? 16 * mebibyte);
  const lines = onErrorLine === undefined ? undefined : new LineSplitter(onErrorLine);

  return new Promise((resolve, reject) => {
    const timers = new Set<NodeJS.Timeout>();
    let broken: { readonly reason: unknown } | undefined;
    let ended: Pick<ProcessResult, 'exitCode' | 'killedBy'> | undefined;

    // Rejects later, once the program and its children are gone.
    const stop = (reason: unknown, gently: boolean): void => {
      if (broken !== undefined) return;
      broken = { reason };
      if (child.pid === undefined) return;
      const { pid } = child;
      signalGroup(pid, gently && ended === undefined ? 'SIGINT' : 'SIGKILL');
      if (gently)
        timers.add(setTimeout(() => signalGroup(pid, 'SIGKILL'), limits.graceAfterInterrupt ?? 2_000));
    };
    const onAbort = (): void => stop(signal?.reason, true);
    const guarded = (action: () => void): void => {
      try {
        action();
      } catch (error) {
        stop(error, false);
      }
    };

    child.stdout.on('data', (chunk: Buffer) => {
      if (output.add(chunk) || broken !== undefined) return;
      stop(failure('process-output-too-large', { program: command.argv[0], limit: outputLimit }), false);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors.add(chunk);
      if (broken === undefined) guarded(() => lines?.add(chunk));
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    if (child.pid !== undefined) enterWatch(child.pid);

    const finish = (): void => {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (child.pid !== undefined) leaveWatch(child.pid);
    };
    child.once('error', (error) => {
      // Once it has started, an error means that a signal could not be sent; the program's end is still to come.
      if (child.pid !== undefined) return;
      finish();
      reject(notStarted(error, command));
    });
    child.once('exit', (exitCode, killedBy) => {
      ended = { exitCode, killedBy };
      if (broken !== undefined && child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      timers.add(setTimeout(() => closePipes(child), graceForPipes));
    });
    child.once('close', (exitCode, killedBy) => {
      if (broken === undefined) guarded(() => lines?.end());
      finish();
      if (broken === undefined) {
        resolve({ exitCode, killedBy, standardOutput: output.text(), standardError: errors.text() });
        return;
      }
      const { reason } = broken;
      void groupGone(child.pid ?? 0, graceForBurial).then(() => reject(reason));
    });
  });
}

/** Does not wait for pipes that a child still keeps open; output so far is read. */
function closePipes(child: Child): void {
  setImmediate(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  });
}
