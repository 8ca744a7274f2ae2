import { describe, expect, test } from 'vitest';
import { unquoteGo } from './quoted-string.js';

describe('unquoteGo', () => {
  test.each([
    ['plain', 'plain'],
    ['', ''],
    ['"', '"'],
    ['"a b"', 'a b'],
    ['`a\\nb`', 'a\\nb'],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\x07\b\f\n\r\t\v\\"'],
    ['"\\x7f\\u2028\\U0001f600"', '\x7f\u2028😀'],
    ['"\\xff\\Uffffffff"', '\ufffd\ufffd'],
    ['"not closed', '"not closed'],
  ])('%j is %j', (text, value) => expect(unquoteGo(text)).toBe(value));
});
