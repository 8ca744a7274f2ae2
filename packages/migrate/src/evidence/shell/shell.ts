import type { Origin, World } from '../world.js';
import type { ShellState } from './shell-state.js';
import type { Statement } from './syntax.js';

/** How a command ended; null where nobody knows. */
export type Status = boolean | null;

/** A command that somebody knew how to read, and how it ended. */
export interface Ended {
  readonly status: Status;
}

export function ended(status: Status): Ended {
  return { status };
}

/** What commands print, as far as it is known. */
export interface Output {
  text: string;
  known: boolean;
}

/** What a command runs in. */
export interface Frame {
  readonly state: ShellState;
  /** Standard input; null where it is not known. */
  readonly input: string | null;
  /** Null where nobody reads it. */
  readonly output: Output | null;
  readonly origin: Origin;
  /** Which reading of the project's scripts this is; loops and functions belong to the reading that they stand in. */
  readonly reading: symbol;
  readonly depth: number;
  /** Whether this surely runs. In a branch that only may be taken, nothing is left early. */
  readonly certain: boolean;
}

/** What commands that run others call. */
export interface Shell {
  readonly world: World;
  readonly run: (statement: Statement, frame: Frame) => Status;
  /** Runs a text as a script of its own; its commands stand where `origin` says. */
  readonly runText: (text: string, frame: Frame) => Status;
  /** Runs one command whose words are expanded; offsets are those of the statement that it stands in. */
  readonly runFields: (fields: readonly string[], frame: Frame, start: number, end: number) => Status;
}

/** Characters of output that are kept. */
const outputLimit = 262_144;

export function newOutput(): Output {
  return { text: '', known: true };
}

/** Adds to what is printed; null for something that is not known. */
export function print({ output }: Frame, text: string | null): void {
  if (output === null) return;
  if (text === null || output.text.length + text.length > outputLimit) output.known = false;
  else output.text += text;
}

/** The output, if all of it is known. */
export function knownText({ text, known }: Output): string | undefined {
  return known ? text : undefined;
}
