import type { DiagnosticCode } from './catalog.js';
import type { Blame } from './catalog-entry.js';
import {
  blameOf,
  type Diagnostic,
  type DiagnosticValues,
  diagnose,
  type Location,
  nowhere,
} from './diagnostic.js';

/**
 * The one error that lambdazip throws on purpose. `code` is stable; `diagnostics` holds every finding
 * that led to it (at least one).
 */
export class LambdazipError extends Error {
  override readonly name = 'LambdazipError';
  readonly code: DiagnosticCode;
  readonly blame: Blame;
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    code: DiagnosticCode,
    message: string,
    diagnostics: readonly Diagnostic[],
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.code = code;
    this.blame = blameOf(code);
    this.diagnostics = diagnostics;
  }
}

/** A single fatal condition: its diagnostic is the error. */
export function failure<Code extends DiagnosticCode>(
  code: Code,
  values: DiagnosticValues<Code>,
  options: {
    readonly location?: Location;
    readonly cause?: unknown;
    readonly handlers?: readonly string[];
  } = {},
): LambdazipError {
  const diagnostic = diagnose(code, values, options.location ?? nowhere, options.handlers);
  return new LambdazipError(code, diagnostic.message, [diagnostic], { cause: options.cause });
}
