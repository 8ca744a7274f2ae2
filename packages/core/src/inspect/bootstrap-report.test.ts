import { expect, test } from 'vitest';
import { ascii, madeElf } from '../../test/made-elf.js';
import { recordedProgram } from '../../test/recorded-program.js';
import { nativeBootstrap, shellBootstrap } from '../bootstrap/bootstraps.js';
import { bootstrapReport } from './bootstrap-report.js';

test.each<[what: string, bytes: Uint8Array, report: object]>([
  [
    "lambdazip's native bootstrap",
    nativeBootstrap('x86_64'),
    { kind: 'native', version: 2, machine: 'x86_64', interpreter: null },
  ],
  [
    "lambdazip's shell bootstrap",
    shellBootstrap(),
    { kind: 'shell', version: 2, machine: null, interpreter: '/bin/sh' },
  ],
  [
    'a script',
    ascii('#!/usr/bin/env python3\n'),
    { kind: 'script', version: null, machine: null, interpreter: '/usr/bin/env python3' },
  ],
  ['a Go program', recordedProgram(), { kind: 'go', version: null, machine: 'arm64', interpreter: null }],
  [
    'a program in a different language',
    madeElf({ machine: 62 }),
    { kind: 'elf', version: null, machine: 'x86_64', interpreter: null },
  ],
  ['any other file', ascii('hello'), { kind: 'other', version: null, machine: null, interpreter: null }],
  ['an empty file', new Uint8Array(0), { kind: 'other', version: null, machine: null, interpreter: null }],
])('identifies %s', (_, bytes, report) => {
  expect(bootstrapReport(bytes)).toEqual(report);
});

test('a bootstrap with one changed byte is not from lambdazip', () => {
  const bytes = Uint8Array.from(nativeBootstrap('arm64'));
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(bootstrapReport(bytes)).toMatchObject({ kind: 'elf', version: null, machine: 'arm64' });
});
