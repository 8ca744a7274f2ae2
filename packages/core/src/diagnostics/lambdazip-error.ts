import type { Blame } from './catalog-entry.js';
import type { AnyDiagnostic } from './diagnostic.js';

/**
 * The one error that lambdazip throws on purpose. `code` is stable; `diagnostics` holds every finding
 * that led to it (at least one).
 */
export class LambdazipError<Code extends string = string> extends Error {
  override readonly name = 'LambdazipError';
  readonly code: Code;
  /** Who has to act on it. */
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
