import type { Resolved } from './template-function.js';

/** All possible texts of a value; none if it is unknown or missing. */
export function valuesOf(value: Resolved | undefined): readonly string[] {
  if (value === undefined) return [];
  switch (value.kind) {
    case 'known':
      return [value.value];
    case 'one-of':
      return value.values;
    case 'unknown':
      return [];
    default:
      return value satisfies never;
  }
}
