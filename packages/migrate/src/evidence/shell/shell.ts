import type { Origin, World } from '../world.js';
import type { ShellState } from './shell-state.js';
import type { Statement } from './syntax.js';

/** How a command ended; null if unknown. */
export type Status = boolean | null;

/** An understood command, and how it ended. */
export interface Ended {
  readonly status: Status;
}

export function ended(status: Status): Ended {
  return { status };
}

/** The output of commands, as far as it is known. */
export interface Output {
  text: string;
  known: boolean;
}

/** The context of a command. */
export interface Frame {
  readonly state: ShellState;
  /** Standard input; null if unknown. */
  readonly input: string | null;
  /** null if the output is not read. */
  readonly output: Output | null;
  readonly origin: Origin;
  /** The current reading of the project's scripts; loops and functions belong to the reading that contains them. */
  readonly reading: symbol;
  readonly depth: number;
  /** Whether this is definitely executed. In a branch that may not be taken, `exit`, `return` and `break` are ignored. */
  readonly certain: boolean;
}

/** The callbacks for commands that run other commands. */
export interface Shell {
  readonly world: World;
  readonly run: (statement: Statement, frame: Frame) => Status;
  /** Runs a text as a script of its own; its commands are located at `origin`. */
  readonly runText: (text: string, frame: Frame) => Status;
  /** Runs one command whose words are expanded; offsets are those of the statement that contains it. */
  readonly runFields: (fields: readonly string[], frame: Frame, start: number, end: number) => Status;
}

/** The number of output characters that are kept. */
const outputLimit = 262_144;

export function newOutput(): Output {
  return { text: '', known: true };
}

/** Adds output; null if it is unknown. */
export function print({ output }: Frame, text: string | null): void {
  if (output === null) return;
  if (text === null || output.text.length + text.length > outputLimit) output.known = false;
  else output.text += text;
}

/** The output, if all of it is known. */
export function knownText({ text, known }: Output): string | undefined {
  return known ? text : undefined;
}
