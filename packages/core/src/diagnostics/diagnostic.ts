import { catalog, type DiagnosticCode } from './catalog.js';
import type { Blame } from './catalog-entry.js';
import { broughtBack, putAside } from './printable.js';

/** Where a finding stands. Lines and columns count from 1; a column counts UTF-16 units. */
export interface Location {
  /** As the user would write it: relative to the working directory where it lies below it, with `/`. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** One finding that a user can mend. */
export interface Diagnostic extends Location {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  /** What is wrong: what was expected, what was found. */
  readonly message: string;
  /** What to do. */
  readonly help: string;
  /** The `Handler` strings that are affected, where the finding is about some of them. */
  readonly handlers?: readonly string[];
}

export type DiagnosticValues<Code extends DiagnosticCode> = Parameters<(typeof catalog)[Code]['message']>[0];

/** For a finding that belongs to no file. */
export const nowhere: Location = { file: null, line: null, column: null };

/**
 * Makes the diagnostic of a code from the values that its wording needs. Whatever a value holds, the sentences can be
 * printed: what would steer a terminal is escaped. `file` and `handlers` are names, and stay as they are.
 */
export function diagnose<Code extends DiagnosticCode>(
  code: Code,
  values: DiagnosticValues<Code>,
  location: Location = nowhere,
  handlers: readonly string[] = [],
): Diagnostic {
  const { message, help } = wordingOf(code);
  const safe = putAside(values);
  return {
    code,
    severity: blameOf(code) === 'advice' ? 'warning' : 'error',
    message: broughtBack(message(safe)),
    help: broughtBack(help(safe)),
    file: location.file,
    line: location.line,
    column: location.column,
    ...(handlers.length > 0 ? { handlers } : {}),
  };
}

/** Who has to act on a code. */
export function blameOf(code: DiagnosticCode): Blame {
  return catalog[code].blame;
}

// Each entry takes its own values; the pairing of code and values is checked at `diagnose`'s signature.
function wordingOf(code: DiagnosticCode): { message: (v: unknown) => string; help: (v: unknown) => string } {
  return catalog[code] as unknown as { message: (v: unknown) => string; help: (v: unknown) => string };
}
