import type { Blame, LambdazipError } from '@lambdazip/core';
import { Interruption } from './context.js';

/** What the process ends with. */
export const exitStatus = {
  done: 0,
  /** The work was done or tried, and the answer is no. */
  no: 1,
  /** The call, the manifest or the machine is not as it must be. */
  usage: 2,
  /** lambdazip broke its own promise: EX_SOFTWARE of sysexits. */
  defect: 70,
  /** 128 and the signal's number, as a shell has it. */
  hangup: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** Thrown where a command has printed its answer, and the answer is no. */
export class AnswerIsNo extends Error {
  override readonly name = 'AnswerIsNo';
}

/** Thrown where a watch was ended between two builds, as it is meant to be: there is nothing to be told. */
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
  defect: exitStatus.defect,
};

/** Whether the core threw it on purpose; its class is not at hand where the core was not loaded. */
export function isLambdazipError(error: unknown): error is LambdazipError {
  return error instanceof Error && error.name === 'LambdazipError' && 'blame' in error;
}

/** The exit status for an error, in a process that `signal` may have asked to end. */
export function exitStatusOf(error: unknown, signal: AbortSignal): ExitStatus {
  if (signal.aborted) return ofSignal(signal.reason);
  if (!isLambdazipError(error)) return exitStatus.defect;
  return error.blame === 'interrupt' ? exitStatus.interrupted : ofBlame[error.blame];
}

function ofSignal(reason: unknown): ExitStatus {
  const name = reason instanceof Interruption ? reason.signalName : 'SIGINT';
  if (name === 'SIGTERM') return exitStatus.terminated;
  return name === 'SIGHUP' ? exitStatus.hangup : exitStatus.interrupted;
}
