import { expect, test } from 'vitest';
import { ascii, madeElf } from '../../test/made-elf.js';
import { type Recorded, recordedProgram } from '../../test/recorded-program.js';
import { firstDifference } from '../bytes/equal-bytes.js';
import { comparePrograms } from './compare-programs.js';

const compared = (found: Uint8Array, other: Uint8Array) =>
  comparePrograms(found, other, firstDifference(found, other) ?? 0)?.difference;

const sections = (...texts: readonly (readonly [name: string, text: string])[]): Recorded => ({
  sections: texts.map(([name, text]) => ({ name, content: ascii(text) })),
});

test('contents are compared as programs only if both are ELF files', () => {
  const program = recordedProgram();
  expect(comparePrograms(program, ascii('#!/bin/sh\n'), 0)).toBeNull();
  expect(comparePrograms(ascii('#!/bin/sh\n'), program, 0)).toBeNull();
  expect(comparePrograms(program, program.subarray(0, 40), 0)).toBeNull();
});

test('lists the lines of `go version -m` that differ', () => {
  const found = recordedProgram({
    goVersion: 'go1.26.7',
    deps: ['example.com/lib v1.2.0', '=> ./lib (devel)', 'example.com/more v1.0.0 h1:more='],
    settings: { '-tags': null, '-pgo': 'cpu.pgo' },
  });
  expect(compared(found, recordedProgram())?.buildInfo).toEqual([
    { field: 'go version', name: '', found: 'go1.26.7', other: 'go1.26.8' },
    { field: 'dep', name: 'example.com/lib', found: 'v1.2.0 => ./lib (devel)', other: 'v1.2.0 h1:lib=' },
    { field: 'dep', name: 'example.com/more', found: 'v1.0.0 h1:more=', other: null },
    { field: 'build', name: '-pgo', found: 'cpu.pgo', other: null },
    { field: 'build', name: '-tags', found: null, other: 'lambda.norpc' },
  ]);
});

test('lists the sections that differ, are missing or were added, with their sizes', () => {
  const found = recordedProgram(sections(['.text', 'the code'], ['.data', 'long data'], ['.symtab', 'x']));
  const other = recordedProgram(sections(['.text', 'the code'], ['.data', 'data'], ['.extra', 'xy']));
  const difference = compared(found, other);
  expect(difference?.buildInfo).toEqual([]);
  expect(difference?.sections.filter(({ name }) => name !== '.shstrtab')).toEqual([
    { name: '.data', size: { found: 9, other: 4 } },
    { name: '.symtab', size: { found: 1, other: null } },
    { name: '.extra', size: { found: null, other: 2 } },
  ]);
});

test('names the section of the first byte that differs', () => {
  const found = recordedProgram(sections(['.text', 'the code'], ['.data', 'data']));
  expect(compared(found, recordedProgram(sections(['.text', 'the code'], ['.data', 'DATA'])))?.section).toBe(
    '.data',
  );
  const header = Uint8Array.from(found);
  header[48] = 1;
  expect(compared(header, found)).toMatchObject({ section: null, sections: [] });
});

test('skips the build info of a program that has none', () => {
  const plain = madeElf({ machine: 183, sections: [{ name: '.text', content: ascii('the code') }] });
  const pair = comparePrograms(plain, recordedProgram(), 0);
  expect([pair?.found.info, pair?.other.info?.goVersion]).toEqual([undefined, 'go1.26.8']);
  expect(pair?.difference.buildInfo[0]).toEqual({
    field: 'go version',
    name: '',
    found: null,
    other: 'go1.26.8',
  });
});

test('does not compare sections that overlap', () => {
  const content = new Uint8Array(1000);
  const overlapping = (text: string): Uint8Array => {
    const bytes = recordedProgram({
      sections: [
        { name: '.a', content },
        { name: '.b', content: ascii(text) },
      ],
    });
    // The size of each section becomes that of the whole file; the table of section names is unchanged.
    const view = new DataView(bytes.buffer);
    const headers = Number(view.getBigUint64(40, true));
    for (let index = 1; index < view.getUint16(60, true) - 1; index += 1) {
      view.setBigUint64(headers + 64 * index + 24, 0n, true);
      view.setBigUint64(headers + 64 * index + 32, BigInt(bytes.length), true);
    }
    return bytes;
  };
  expect(compared(overlapping('one'), overlapping('two'))?.sections).toEqual([]);
});
