import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from './text-edit.js';

test('edits are applied from left to right, whatever their order', () => {
  const edits = [
    { start: 4, end: 5, text: 'E' },
    { start: 0, end: 1, text: '' },
    { start: 2, end: 2, text: '-' },
  ];
  expect(applyEdits('abcdef', edits)).toBe('b-cdEf');
});

test('identical edits are applied once', () => {
  const edit = { start: 1, end: 1, text: 'x' };
  expect(applyEdits('ab', [edit, { ...edit }])).toBe('axb');
});

test('insertions at one offset are applied in the given order', () => {
  const edits = [
    { start: 1, end: 1, text: 'y' },
    { start: 1, end: 1, text: 'x' },
    { start: 1, end: 2, text: 'B' },
  ];
  expect(applyEdits('ab', edits)).toBe('ayxB');
});

test.each([
  [
    { start: 0, end: 2, text: '' },
    { start: 1, end: 3, text: '' },
  ],
  [
    { start: 0, end: 3, text: '' },
    { start: 1, end: 1, text: 'x' },
  ],
])('overlapping edits are refused: %j and %j', (...edits) => {
  expect(() => applyEdits('abcd', edits)).toThrow(/overlap at offset 1/);
});

test('a text without edits is unchanged', () => {
  fc.assert(fc.property(fc.string(), (text) => applyEdits(text, []) === text));
});
