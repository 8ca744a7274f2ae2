import type { AnyArgs } from './args.js';

/** Where a finding is. Lines and columns count from 1; a column counts UTF-16 units. */
export interface Location {
  /** As the user would write it: relative to the working directory if it is below it, with `/`. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** One finding that a user can fix, of any package. Its order of keys is that of `--json`. */
export interface AnyDiagnostic<Code extends string = string, Args = AnyArgs> {
  /** The stable name of what was found, e.g. `manifest-unknown-key`. */
  readonly code: Code;
  readonly severity: 'error' | 'warning';
  /** What is wrong: what was expected, what was found. Text for people: it may change in any release. */
  readonly message: string;
  /** The command to run or the line to change, also text for people; null if the message already says it. */
  readonly help: string | null;
  readonly location: Location;
  /** What the message and the help are made of, for programs; the values are exact, with nothing escaped. */
  readonly args: Args;
  /** The `Handler` strings that are affected, if the finding is about some of them. */
  readonly handlers?: readonly string[];
}

/** The findings of an interface that lists codes with their args: comparing `code` narrows `args`. */
export type DiagnosticOf<ArgsByCode, Code extends keyof ArgsByCode = keyof ArgsByCode> = {
  [Each in Code & string]: AnyDiagnostic<Each, ArgsByCode[Each]>;
}[Code & string];

/** For a finding that belongs to no file. */
export const nowhere: Location = { file: null, line: null, column: null };
