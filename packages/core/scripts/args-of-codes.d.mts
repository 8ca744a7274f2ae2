/** The `Args:` line of each code in docs/errors.md, by package; '' for a code without args. */
export interface ArgsOfCodes {
  readonly core: ReadonlyMap<string, string>;
  readonly migrate: ReadonlyMap<string, string>;
}

export function argsOfCodes(): ArgsOfCodes;
export function argsDigestModule(args: ArgsOfCodes): string;
export function withArgs(reference: string, args: ArgsOfCodes): string;
