import { expect, test } from 'vitest';
import { bytesOfHex, hexOf } from './hex.js';

test('each byte becomes two lower-case digits', () => {
  expect(hexOf(Uint8Array.of(0, 0x0a, 0xff))).toBe('000aff');
  expect(hexOf(new Uint8Array(0))).toBe('');
});

test('decodes digits of either case', () => {
  expect(bytesOfHex('000aFf')).toEqual(Uint8Array.of(0, 0x0a, 0xff));
  expect(bytesOfHex('')).toEqual(new Uint8Array(0));
});
