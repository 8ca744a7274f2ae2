import { expect, test } from 'vitest';
import { madeElf } from '../../test/made-elf.js';
import { equalBytes } from '../bytes/equal-bytes.js';
import { clearBuildId, readBuildId } from '../go/build-id.js';
import { buildInfoOf } from '../go/build-info.js';
import { equalButBuildId } from './equal-but-build-id.js';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

function note(id: string): Uint8Array {
  const content = new Uint8Array(16 + id.length);
  const view = new DataView(content.buffer);
  view.setUint32(0, 4, true);
  view.setUint32(4, id.length, true);
  view.setUint32(8, 4, true);
  content.set(ascii('Go\0\0'), 12);
  content.set(ascii(id), 16);
  return content;
}

const program = (content: Uint8Array, data: string): Uint8Array =>
  madeElf({
    sections: [
      { name: '.note.go.buildid', content },
      { name: '.data', content: ascii(data) },
    ],
  });

const programs = [
  program(note('aaaa/bbbb'), 'data'),
  program(note('cccc/dddd'), 'data'),
  program(note('aaaa/bbbb'), 'DATA'),
  program(note('\0\0\0\0\0\0\0\0\0'), 'data'),
  program(note('aaaa/bbbb').fill(0, 0, 12), 'data'),
  program(note('aaaa/bbbb/longer'), 'data'),
  ascii('#!/bin/sh\n'),
];

test('two programs differ only in their build IDs if they are equal without them', () => {
  for (const a of programs) {
    for (const b of programs) {
      expect(equalButBuildId(a, b)).toBe(equalBytes(clearBuildId(a), clearBuildId(b)));
    }
  }
});

test('thousands of sections that share their notes, and endless notes, are not read repeatedly', () => {
  const content = new Uint8Array(300_000);
  const bytes = madeElf({
    sections: Array.from({ length: 200 }, () => ({ name: '.note.go.buildid', content })),
  });
  expect(readBuildId(bytes)).toBeUndefined();
  expect(equalButBuildId(bytes, bytes.slice())).toBe(true);
});

test('build info of more than one mebibyte is rejected', () => {
  expect(buildInfoOf(madeElf({ moduleText: 'path\tp\n' }))?.path).toBe('p');
  expect(buildInfoOf(madeElf({ moduleText: 'dep\ta\n'.repeat(180_000) }))).toBeUndefined();
});
