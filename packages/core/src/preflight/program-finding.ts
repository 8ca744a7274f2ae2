import type { DiagnosticArgs } from '../diagnostics/diagnose.js';

/** The codes of findings in a program. */
export type ProgramCode =
  | 'check-not-elf'
  | 'check-truncated'
  | 'check-wrong-architecture'
  | 'check-dynamic'
  | 'check-loader-missing'
  | 'check-glibc-too-new'
  | 'check-lambda-library-too-old'
  | 'check-norpc-missing'
  | 'check-local-replace';

/** A finding in a program; the handler and the path are added later. */
export type ProgramFinding = {
  [Code in ProgramCode]: {
    readonly code: Code;
    readonly values: Omit<DiagnosticArgs[Code], 'handler'>;
  };
}[ProgramCode];
