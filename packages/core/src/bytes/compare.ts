/**
 * Orders strings by their UTF-16 code units, as `sort` without a function does: the same in every locale. Names of an
 * archive are ASCII, for which that is the order of their bytes.
 */
export function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The same values, in the order of their names. */
export function sortedRecord<Value>(
  values: Readonly<Record<string, Value>> | ReadonlyMap<string, Value>,
): Record<string, Value> {
  const entries =
    values instanceof Map ? [...values] : Object.entries<Value>(values as Readonly<Record<string, Value>>);
  return Object.fromEntries(entries.sort(([a], [b]) => compareStrings(a, b)));
}
