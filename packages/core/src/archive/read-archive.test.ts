import { describe, expect, test } from 'vitest';
import { ascii, type MadeEntry, type MadeZip, makeZip, plainFile } from '../../test/hostile-zips.js';
import { readArchive } from './read-archive.js';

const file = (name: string, more: Partial<MadeEntry> = {}): MadeEntry => ({
  name,
  content: ascii(`the content of ${name}`),
  ...more,
});

function problemsOf(zip: MadeZip, most = 1_000_000): string[] {
  return readArchive(makeZip(zip), most).problems.map((problem) => {
    switch (problem.kind) {
      case 'field': {
        const { record, field, expected, found } = problem.deviation;
        return `${record}: ${field}: expected ${expected}, found ${found} (${problem.others} more)`;
      }
      case 'damage':
        return problem.reason;
      case 'name':
        return `${problem.name}: ${problem.reason}`;
      case 'collision':
        return `${problem.collision.name} after ${problem.collision.other}`;
      case 'order':
        return `${problem.name} after ${problem.before}`;
      default:
        return problem satisfies never;
    }
  });
}

test('an archive of format 1 is read without problems', () => {
  const bytes = makeZip({ entries: [file('a'), { name: 'b' }] });
  const { entries, problems } = readArchive(bytes, 1000);
  expect(problems).toEqual([]);
  expect(
    entries.map(({ name, mode, method, size, offset }) => ({ name, mode, method, size, offset })),
  ).toEqual([
    { name: 'a', mode: 0o644, method: 'deflate', size: 16, offset: 0 },
    { name: 'b', mode: 0o644, method: 'store', size: 0, offset: expect.any(Number) },
  ]);
});

describe('a field with a different value is reported once, with the number of other entries', () => {
  test.each<readonly [string, MadeZip, readonly string[]]>([
    [
      'a time',
      { entries: [file('a', { fields: { time: 8904 } }), file('b', { fields: { time: 8904 } })] },
      [
        'local file header: last mod file time: expected 0, found 8904 (1 more)',
        'central file header: last mod file time: expected 0, found 8904 (1 more)',
      ],
    ],
    [
      'a checksum that differs between the headers',
      { entries: [file('a', { local: { crc32: 1 }, central: { crc32: 2 } })] },
      ['central file header: crc-32: expected 1, found 2 (0 more)'],
    ],
    [
      'a stored content that is not empty',
      { entries: [file('a', { compressed: ascii('the content of a'), fields: { method: 0 } })] },
      ['local file header: compression method: expected 8, found 0 (0 more)'],
    ],
    [
      'other permissions',
      { entries: [file('a', { central: { externalAttributes: (0o100600 << 16) >>> 0 } })] },
      [
        'central file header: external file attributes: expected 0100755 (octal) or 0100644 (octal), found 0100600 (octal) (0 more)',
      ],
    ],
    [
      'MS-DOS attributes',
      { entries: [file('a', { central: { externalAttributes: plainFile + 32 } })] },
      [
        'central file header: external file attributes: expected 0100755 (octal) or 0100644 (octal), found 0100644 (octal) with the MS-DOS attributes 32 (0 more)',
      ],
    ],
    [
      'an offset',
      { entries: [file('a', { central: { offset: 7 } })] },
      ['central file header: relative offset of local header: expected 0, found 7 (0 more)'],
    ],
    [
      'a comment',
      { entries: [], comment: 'x' },
      [
        'end of central directory: comment length: expected 0, found 1 (0 more)',
        'found 1 bytes after its end at byte 22',
      ],
    ],
    [
      'an extra field',
      { entries: [file('a', { local: { extra: ascii('abcd') } })] },
      ['local file header: extra field length: expected 0, found 4 (0 more)'],
    ],
  ])('%s', (_, zip, expected) => {
    expect(problemsOf(zip)).toEqual(expected);
  });
});

describe('damage ends the reading', () => {
  test.each<readonly [string, MadeZip, RegExp]>([
    [
      'bytes at the start',
      { entries: [file('a')], prefix: ascii('#!/bin/sh') },
      /^local file header not found at byte 0$/,
    ],
    [
      'bytes after the end',
      { entries: [file('a')], suffix: ascii('xyz') },
      /^found 3 bytes after its end at byte \d+$/,
    ],
    [
      'bytes before the directory',
      { entries: [file('a')], between: ascii('gap!') },
      /^local file header not found/,
    ],
    [
      'a size that no deflate stream can have',
      { entries: [file('a', { fields: { size: 1_000_000 } })] },
      /declares 1000000 bytes, but a deflate stream of \d+ bytes cannot inflate to that size$/,
    ],
    [
      'more content than allowed',
      { entries: [file('a'), file('b')] },
      /^its contents have more than 20 bytes in total$/,
    ],
  ])('%s', (_, zip, reason) => {
    expect(problemsOf(zip, 20).at(-1)).toMatch(reason);
  });

  test('a truncated file keeps the entries before', () => {
    const whole = makeZip({ entries: [file('a'), file('b')] });
    const { entries, problems } = readArchive(whole.subarray(0, whole.indexOf(0x62, 60)), 1000);
    expect(entries.map(({ name }) => name)).toEqual(['a']);
    expect(problems).toHaveLength(1);
  });
});

test('invalid names, collisions and the first wrong order are reported', () => {
  expect(problemsOf({ entries: ['c', 'b', 'a', '../x', 'B'].map((name) => file(name)) })).toEqual([
    'b after c',
    '../x: it contains `..`',
    'B after b',
  ]);
});
