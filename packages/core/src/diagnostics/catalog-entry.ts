/**
 * What kind of problem a diagnostic reports, and so who must fix it. It determines the exit status.
 *
 * - `manifest`, `call`, `machine`: an error in the manifest, the usage or the environment (exit 2)
 * - `code`, `work`: the Go source or a check failed, or the command itself (exit 1)
 * - `interrupt`: the user stopped the command (exit 129, 130 or 143)
 * - `defect`: an internal error (exit 70)
 * - `advice`: a warning; the command continues
 */
export type Blame = 'manifest' | 'call' | 'machine' | 'code' | 'work' | 'interrupt' | 'defect' | 'advice';

/** The blame of a code, and the functions that make its message and help from its args. */
export interface CatalogEntry<Args> {
  readonly blame: Blame;
  /** What failed, on what and why, in one sentence: `expected X, found Y`. */
  readonly message: (args: Args) => string;
  /** The command to run or the line to change; null if the message needs no hint. */
  readonly help: (args: Args) => string | null;
}

/** The entries of all codes of an interface that lists codes with their args. */
export type Catalog<ArgsByCode> = { readonly [Code in keyof ArgsByCode]: CatalogEntry<ArgsByCode[Code]> };

/** Declares an entry. Without `help`, the diagnostic has no hint. */
export function entry<Args>(
  blame: Blame,
  message: (args: Args) => string,
  help: (args: Args) => string | null = () => null,
): CatalogEntry<Args> {
  return { blame, message, help };
}
