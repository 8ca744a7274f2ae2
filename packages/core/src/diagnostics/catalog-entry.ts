/**
 * Who has to act on a finding; decides the exit status of the command line.
 *
 * - `manifest`, `call`, `machine`: what the user gave, or where it runs, must be mended (exit 2)
 * - `code`, `work`: the Go source, a check or the work itself failed (exit 1)
 * - `interrupt`: the user stopped it (exit 130 or 143)
 * - `defect`: lambdazip broke its own promise (exit 70)
 * - `advice`: a warning, the build goes on
 */
export type Blame = 'manifest' | 'call' | 'machine' | 'code' | 'work' | 'interrupt' | 'defect' | 'advice';

/** One code: who must act, and its wording, given the args of the case at hand. */
export interface CatalogEntry<Args> {
  readonly blame: Blame;
  /** What is wrong, in one sentence: what was expected and what was found. */
  readonly message: (args: Args) => string;
  /** The command to run or the line to change; null if the message already says it. */
  readonly help: (args: Args) => string | null;
}

/** The wording of every code of an interface that lists codes with their args. */
export type Catalog<ArgsByCode> = { readonly [Code in keyof ArgsByCode]: CatalogEntry<ArgsByCode[Code]> };

/** Declares the wording of a code; without `help` it has no hint. */
export function entry<Args>(
  blame: Blame,
  message: (args: Args) => string,
  help: (args: Args) => string | null = () => null,
): CatalogEntry<Args> {
  return { blame, message, help };
}
