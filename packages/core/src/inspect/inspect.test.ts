import { describe, expect, test } from 'vitest';
import { ascii, type MadeEntry, type MadeZip, makeZip, plainFile, program } from '../../test/hostile-zips.js';
import { madeElf } from '../../test/made-elf.js';
import { memoryHost, testClock } from '../../test/memory-host.js';
import { recordedProgram } from '../../test/recorded-program.js';
import { nativeBootstrap } from '../bootstrap/bootstraps.js';
import { type InspectOptions, inspect } from './inspect.js';

/** Inspects a file of an in-memory directory on a day when no runtime but provided.al2 is deprecated. */
async function inspected(bytes: Uint8Array, options: Partial<InspectOptions> = {}) {
  const host = memoryHost({ '/project': null }, { clock: testClock(Date.parse('2026-11-24')) });
  const { file = 'a.zip' } = options;
  await host.fileSystem.makeDirectory('/project/bin');
  await host.fileSystem.writeFile(`/project/${file}`, bytes);
  return await inspect({ ...options, file }, host);
}

const codesOf = async (...given: Parameters<typeof inspected>): Promise<string[]> =>
  (await inspected(...given)).findings.map(({ code }) => code);

const executable = { externalAttributes: program };
const script = ascii('#!/bin/sh\n');
const bootstrap: MadeEntry = { name: 'bootstrap', content: script, fields: executable };
const native: MadeEntry = { name: 'bootstrap', content: nativeBootstrap('arm64'), fields: executable };
const handler: MadeEntry = { name: 'bin/create', content: recordedProgram(), fields: executable };

describe('a package', () => {
  test('is described entry by entry, in its order, with its programs sorted by name', async () => {
    const entries = [{ ...handler, name: 'z' }, native, handler, { name: 'public/' }, { name: 'empty' }];
    const report = await inspected(makeZip({ entries }));
    expect(report).toMatchObject({
      path: 'a.zip',
      kind: 'zip',
      runtime: 'provided.al2023',
      architecture: 'arm64',
      bootstrap: { kind: 'native', version: 2, machine: 'arm64' },
      findings: [],
    });
    expect(report.entries.map(({ name, kind, mode, method }) => [name, kind, mode, method])).toEqual([
      ['z', 'file', '0755', 'deflate'],
      ['bootstrap', 'file', '0755', 'deflate'],
      ['bin/create', 'file', '0755', 'deflate'],
      ['public/', 'directory', '0644', 'store'],
      ['empty', 'file', '0644', 'store'],
    ]);
    expect(report.programs.map(({ name, go }) => [name, go?.mainPackage])).toEqual([
      ['bin/create', 'example.com/p/cmd/hello'],
      ['bootstrap', undefined],
      ['z', 'example.com/p/cmd/hello'],
    ]);
    expect(report.unzippedSize).toBe(2 * recordedProgram().length + nativeBootstrap('arm64').length);
  });

  test('has the digest of each content that can be read', async () => {
    const text = { name: 'a.txt', content: ascii('hello') };
    const { entries } = await inspected(
      makeZip({ entries: [text, { ...text, name: 'b.txt', fields: { crc32: 1 } }, { name: 'c/' }] }),
    );
    expect(entries.map(({ sha256 }) => sha256)).toEqual([
      '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      null,
      null,
    ]);
  });

  test('is checked for the architecture of its bootstrap, else of its first program, else arm64', async () => {
    const intel = { ...handler, content: madeElf({ machine: 62 }) };
    const architectures = await Promise.all(
      [[intel, native], [bootstrap, intel], [bootstrap]].map(
        async (entries) => (await inspected(makeZip({ entries }))).architecture,
      ),
    );
    expect(architectures).toEqual(['arm64', 'x86_64', 'arm64']);
    expect(await codesOf(makeZip({ entries: [intel, native] }))).toContain('check-wrong-architecture');
    expect(await codesOf(makeZip({ entries: [native, handler] }), { architecture: 'x86_64' })).toEqual([
      'check-wrong-architecture',
      'check-wrong-architecture',
    ]);
  });

  test('is checked for the runtime', async () => {
    expect(await codesOf(makeZip({ entries: [native] }), { runtime: 'provided.al2' })).toEqual([
      'runtime-deprecated',
    ]);
  });
});

const text: MadeEntry = { name: 'a.txt', content: script };

describe('a finding for a package with', () => {
  test.each<[what: string, zip: MadeZip, codes: readonly string[]]>([
    ['no bootstrap', { entries: [handler] }, ['check-bootstrap-missing']],
    [
      'a bootstrap in a directory',
      { entries: [{ ...bootstrap, name: 'dist/bootstrap' }] },
      ['check-bootstrap-missing'],
    ],
    [
      'a bootstrap that is not executable',
      { entries: [{ ...bootstrap, fields: {} }] },
      ['check-not-executable'],
    ],
    [
      'a bootstrap without a mode',
      { entries: [{ ...bootstrap, fields: { versionMadeBy: 20, externalAttributes: 0x20 } }] },
      ['check-not-executable'],
    ],
    [
      'a bootstrap with line endings of Windows',
      { entries: [{ ...bootstrap, content: ascii('#!/bin/sh\r\n') }] },
      ['check-script-line-ends'],
    ],
    [
      'a program that is not executable',
      { entries: [bootstrap, { ...handler, fields: { externalAttributes: plainFile } }] },
      ['check-not-executable'],
    ],
    [
      'a file that others cannot read',
      { entries: [bootstrap, { ...text, fields: { externalAttributes: (0o100600 << 16) >>> 0 } }] },
      ['check-not-readable'],
    ],
    [
      'a name that leads out of it',
      { entries: [bootstrap, { ...text, name: '../a.txt' }] },
      ['archive-name-invalid'],
    ],
    [
      'an encrypted file',
      { entries: [bootstrap, { ...text, fields: { flags: 1 } }] },
      ['check-entry-unreadable'],
    ],
    [
      'an unknown compression method',
      { entries: [bootstrap, { ...text, fields: { method: 12 } }] },
      ['check-entry-unreadable'],
    ],
    [
      'a corrupt file',
      { entries: [bootstrap, { ...text, fields: { crc32: 1 } }] },
      ['check-entry-unreadable'],
    ],
    [
      'one file larger than Lambda allows',
      { entries: [bootstrap, { ...text, fields: { size: 300 * 1024 * 1024 } }] },
      ['check-entry-unreadable', 'check-unzipped-too-large'],
    ],
    ['one name twice', { entries: [bootstrap, text, text] }, ['check-entry-duplicate']],
    [
      'a script with line endings of Windows',
      { entries: [bootstrap, { ...text, content: ascii('#!/bin/sh\r\n'), fields: executable }] },
      ['check-script-carriage-return'],
    ],
  ])('%s', async (_, zip, codes) => {
    expect(await codesOf(makeZip(zip))).toEqual(codes);
  });

  test('files that are far larger together than Lambda allows, none of which is read', async () => {
    const entries = [bootstrap, { ...text, fields: { size: 0x7fffffff } }];
    const { findings, entries: listed, bootstrap: read } = await inspected(makeZip({ entries }));
    expect(findings.map(({ code }) => code)).toContain('check-unzipped-too-large');
    expect(listed.map(({ sha256 }) => sha256)).toEqual([null, null]);
    expect(read).toBeNull();
  });
});

describe('a program', () => {
  test('is described by itself', async () => {
    const report = await inspected(recordedProgram({ machine: 62 }), { file: 'bin/create' });
    expect(report).toMatchObject({
      path: 'bin/create',
      kind: 'elf',
      unzippedSize: null,
      architecture: 'x86_64',
      entries: [],
      bootstrap: null,
      programs: [{ name: 'create', machine: 'x86_64' }],
      findings: [],
    });
  });

  test('is checked for the architecture and the runtime', async () => {
    expect(await codesOf(recordedProgram(), { architecture: 'x86_64', runtime: 'provided.al2' })).toEqual([
      'check-wrong-architecture',
      'runtime-deprecated',
    ]);
  });
});

describe('fails with', () => {
  test.each<[what: string, bytes: Uint8Array, code: string, reason: string]>([
    ['a text', ascii('hello'), 'inspect-unknown-file', 'it starts with the bytes 68 65 6c 6c'],
    ['a truncated zip', ascii('PK\x03\x04'), 'inspect-unknown-file', 'it has no central directory'],
  ])('%s', async (_, bytes, code, reason) => {
    await expect(inspected(bytes)).rejects.toMatchObject({
      code,
      diagnostics: [{ args: { file: 'a.zip', reason: expect.stringContaining(reason) } }],
    });
  });

  test('a missing file', async () => {
    const host = memoryHost({ '/project': null });
    await expect(inspect({ file: 'no.zip' }, host)).rejects.toMatchObject({ code: 'archive-unreadable' });
  });

  test('an interruption', async () => {
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(inspected(makeZip({ entries: [bootstrap] }), { signal })).rejects.toThrow('stop');
  });
});
