import { describe, expect, test } from 'vitest';
import { ascii } from '../../test/made-elf.js';
import { type Recorded, recordedProgram } from '../../test/recorded-program.js';
import { nativeBootstrap } from '../bootstrap/bootstraps.js';
import { firstDifference } from '../bytes/equal-bytes.js';
import { collectCauses } from './causes.js';
import { comparePrograms } from './compare-programs.js';
import type { EntryDifference } from './comparison.js';
import type { BuildKnowledge, ComparedArchive } from './request.js';

const nothing: ComparedArchive = { bytes: new Uint8Array(0), entries: [] };
const empty = (knowledge?: BuildKnowledge) =>
  collectCauses({ found: nothing, other: nothing, otherFile: null, knowledge });

const changed = (found: Uint8Array, other: Uint8Array, name = 'bin/hello') => ({
  name,
  found,
  other,
  programs: comparePrograms(found, other, firstDifference(found, other) ?? 0),
});

async function causesOf(found: Uint8Array, other: Uint8Array, knowledge?: BuildKnowledge) {
  const causes = empty(knowledge);
  await causes.addChanged(changed(found, other));
  return causes.all();
}

const code = (text: string): Recorded => ({ sections: [{ name: '.text', content: ascii(text) }] });
const codesOf = async (...given: Parameters<typeof causesOf>) =>
  (await causesOf(...given)).map((cause) => cause.code);

describe('a program that differs', () => {
  test('in recorded settings has them as its causes, and no others', async () => {
    const found = recordedProgram({ ...code('one'), goVersion: 'go1.26.7', settings: { '-tags': 'x' } });
    const knowledge: BuildKnowledge = {
      ldflags: () => ['-X', 'main.version=the new one'],
      embeddedFiles: async () => [],
    };
    const other = recordedProgram(code('the new one'));
    expect(await codesOf(found, other, knowledge)).toEqual(['differs-go-version', 'differs-tags']);
    expect(await codesOf(recordedProgram(code('one')), other, knowledge)).toEqual(['differs-ldflags']);
  });

  test('in its source has the sections that differ', async () => {
    const [cause] = await causesOf(recordedProgram(code('one')), recordedProgram(code('two')));
    expect(cause).toMatchObject({ code: 'differs-source', args: { sections: ['.text'] } });
  });

  test('in its source does not list notes, which follow from the other sections', async () => {
    const withNote = (text: string): Uint8Array =>
      recordedProgram({
        sections: [
          { name: '.note.go.buildid', content: ascii(text) },
          { name: '.text', content: ascii(text) },
        ],
      });
    const [cause] = await causesOf(withNote('one'), withNote('two'));
    expect(cause?.args).toMatchObject({ sections: ['.text'] });
  });

  test('although the same PGO profile is recorded may have a profile with different content', async () => {
    const profiled = (text: string): Uint8Array =>
      recordedProgram({ ...code(text), settings: { '-pgo': 'cpu.pgo' } });
    const [cause] = await causesOf(profiled('one'), profiled('two'));
    expect(cause).toMatchObject({ code: 'differs-profile', args: { found: 'cpu.pgo', other: 'cpu.pgo' } });
  });

  test('only in its build ID', async () => {
    const withId = (id: string): Uint8Array => {
      const note = new Uint8Array(20);
      const view = new DataView(note.buffer);
      for (const [at, value] of [4, 4, 4].entries()) view.setUint32(4 * at, value, true);
      note.set(ascii(`Go\0\0${id}`), 12);
      return recordedProgram({ sections: [{ name: '.note.go.buildid', type: 7, content: note }] });
    };
    expect(await codesOf(withId('aaaa'), withId('bbbb'))).toEqual(['differs-build-id']);
  });

  test.each(['.symtab', '.strtab', '.debug_info', '.zdebug_line'])(
    'in the table %s, which -s or -w leaves out',
    async (name) => {
      const stripped = recordedProgram();
      const unstripped = recordedProgram({
        sections: [
          { name: '.text', content: ascii('the code') },
          { name, content: ascii('names') },
        ],
      });
      expect(await causesOf(unstripped, stripped)).toMatchObject([
        { code: 'differs-symbols', args: { has: true } },
      ]);
      expect(await causesOf(stripped, unstripped)).toMatchObject([
        { code: 'differs-symbols', args: { has: false } },
      ]);
    },
  );
});

describe('a file that differs', () => {
  test.each([
    ['one\r\ntwo\r\n', 'one\ntwo\n', 'differs-line-ends'],
    ['one\r\ntwo\n', 'one\ntwo\r\n', 'differs-line-ends'],
    ['one\r\ntwo', 'one\ntwo\n', 'differs-file'],
    ['one\rtwo', 'one\ntwo', 'differs-file'],
    ['one\r\ntwo', 'one\nTWO', 'differs-file'],
    ['one\n', 'one\n\r', 'differs-file'],
    ['', '\r\n', 'differs-file'],
  ])('%j and %j: %s', async (found, other, expected) => {
    expect(await codesOf(ascii(found), ascii(other))).toEqual([expected]);
    expect(await codesOf(ascii(other), ascii(found))).toEqual([expected]);
  });

  test('and is a bootstrap of lambdazip on at least one side', async () => {
    const [arm64, script] = [nativeBootstrap('arm64'), ascii('#!/bin/sh\necho hello\n')];
    expect(await causesOf(arm64, nativeBootstrap('x86_64'))).toMatchObject([
      {
        code: 'differs-bootstrap',
        args: { found: expect.stringContaining('arm64'), other: expect.stringContaining('x86_64') },
      },
    ]);
    expect(await causesOf(script, arm64)).toMatchObject([
      { code: 'differs-bootstrap', args: { found: 'not from lambdazip' } },
    ]);
  });
});

describe('outside of contents', () => {
  const difference = (name: string, changes: Partial<EntryDifference>): EntryDifference => ({
    name,
    kind: 'changed',
    mode: null,
    content: null,
    ...changes,
  });
  const outside = (...differences: readonly EntryDifference[]) => {
    const causes = empty();
    causes.addOutside(differences);
    return causes.all().map((cause) => [cause.code, cause.entries]);
  };

  test('entries, modes and compression each have one cause, with the names of all entries, sorted', () => {
    expect(
      outside(
        difference('z', { kind: 'added' }),
        difference('a', { kind: 'missing' }),
        difference('m', { mode: { found: '0755', other: '0644' } }),
        difference('c', { kind: 'compression' }),
      ),
    ).toEqual([
      ['differs-entries', ['a', 'z']],
      ['differs-mode', ['m']],
      ['differs-encoder', ['c']],
    ]);
  });

  test('only the container differs if no entry does', () => {
    expect(outside()).toEqual([['differs-container', []]]);
    expect(outside(difference('x', {}))).toEqual([]);
  });
});

test('the same cause of several entries is reported once, with their names sorted', async () => {
  const causes = empty();
  for (const name of ['bin/z', 'bin/a', 'bin/m']) {
    const found = recordedProgram({ ...code(name), goVersion: 'go1.26.7' });
    await causes.addChanged(changed(found, recordedProgram(code('x')), name));
  }
  expect(causes.all()).toMatchObject([{ code: 'differs-go-version', entries: ['bin/a', 'bin/m', 'bin/z'] }]);
});
