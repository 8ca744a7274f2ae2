import { catalog, type DiagnosticArgs } from './catalog.js';
import { diagnosing } from './diagnosing.js';
import type { DiagnosticOf } from './diagnostic.js';

export type { DiagnosticArgs } from './catalog.js';

/** The stable name of a finding or failure of the core, e.g. `manifest-unknown-key`. */
export type DiagnosticCode = keyof DiagnosticArgs;

/** One finding of the core that a user can fix: comparing `code` narrows `args`. */
export type Diagnostic<Code extends DiagnosticCode = DiagnosticCode> = DiagnosticOf<DiagnosticArgs, Code>;

export const { diagnose, failure, failureOf } = diagnosing<DiagnosticArgs>(catalog);
