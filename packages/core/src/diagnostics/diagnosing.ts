import type { Blame, Catalog } from './catalog-entry.js';
import { type AnyDiagnostic, type DiagnosticOf, type Location, nowhere } from './diagnostic.js';
import { LambdazipError } from './lambdazip-error.js';
import { broughtBack, putAside } from './printable.js';

/** What a failure may have besides its args. */
export interface FailureOptions {
  readonly location?: Location;
  readonly cause?: unknown;
  readonly handlers?: readonly string[];
  /** The findings that led to it. Default: the one that the code and its args make. */
  readonly diagnostics?: readonly AnyDiagnostic[];
}

/** Args without anything more: they are printed whole in reports. */
type Exactly<Wanted, Given extends Wanted> = Given & {
  readonly [Extra in Exclude<keyof Given, KeyOf<Wanted>>]: never;
};

/** The keys of each part of a union. */
type KeyOf<Args> = Args extends unknown ? keyof Args : never;

/** Makes findings and errors of a catalog: what a package uses for its own codes. */
export interface Diagnosing<ArgsByCode> {
  /**
   * Makes the finding of a code from its args. Whatever an arg holds, the sentences can be printed: what would steer a
   * terminal is escaped. `args`, `location` and `handlers` stay as they are.
   */
  readonly diagnose: <Code extends keyof ArgsByCode & string, Given extends ArgsByCode[Code]>(
    code: Code,
    args: Exactly<ArgsByCode[Code], Given>,
    location?: Location,
    handlers?: readonly string[],
  ) => DiagnosticOf<ArgsByCode, Code>;
  /** A single fatal condition: its finding is the error, and unless others are given, the only one. */
  readonly failure: <Code extends keyof ArgsByCode & string, Given extends ArgsByCode[Code]>(
    code: Code,
    args: Exactly<ArgsByCode[Code], Given>,
    options?: FailureOptions,
  ) => LambdazipError<Code>;
  /** An error of the code and the message of a finding that is fatal, with all that were found. */
  readonly failureOf: <Code extends keyof ArgsByCode & string>(
    fatal: { readonly code: Code; readonly message: string },
    diagnostics: readonly AnyDiagnostic[],
  ) => LambdazipError<Code>;
}

/** The functions for the codes of a catalog. */
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
    // A code that is one of several is paired with its own args by who calls.
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
