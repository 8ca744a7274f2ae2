import type { Resolved } from './template-function.js';

/** Every text that a value can be; nothing where it cannot be told, or there is none. */
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
