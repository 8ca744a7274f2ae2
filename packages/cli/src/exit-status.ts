import type { Blame, LambdazipError } from '@lambdazip/core';
import { Interruption } from './context.js';

/** What a command exits with. */
export const exitStatus = {
  done: 0,
  /** The build or a check failed, or differences were found. */
  no: 1,
  /** A usage, manifest or environment error. */
  usage: 2,
  /** EX_SOFTWARE in sysexits.h. */
  internalError: 70,
  /** 128 plus the signal number, as in a shell. */
  hangup: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** Thrown after a command has printed a negative result, to exit with status 1. */
export class AnswerIsNo extends Error {
  override readonly name = 'AnswerIsNo';
}

/** Thrown when a watch is stopped between two builds: nothing is printed. */
export class StoppedWatching extends Error {
  override readonly name = 'StoppedWatching';
}

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

const ofBlame: Readonly<Record<Exclude<Blame, 'interrupt'>, ExitStatus>> = {
  advice: exitStatus.done,
  code: exitStatus.no,
  work: exitStatus.no,
  manifest: exitStatus.usage,
  call: exitStatus.usage,
  machine: exitStatus.usage,
  defect: exitStatus.internalError,
};

/** Whether the core threw the error deliberately. Checks the name, because the core's class may not be loaded. */
export function isLambdazipError(error: unknown): error is LambdazipError {
  return error instanceof Error && error.name === 'LambdazipError' && 'blame' in error;
}

/** The exit status for an error; a signal takes precedence over the error. */
export function exitStatusOf(error: unknown, signal: AbortSignal): ExitStatus {
  if (signal.aborted) return ofSignal(signal.reason);
  if (!isLambdazipError(error)) return exitStatus.internalError;
  return error.blame === 'interrupt' ? exitStatus.interrupted : ofBlame[error.blame];
}

function ofSignal(reason: unknown): ExitStatus {
  const name = reason instanceof Interruption ? reason.signalName : 'SIGINT';
  if (name === 'SIGTERM') return exitStatus.terminated;
  return name === 'SIGHUP' ? exitStatus.hangup : exitStatus.interrupted;
}
