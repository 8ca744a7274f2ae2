/** What docs/errors.md says of the args of each code, by package; '' for a code that has none. */
export interface ArgsOfCodes {
  readonly core: ReadonlyMap<string, string>;
  readonly migrate: ReadonlyMap<string, string>;
}

export function argsOfCodes(): ArgsOfCodes;
export function argsDigestModule(args: ArgsOfCodes): string;
export function withArgs(reference: string, args: ArgsOfCodes): string;
