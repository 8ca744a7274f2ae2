import { stripVTControlCharacters } from 'node:util';
import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import { elapsedText, type Progress, progressLine } from './progress-line.js';
import { displayWidth } from './width.js';

const plain = picocolors.createColors(false);
const line = (progress: Progress, columns: number, milliseconds = 4_120): string =>
  String(progressLine(progress, milliseconds, columns, plain));

const compiling: Progress = {
  phase: 'Compiling',
  done: 12,
  total: 38,
  unit: 'programs',
  more: '37 packages',
  name: 'github.com/aws/aws-sdk-go-v2/service/s3',
};

describe('a progress line', () => {
  test('has a bar, counts, the time and what is running', () => {
    expect(line(compiling, 120)).toBe(
      'Compiling [======>             ] 12/38 programs, 37 packages  4.1s  github.com/aws/aws-sdk-go-v2/service/s3',
    );
  });

  test('keeps the end of a name that is too long', () => {
    expect(line(compiling, 79)).toBe(
      'Compiling [===>      ] 12/38 programs, 37 packages  4.1s  ...k-go-v2/service/s3',
    );
  });

  test('is short on a narrow terminal', () => {
    expect(line(compiling, 39)).toBe('Compiling 12/38  4.1s  ...v2/service/s3');
    expect(line({ phase: 'Compiling', more: '37 packages', name: 'net/http' }, 39)).toBe(
      'Compiling 37 packages  4.1s  net/http',
    );
    expect(line(compiling, 20)).toBe('Compiling 12/38');
  });

  test('invents no total', () => {
    expect(line({ phase: 'Checking', done: 38, unit: 'programs' }, 79)).toBe('Checking 38 programs  4.1s');
    expect(line({ phase: 'Planning' }, 79)).toBe('Planning  4.1s');
  });

  test('has a full bar when all is done, and an empty one at the start', () => {
    expect(line({ phase: 'Packing', done: 3, total: 3 }, 79)).toContain('[==========] 3/3');
    expect(line({ phase: 'Packing', done: 0, total: 3 }, 79)).toContain('[>         ] 0/3');
    expect(line({ phase: 'Packing', done: 0, total: 0 }, 79)).toContain('[==========] 0/0');
  });

  test.each([
    'assets/日本語/画像ファイル.txt',
    'img/🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉.png',
    'e\u0301e\u0301e\u0301/cafe\u0301',
  ])('fits with %s', (name) => {
    for (let columns = 1; columns <= 100; columns += 1) {
      const shown = line({ phase: 'Packing', done: 1, total: 9, unit: 'entries', name }, columns);
      expect(displayWidth(shown), shown).toBeLessThanOrEqual(columns);
    }
  });

  test('is the same text with colours', () => {
    const colored = String(progressLine(compiling, 4_120, 79, picocolors.createColors(true)));
    expect(colored).not.toBe(line(compiling, 79));
    expect(stripVTControlCharacters(colored)).toBe(line(compiling, 79));
  });
});

test.each([
  [0, '0.0s'],
  [-5, '0.0s'],
  [4_190, '4.1s'],
  [59_990, '59.9s'],
  [60_000, '1m 00s'],
  [3_725_000, '62m 05s'],
])('%d ms are %s', (milliseconds, expected) => {
  expect(elapsedText(milliseconds)).toBe(expected);
});

test.each([
  ['abc', 3],
  ['日本', 4],
  ['🎉', 2],
  ['🇩🇪', 2],
  ['e\u0301', 1],
  ['한국', 4],
  ['ﾊﾝ', 2],
  ['Ａ', 2],
  ['é→…', 3],
])('%s takes %d columns', (shown, columns) => {
  expect(displayWidth(shown)).toBe(columns);
});
