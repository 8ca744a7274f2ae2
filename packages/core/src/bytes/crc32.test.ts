import { expect, test } from 'vitest';
import { crc32ByTables, crc32Of } from './crc32.js';

test('matches the CRC-32 check value and the results of Node', () => {
  expect(crc32ByTables(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  for (const length of [0, 1, 7, 8, 9, 4_097, 100_000]) {
    const content = Uint8Array.from({ length }, (_, index) => (index * index) >> 5);
    expect(crc32Of(content.subarray(1))).toBe(crc32ByTables(content.subarray(1)));
  }
});
