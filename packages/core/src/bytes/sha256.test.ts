import { expect, test } from 'vitest';
import { hexOf } from './hex.js';
import { sha256Of } from './sha256.js';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test('SHA-256 of "abc", whole or in chunks, matches FIPS 180-4', () => {
  expect(hexOf(sha256Of(text('abc')))).toBe(digest);
  expect(hexOf(sha256Of([text('a'), text(''), text('bc')]))).toBe(digest);
});
