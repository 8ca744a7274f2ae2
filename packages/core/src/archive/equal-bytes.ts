/** Whether two contents are the same. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && firstDifference(a, b) === null;
}

/**
 * Where two contents begin to differ, in bytes from their start: their common length where one goes on behind
 * the other, null where they are the same.
 */
export function firstDifference(a: Uint8Array, b: Uint8Array): number | null {
  const common = Math.min(a.length, b.length);
  for (let at = 0; at < common; at += 1) {
    if (a[at] !== b[at]) return at;
  }
  return a.length === b.length ? null : common;
}
