import { catalog, type DiagnosticArgs } from './catalog.js';
import { diagnosing } from './diagnosing.js';
import type { DiagnosticOf } from './diagnostic.js';

export type { DiagnosticArgs } from './catalog.js';

/** The stable code of a diagnostic of the core, such as `manifest-unknown-key`. */
export type DiagnosticCode = keyof DiagnosticArgs;

/** An error or warning of the core. Comparing `code` narrows `args`. */
export type Diagnostic<Code extends DiagnosticCode = DiagnosticCode> = DiagnosticOf<DiagnosticArgs, Code>;

export const { diagnose, failure, failureOf } = diagnosing<DiagnosticArgs>(catalog);
