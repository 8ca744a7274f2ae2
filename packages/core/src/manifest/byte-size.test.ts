import { expect, test } from 'vitest';
import { byteSize, parseByteSize } from './byte-size.js';

test.each([
  ['0 B', 0],
  ['500MB', 500_000_000],
  ['1.5 GiB', 1_610_612_736],
  ['2 kB', 2000],
  ['0.1 B', 0],
  ['1 TiB', 1_099_511_627_776],
])('%s is %d bytes', (text, bytes) => {
  expect(text).toMatch(byteSize);
  expect(parseByteSize(text)).toBe(bytes);
});

test.each(['', '5', 'GB', '-1 GB', '1  GB', '1 gb', '1 KB', '1,5 GB', '.5 GB', '1 GB '])(
  '%j is not a size',
  (text) => {
    expect(text).not.toMatch(byteSize);
  },
);
