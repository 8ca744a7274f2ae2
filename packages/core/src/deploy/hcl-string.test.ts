import { expect, test } from 'vitest';
import { hclString, hclText } from './hcl-string.js';

test.each([
  ['bin/create', '"bin/create"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['a\nb\rc\td', '"a\\nb\\rc\\td"'],
  ['$' + '{x} %{y}', '"$$' + '{x} %%{y}"'],
  ['$x 100%', '"$x 100%"'],
])('%j is quoted so that HCL reads the same text', (text, quoted) => {
  expect(hclString(text)).toBe(quoted);
  expect(hclText(quoted.slice(1, -1))).toBe(text);
});

test('escapes of code points are replaced; an impossible one stays', () => {
  expect(hclText('\\u00e4 \\U0001F600')).toBe('ä 😀');
  expect(hclText('\\UFFFFFFFF')).toBe('\\UFFFFFFFF');
});
