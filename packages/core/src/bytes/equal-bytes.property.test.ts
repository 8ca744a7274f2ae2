import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../test/matrix.js';
import { equalBytes, firstDifference } from './equal-bytes.js';

const content = fc.uint8Array({ maxLength: 40 });

test('finds the first different byte at any alignment in memory', () => {
  fc.assert(
    fc.property(content, content, content, fc.nat(7), fc.nat(7), (common, a, b, before, after) => {
      const placed = (bytes: readonly number[], at: number): Uint8Array => {
        const memory = new Uint8Array(at + bytes.length);
        memory.set(bytes, at);
        return memory.subarray(at);
      };
      const [left, right] = [placed([...common, ...a], before), placed([...common, ...b], after)];
      const length = Math.min(left.length, right.length);
      const expected = Array.from({ length }, (_, at) => at).find((at) => left[at] !== right[at]);
      const isSame = expected === undefined && left.length === right.length;
      expect(firstDifference(left, right)).toBe(isSame ? null : (expected ?? length));
      expect(equalBytes(left, right)).toBe(isSame);
    }),
    { numRuns: runs(200, 1_000) },
  );
});
