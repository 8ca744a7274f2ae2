import type { Blame, Catalog } from './catalog-entry.js';
import { type AnyDiagnostic, type DiagnosticOf, type Location, nowhere } from './diagnostic.js';
import { LambdazipError } from './lambdazip-error.js';
import { broughtBack, putAside } from './printable.js';

/** Optional properties of a failure. */
export interface FailureOptions {
  readonly location?: Location;
  readonly cause?: unknown;
  readonly handlers?: readonly string[];
  /** The diagnostics that led to it. Default: the diagnostic of its code and args. */
  readonly diagnostics?: readonly AnyDiagnostic[];
}

/** Args without extra keys: reports print all of them. */
type Exactly<Wanted, Given extends Wanted> = Given & {
  readonly [Extra in Exclude<keyof Given, KeyOf<Wanted>>]: never;
};

/** The keys of all members of a union. */
type KeyOf<Args> = Args extends unknown ? keyof Args : never;

/** The functions that create the diagnostics and errors of a catalog. */
export interface Diagnosing<ArgsByCode> {
  /**
   * Creates a diagnostic from a code and its args. `message` and `help` are safe to print: characters that control a
   * terminal are escaped. `args`, `location` and `handlers` are kept unchanged.
   */
  readonly diagnose: <Code extends keyof ArgsByCode & string, Given extends ArgsByCode[Code]>(
    code: Code,
    args: Exactly<ArgsByCode[Code], Given>,
    location?: Location,
    handlers?: readonly string[],
  ) => DiagnosticOf<ArgsByCode, Code>;
  /** Creates the error of a code. Unless other diagnostics are given, its own is the only one. */
  readonly failure: <Code extends keyof ArgsByCode & string, Given extends ArgsByCode[Code]>(
    code: Code,
    args: Exactly<ArgsByCode[Code], Given>,
    options?: FailureOptions,
  ) => LambdazipError<Code>;
  /** Creates an error with the code and message of a fatal diagnostic, and with all diagnostics. */
  readonly failureOf: <Code extends keyof ArgsByCode & string>(
    fatal: { readonly code: Code; readonly message: string },
    diagnostics: readonly AnyDiagnostic[],
  ) => LambdazipError<Code>;
}

/** Returns the functions for the codes of a catalog. */
export function diagnosing<ArgsByCode>(catalog: Catalog<ArgsByCode>): Diagnosing<ArgsByCode> {
  const diagnose: Diagnosing<ArgsByCode>['diagnose'] = (code, args, location = nowhere, handlers = []) => {
    const { blame, message, help } = catalog[code];
    const safe = putAside(args);
    const hint = help(safe);
    const diagnostic: AnyDiagnostic<typeof code, typeof args> = {
      code,
      severity: blame === 'advice' ? 'warning' : 'error',
      message: broughtBack(message(safe)),
      help: hint === null ? null : broughtBack(hint),
      location: { file: location.file, line: location.line, column: location.column },
      args,
      ...(handlers.length > 0 ? { handlers } : {}),
    };
    // If `code` is a union of codes, the caller pairs each one with its own args.
    return diagnostic as DiagnosticOf<ArgsByCode, typeof code>;
  };
  const blameOf = (code: keyof ArgsByCode): Blame => catalog[code].blame;
  return {
    diagnose,
    failure: (code, args, { location, cause, handlers, diagnostics } = {}) => {
      const diagnostic = diagnose(code, args, location, handlers) as AnyDiagnostic;
      return new LambdazipError(code, diagnostic.message, {
        blame: blameOf(code),
        diagnostics: diagnostics ?? [diagnostic],
        cause,
      });
    },
    failureOf: ({ code, message }, diagnostics) =>
      new LambdazipError(code, message, { blame: blameOf(code), diagnostics }),
  };
}
