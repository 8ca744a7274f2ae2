import { describe, expect, test } from 'vitest';
import { ascii, makeZip } from '../../test/hostile-zips.js';
import { madeElf } from '../../test/made-elf.js';
import { recordedProgram } from '../../test/recorded-program.js';
import { readZip, type ZipEntry } from '../archive/read-zip.js';
import {
  architectureOf,
  bootstrapFindings,
  entryFindings,
  findingsOfProgram,
  isProgram,
  repeatedEntries,
  scriptFindings,
} from './findings.js';

const bin = { name: 'bin/a', content: ascii('the first') };
const other = { name: 'b', content: ascii('the second') };

function entriesOf(...made: Parameters<typeof makeZip>[0]['entries']): readonly ZipEntry[] {
  const reading = readZip(makeZip({ entries: made }));
  if (reading.kind === 'not-zip') throw new Error(reading.reason);
  return reading.entries;
}

const found = (entries: readonly ZipEntry[]) =>
  repeatedEntries(entries).map(({ code, args }) => ({ code, args }));

test('a zip with one entry for each name and header has no findings', () => {
  expect(found(entriesOf(bin, other, { name: 'empty' }, { name: 'also-empty' }))).toEqual([]);
});

test('two entries with the same name and separate headers are reported', () => {
  expect(found(entriesOf(bin, other, { ...bin, content: ascii('a different one') }))).toEqual([
    { code: 'check-entry-duplicate', args: { entry: 'bin/a', count: 2 } },
  ]);
});

test.each([
  ['with a content', bin],
  ['without a content', { name: 'bin/a' }],
])('central directory entries that share the local header of a file %s are reported', (_, first) => {
  const again = { ...first, sharesLocalOf: 0 };
  expect(found(entriesOf(first, again, other, again))).toEqual([
    { code: 'check-entry-header-shared', args: { entry: 'bin/a', count: 3 } },
  ]);
});

test('entries that overlap without sharing a header are refused', () => {
  // The second local header is inside the content of the first.
  const inner = makeZip({ entries: [other] });
  const outer = { name: 'bin/a', compressed: inner, fields: { method: 0, size: inner.length } };
  const at = 30 + outer.name.length;
  const reading = readZip(
    makeZip({ entries: [outer, { ...other, sharesLocalOf: 0, central: { offset: at } }] }),
  );
  expect(reading).toEqual({ kind: 'not-zip', reason: 'its entries overlap' });
});

describe('a file is a program', () => {
  test.each<[what: string, bytes: Uint8Array, isStarted: boolean]>([
    ['built by go', recordedProgram(), true],
    ['built by go as PIE', recordedProgram({ settings: { '-buildmode': 'pie' } }), true],
    [
      'but not if it is a library built by go',
      recordedProgram({ settings: { '-buildmode': 'c-shared' } }),
      false,
    ],
    ['in a different language, with a fixed address', madeElf({ type: 2 }), true],
    ['in a different language, with a loader', madeElf({ type: 3, interpreter: '/lib/ld.so' }), true],
    ['but not if it is a shared library', madeElf({ type: 3 }), false],
    ['but not if it is an object file', madeElf({ type: 1 }), false],
    ['but not if it is a script', ascii('#!/bin/sh\n'), false],
  ])('%s', (_, bytes, isStarted) => {
    expect(isProgram(bytes)).toBe(isStarted);
  });
});

describe('the mode of an entry', () => {
  const fileWith = (mode: number | null): ZipEntry => {
    const fields =
      mode === null
        ? { versionMadeBy: 20, externalAttributes: 0x20 }
        : { externalAttributes: ((0o100000 | mode) << 16) >>> 0 };
    const [entry] = entriesOf({ ...bin, fields });
    if (entry === undefined) throw new TypeError('no entry');
    return entry;
  };
  const problems = (entry: ZipEntry, isStarted: boolean) =>
    entryFindings(entry, isStarted).map(({ code, args }) => ({ code, args }));

  test.each([
    ['0755', 0o755],
    ['0775', 0o775],
    ['0005', 0o005],
  ])('lets Lambda start a program with mode %s', (_, mode) => {
    expect(problems(fileWith(mode), true)).toEqual([]);
  });

  test.each([
    ['0644', 0o644],
    ['0750', 0o750],
    [null, null],
  ])('keeps Lambda from starting a program with mode %s', (shown, mode) => {
    expect(problems(fileWith(mode), true)).toEqual([
      { code: 'check-not-executable', args: { entry: 'bin/a', what: 'handler', mode: shown } },
    ]);
  });

  test('of the bootstrap is reported as that of the bootstrap', () => {
    expect(problems({ ...fileWith(0o644), name: 'bootstrap' }, true)).toMatchObject([
      { args: { what: 'bootstrap' } },
    ]);
  });

  test('keeps the function from reading a file only if others cannot read it', () => {
    expect(problems(fileWith(0o600), false)).toEqual([
      { code: 'check-not-readable', args: { entry: 'bin/a', mode: '0600' } },
    ]);
    expect(problems(fileWith(0o604), false)).toEqual([]);
    expect(problems(fileWith(null), false)).toEqual([]);
  });

  test('does not matter for a directory', () => {
    expect(problems({ ...fileWith(0o600), kind: 'directory' }, true)).toEqual([]);
  });
});

test.each([
  ['../a', 'it contains `..`'],
  ['a/../../b', 'it contains `..`'],
  ['/a', 'it is absolute'],
  ['a\\b', 'it contains a backslash'],
  ['a\0b', 'it contains a control character'],
])('a name that leads out of the package is invalid: %j', (name, reason) => {
  const [entry] = entriesOf({ ...other, name });
  expect(entry === undefined ? [] : entryFindings(entry, false)).toMatchObject([
    { code: 'archive-name-invalid', args: { name, reason } },
  ]);
});

test.each(['a b', '..a', 'a..', 'ä', 'node_modules/.bin/x'])(
  'an unusual name that works is valid: %j',
  (name) => {
    const [entry] = entriesOf({ ...other, name });
    expect(entry === undefined ? undefined : entryFindings(entry, false)).toEqual([]);
  },
);

describe('a script', () => {
  const windows = ascii('#!/bin/sh\r\necho\r\n');
  const problems = (name: string, mode: number, bytes: Uint8Array) => {
    const [entry] = entriesOf({ name, fields: { externalAttributes: ((0o100000 | mode) << 16) >>> 0 } });
    return entry === undefined ? undefined : scriptFindings(entry, bytes).map(({ code }) => code);
  };

  test('with a carriage return after its interpreter cannot be started', () => {
    expect(problems('run.sh', 0o755, windows)).toEqual(['check-script-carriage-return']);
    expect(problems('run.sh', 0o755, ascii('#!/bin/sh\necho\r\n'))).toEqual([]);
  });

  test('that nothing starts, or that is the bootstrap, is not checked', () => {
    expect(problems('run.sh', 0o644, windows)).toEqual([]);
    expect(problems('bootstrap', 0o755, windows)).toEqual([]);
  });
});

describe('the entry point', () => {
  const report = { kind: 'script', version: null, machine: null } as const;

  test('is missing, or is in a directory, where Lambda does not look for it', () => {
    const missing = (names: readonly string[]) =>
      bootstrapFindings(null, names).map(({ code, args }) => ({ code, args }));
    expect(missing(['a'])).toEqual([{ code: 'check-bootstrap-missing', args: { elsewhere: null } }]);
    expect(missing(['a', 'dist/bootstrap'])).toEqual([
      { code: 'check-bootstrap-missing', args: { elsewhere: 'dist/bootstrap' } },
    ]);
  });

  test('has Unix line endings', () => {
    const codes = (interpreter: string | null) =>
      bootstrapFindings({ ...report, interpreter }, ['bootstrap']).map(({ code }) => code);
    expect([codes('/bin/sh\r'), codes('/bin/sh'), codes(null)]).toEqual([['check-script-line-ends'], [], []]);
  });
});

test('the architecture of a program is known only if Lambda supports it', () => {
  const machines = [183, 62, 243].map((machine) => architectureOf(madeElf({ machine })));
  expect(machines).toEqual(['arm64', 'x86_64', undefined]);
  expect(architectureOf(ascii('#!/bin/sh\n'))).toBeUndefined();
});

test('a program is checked for the architecture of the function', () => {
  const codes = (bytes: Uint8Array, architecture: 'arm64' | 'x86_64') =>
    findingsOfProgram('bin/a', bytes, { runtime: 'provided.al2023', architecture }).map(({ code }) => code);
  expect(codes(recordedProgram(), 'arm64')).toEqual([]);
  expect(codes(recordedProgram(), 'x86_64')).toEqual(['check-wrong-architecture']);
});
