/**
 * Compares strings by their UTF-16 code units, like `sort` without a function: the same in every locale. Names in an
 * archive are ASCII, so this is also their byte order.
 */
export function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The same values, sorted by name. */
export function sortedRecord<Value>(
  values: Readonly<Record<string, Value>> | ReadonlyMap<string, Value>,
): Record<string, Value> {
  const entries =
    values instanceof Map ? [...values] : Object.entries<Value>(values as Readonly<Record<string, Value>>);
  return Object.fromEntries(entries.sort(([a], [b]) => compareStrings(a, b)));
}
