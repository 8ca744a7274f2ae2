import { expect, test } from 'vitest';
import { nodeCrc32 } from '../node/digest.js';
import { crc32 } from './crc32.js';

test('the check value of CRC-32, and the sums that Node gives', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  for (const length of [0, 1, 7, 8, 9, 4_097, 100_000]) {
    const content = Uint8Array.from({ length }, (_, index) => (index * index) >> 5);
    expect(nodeCrc32(content.subarray(1))).toBe(crc32(content.subarray(1)));
  }
});
