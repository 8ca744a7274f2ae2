import { describe, expect, test } from 'vitest';
import { BoundedOutput, LineSplitter } from './bounded-output.js';

const chunks = (text: string, ...at: readonly number[]): Buffer[] => {
  const bytes = Buffer.from(text);
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
};

describe('bounded output', () => {
  test('keeps what fits, and reports the first chunk that does not', () => {
    const output = new BoundedOutput(5);
    expect([
      output.add(Buffer.from('abc')),
      output.add(Buffer.from('de')),
      output.add(Buffer.from('f')),
    ]).toEqual([true, true, false]);
    expect(output.text()).toBe('abcde');
    const cut = new BoundedOutput(2);
    expect(cut.add(Buffer.from('abc'))).toBe(false);
    expect(cut.text()).toBe('ab');
  });

  test('joins a character that is split between chunks', () => {
    const output = new BoundedOutput(100);
    for (const chunk of chunks('ä€😀', 1, 3, 6)) output.add(chunk);
    expect(output.text()).toBe('ä€😀');
  });
});

describe('lines', () => {
  function linesOf(parts: readonly Buffer[]): string[] {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    for (const part of parts) splitter.add(part);
    splitter.end();
    return lines;
  }

  test('end with LF or CR LF, also between chunks; the last one may have no end', () => {
    expect(linesOf(chunks('one\r\ntwo\n\nthr', 4, 7))).toEqual(['one', 'two', '', 'thr']);
    expect(linesOf([])).toEqual([]);
  });

  test('keep a carriage return that does not end them', () => {
    expect(linesOf(chunks('10%\r20%\n'))).toEqual(['10%\r20%']);
  });

  test('that never end are emitted in pieces', () => {
    const piece = Buffer.alloc(700_000, 'x');
    expect(linesOf([piece, piece, piece]).map(({ length }) => length)).toEqual([1_400_000, 700_000]);
  });
});
