import type { AnyArgs } from './args.js';

/** A place in a file. Lines and columns start at 1; columns count UTF-16 code units. */
export interface Location {
  /** As the user would write it, with `/`: relative to the working directory if it is inside it. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** An error or warning of any package. `--json` prints its keys in this order. */
export interface AnyDiagnostic<Code extends string = string, Args = AnyArgs> {
  /** The stable code, such as `manifest-unknown-key`. */
  readonly code: Code;
  readonly severity: 'error' | 'warning';
  /** What failed, on what and why. Text for people; it may change in any release. */
  readonly message: string;
  /** The command to run or the line to change, also text for people; null if the message needs no hint. */
  readonly help: string | null;
  readonly location: Location;
  /** The exact values, not escaped, from which the message and the help are made. For programs. */
  readonly args: Args;
  /** The `Handler` strings of the affected handlers, if it concerns only some of them. */
  readonly handlers?: readonly string[];
}

/** The diagnostics of an interface that lists codes with their args. Comparing `code` narrows `args`. */
export type DiagnosticOf<ArgsByCode, Code extends keyof ArgsByCode = keyof ArgsByCode> = {
  [Each in Code & string]: AnyDiagnostic<Each, ArgsByCode[Each]>;
}[Code & string];

/** The location of a diagnostic that does not belong to a file. */
export const nowhere: Location = { file: null, line: null, column: null };
