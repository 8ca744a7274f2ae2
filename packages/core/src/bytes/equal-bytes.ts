/** Whether two contents are equal. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && firstDifference(a, b) === null;
}

/**
 * The offset at which two contents begin to differ, in bytes: the shorter length if one is a prefix of the other,
 * null if they are equal.
 */
export function firstDifference(a: Uint8Array, b: Uint8Array): number | null {
  const common = Math.min(a.length, b.length);
  for (let at = equalWords(a, b, common) * wordSize; at < common; at += 1) {
    if (a[at] !== b[at]) return at;
  }
  return a.length === b.length ? null : common;
}

const wordSize = 4;

/** The number of equal words at the start of both; 0 if they cannot be read as words. */
function equalWords(a: Uint8Array, b: Uint8Array, length: number): number {
  if (a.byteOffset % wordSize !== 0 || b.byteOffset % wordSize !== 0) return 0;
  const count = Math.floor(length / wordSize);
  const left = new Uint32Array(a.buffer, a.byteOffset, count);
  const right = new Uint32Array(b.buffer, b.byteOffset, count);
  let at = 0;
  while (at < count && left[at] === right[at]) at += 1;
  return at;
}
