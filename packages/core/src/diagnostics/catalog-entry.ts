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

/** One code: who must act, and its wording, given the values of the case at hand. */
export interface CatalogEntry<Values> {
  readonly blame: Blame;
  /** What is wrong, in one sentence: what was expected and what was found. */
  readonly message: (values: Values) => string;
  /** What to do about it. */
  readonly help: (values: Values) => string;
}

/** Declares a code; exists so that the type of `Values` is written once, beside the wording. */
export function entry<Values>(
  blame: Blame,
  message: (values: Values) => string,
  help: (values: Values) => string,
): CatalogEntry<Values> {
  return { blame, message, help };
}
