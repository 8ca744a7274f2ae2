import { equalBytes } from '../bytes/equal-bytes.js';
import { buildIdPlaces } from '../go/build-id.js';

/** Whether two programs differ only in their build IDs. Compares in place, since programs may be large. */
export function equalButBuildId(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const [inA, inB] = [buildIdPlaces(a), buildIdPlaces(b)];
  const limits = [0, a.length, ...[...inA, ...inB].flatMap(({ start, end }) => [start, end])];
  limits.sort((left, right) => left - right);
  return limits.every((start, index) => {
    const end = limits[index + 1] ?? start;
    if (start === end) return true;
    const isCleared = (places: typeof inA): boolean =>
      places.some((place) => place.start <= start && end <= place.end);
    const [left, right] = [a.subarray(start, end), b.subarray(start, end)];
    const [clearedA, clearedB] = [isCleared(inA), isCleared(inB)];
    if (clearedA && clearedB) return true;
    if (clearedA) return right.every((byte) => byte === 0);
    return clearedB ? left.every((byte) => byte === 0) : equalBytes(left, right);
  });
}
