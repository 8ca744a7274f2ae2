import type { Blame } from './catalog-entry.js';
import type { AnyDiagnostic } from './diagnostic.js';

/**
 * The error that lambdazip throws deliberately. `code` is stable; `diagnostics` has all errors and warnings that
 * led to it, at least one.
 */
export class LambdazipError<Code extends string = string> extends Error {
  override readonly name = 'LambdazipError';
  readonly code: Code;
  /** The kind of problem, which determines the exit status. */
  readonly blame: Blame;
  readonly diagnostics: readonly AnyDiagnostic[];

  constructor(
    code: Code,
    message: string,
    {
      blame,
      diagnostics,
      cause,
    }: { readonly blame: Blame; readonly diagnostics: readonly AnyDiagnostic[]; readonly cause?: unknown },
  ) {
    super(message, { cause });
    this.code = code;
    this.blame = blame;
    this.diagnostics = diagnostics;
  }
}
