// `npm test` runs representatives; `npm run test:matrix` runs every case, and properties on many more random inputs.
import { test } from 'vitest';

export const isMatrix = process.env.LAMBDAZIP_MATRIX === '1';

/**
 * The cases with the given titles, or all of them in `npm run test:matrix`.
 *
 * @param representatives titles (the first element of a case) that stand for the others; a comment says why
 */
export function casesOf<Case extends readonly [string, ...(readonly unknown[])]>(
  cases: readonly Case[],
  representatives: readonly string[],
): readonly Case[] {
  const unknown = representatives.filter((title) => cases.every(([other]) => other !== title));
  if (unknown.length > 0) throw new Error(`no case is titled ${unknown.join(', ')}`);
  return isMatrix ? cases : cases.filter(([title]) => representatives.includes(title));
}

/** Runs of a property: some in `npm test`, many in `npm run test:matrix`. */
export function runs(some: number, many: number): number {
  return isMatrix ? many : some;
}

/** A test that only `npm run test:matrix` has; what it shows has a representative in `npm test`. */
export function matrixTest(title: string, body: () => void | Promise<void>): void {
  if (isMatrix) test(title, body);
}
