import { expect, test } from 'vitest';
import { base64Of, bytesOfBase64 } from './base64.js';

// RFC 4648, section 10, and the two characters that base64url replaces.
test.each([
  ['', ''],
  ['66', 'Zg=='],
  ['666f', 'Zm8='],
  ['666f6f', 'Zm9v'],
  ['fbff', '+/8='],
])('the bytes %s are %s', (hex, text) => {
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
  expect(base64Of(bytes)).toBe(text);
  expect(bytesOfBase64(text)).toEqual(bytes);
});

test('throws for text that is not base64', () => {
  expect(() => bytesOfBase64('a-b_')).toThrow();
});
