import { describe, expect, test } from 'vitest';
import { printable, printableJson, printableLines } from './printable.js';

describe('text from outside lambdazip', () => {
  test.each([
    ['an escape sequence', '\u001b[31m', String.raw`\u001b[31m`],
    ['a line break', 'a\nb', String.raw`a\nb`],
    ['a carriage return', 'a\rb', String.raw`a\rb`],
    ['C1', '\u009b31m\u0085', String.raw`\u009b31m\u0085`],
    ['DEL', '\u007f', String.raw`\u007f`],
    ['a bidirectional override', '\u202egnp\u2066\u061c\u200f', String.raw`\u202egnp\u2066\u061c\u200f`],
    ['separators', '\u2028\u2029', String.raw`\u2028\u2029`],
    [
      'characters without width',
      'a\u200bb\u00ad\ufeff\u2060\u3164',
      String.raw`a\u200bb\u00ad\ufeff\u2060\u3164`,
    ],
    ['a tag character', '\u{e0041}', String.raw`\udb40\udc41`],
    ['half a surrogate pair', 'a\ud800', String.raw`a\ud800`],
  ])('is escaped: %s', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(printable(shown)).toBe(shown);
  });

  test('is unchanged if it is printable', () => {
    const text = 'bin/größe "日本語" 😀 C:\\dir é e\u0301';
    expect(printable(text)).toBe(text);
    expect(printableLines(`${text}\r\n\t${text}\n`)).toBe(`${text}\r\n\t${text}\n`);
  });

  test('keeps its line breaks and tabs, but no other control characters', () => {
    expect(printableLines('a\n\tb\rc\u001b\r\n')).toBe('a\n\tb\\rc\\u001b\r\n');
  });

  test('keeps its value in JSON', () => {
    const document = { 'k\u202e': ['\u001b\u009b\u007f\u2028\u{e0041}\ud800\n'] };
    const json = printableJson(JSON.stringify(document, null, 2));
    expect(json).toMatch(/^[\n\u0020-\u007e]*$/);
    expect(JSON.parse(json)).toEqual(document);
  });
});
