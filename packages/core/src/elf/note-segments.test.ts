import { expect, test } from 'vitest';
import { ascii, madeElf, note } from '../../test/made-elf.js';
import { noteSegmentsOfStart } from './note-segments.js';

const content = note('Go', 4, ascii('the build ID'));
const elf = madeElf({
  noteSegment: '.note.go.buildid',
  sections: [{ name: '.note.go.buildid', type: 7, content }],
});

test('finds the notes in the first bytes of a program', () => {
  const [found, ...others] = noteSegmentsOfStart(elf);
  expect(others).toEqual([]);
  expect(elf.subarray(found?.offset, (found?.offset ?? 0) + (found?.size ?? 0))).toEqual(content);
});

test('a note beyond the first bytes is left out', () => {
  const [found] = noteSegmentsOfStart(elf);
  const end = (found?.offset ?? 0) + (found?.size ?? 0);
  expect(noteSegmentsOfStart(elf.subarray(0, end))).toHaveLength(1);
  expect(noteSegmentsOfStart(elf.subarray(0, end - 1))).toEqual([]);
});

test.each([
  ['nothing', new Uint8Array(0)],
  ['a script', ascii('#!/bin/sh\n')],
  ['a cut header', elf.subarray(0, 60)],
  ['a 32-bit program', Uint8Array.from(elf).fill(1, 4, 5)],
  ['a big-endian program', Uint8Array.from(elf).fill(2, 5, 6)],
  ['a table beyond the bytes', Uint8Array.from(elf).fill(0xff, 32, 36)],
])('%s has none', (_, bytes) => {
  expect(noteSegmentsOfStart(bytes)).toEqual([]);
});
