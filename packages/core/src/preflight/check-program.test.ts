import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GoModule, helloModule } from '../../test/go-programs.js';
import { type MadeElf, madeElf } from '../../test/made-elf.js';
import { type Tool, testWith } from '../../test/tools.js';
import { checkProgram, type ProgramToCheck } from './check-program.js';

const wanted = {
  handler: 'bin/a',
  runtime: 'provided.al2023',
  architecture: 'x86_64',
  cgo: false,
  norpc: true,
} as const;

const codes = (bytes: Uint8Array, more: Partial<ProgramToCheck> = {}): string[] =>
  checkProgram({ ...wanted, bytes, ...more }).map(({ severity, code }) => `${severity} ${code}`);

const moduleText = (...lines: string[]): string => `path\tcommand-line-arguments\n${lines.join('\n')}\n`;
const lambdaGo = (version: string, ...more: string[]): string =>
  moduleText(`dep\tgithub.com/aws/aws-lambda-go\t${version}\th1:x=`, ...more, 'build\t-tags=lambda.norpc');

describe('synthetic ELF files', () => {
  test.each<readonly [string, MadeElf, Partial<ProgramToCheck>, readonly string[]]>([
    ['a static program', {}, {}, []],
    ['a different architecture', { machine: 183 }, {}, ['error check-wrong-architecture']],
    ['a machine that Lambda does not support', { machine: 243 }, {}, ['error check-wrong-architecture']],
    ['an object file', { type: 1 }, {}, ['error check-not-elf']],
    ['libraries without cgo', { libraries: ['libc.so.6'] }, {}, ['warning check-dynamic']],
    ['a loader without cgo', { interpreter: '/lib64/ld-linux-x86-64.so.2' }, {}, ['warning check-dynamic']],
    [
      'a loader with cgo',
      { interpreter: '/lib64/ld-linux-x86-64.so.2', libraries: ['libc.so.6'] },
      { cgo: true },
      [],
    ],
    [
      "musl's loader",
      { interpreter: '/lib/ld-musl-x86_64.so.1' },
      { cgo: true },
      ['error check-loader-missing'],
    ],
    ['a loader in the archive', { interpreter: '/var/task/lib/ld.so' }, { cgo: true }, []],
    [
      'the glibc of the runtime',
      { libraries: ['libc.so.6'], versionNeeds: { 'libc.so.6': ['GLIBC_2.2.5', 'GLIBC_2.34'] } },
      { cgo: true },
      [],
    ],
    [
      'a newer glibc',
      { libraries: ['libc.so.6'], versionNeeds: { 'libc.so.6': ['GLIBC_2.9', 'GLIBC_2.38'] } },
      { cgo: true },
      ['error check-glibc-too-new'],
    ],
    [
      'the glibc of a different runtime',
      { libraries: ['libc.so.6'], versionNeeds: { 'libc.so.6': ['GLIBC_2.34'] } },
      { cgo: true, runtime: 'provided.al2' },
      ['error check-glibc-too-new'],
    ],
    ['the oldest supported aws-lambda-go', { moduleText: lambdaGo('v1.18.0') }, {}, []],
    [
      'an unsupported aws-lambda-go',
      { moduleText: lambdaGo('v1.17.0') },
      {},
      ['error check-lambda-library-too-old'],
    ],
    [
      'a very old aws-lambda-go',
      { moduleText: lambdaGo('v1.6.0') },
      {},
      ['error check-lambda-library-too-old'],
    ],
    [
      'an aws-lambda-go commit after a supported release',
      { moduleText: lambdaGo('v1.47.1-0.20240101000000-0123456789ab') },
      {},
      [],
    ],
    [
      'aws-lambda-go replaced by a directory',
      { moduleText: lambdaGo('v1.6.0', '=>\t../lambda-go\t(devel)\t') },
      {},
      [],
    ],
    [
      'aws-lambda-go replaced by a newer release',
      { moduleText: lambdaGo('v1.6.0', '=>\tgithub.com/aws/aws-lambda-go\tv1.50.0\th1:x=') },
      {},
      [],
    ],
    [
      'missing tag lambda.norpc',
      { moduleText: moduleText('dep\tgithub.com/aws/aws-lambda-go\tv1.50.0\th1:x=') },
      {},
      ['warning check-norpc-missing'],
    ],
    [
      'no tag, as requested',
      { moduleText: moduleText('dep\tgithub.com/aws/aws-lambda-go\tv1.50.0\th1:x=') },
      { norpc: false },
      [],
    ],
    ['no tag and no aws-lambda-go', { moduleText: moduleText() }, {}, []],
    [
      'an absolute replacement path',
      { moduleText: moduleText('dep\texample.com/x\tv1.0.0', '=>\t/home/me/x\t(devel)\t') },
      {},
      ['warning check-local-replace'],
    ],
    [
      'an absolute Windows replacement path',
      { moduleText: moduleText('dep\texample.com/x\tv1.0.0', '=>\tC:\\x\t(devel)\t') },
      {},
      ['warning check-local-replace'],
    ],
    [
      'a relative replacement path',
      { moduleText: moduleText('dep\texample.com/x\tv1.0.0', '=>\t../x\t(devel)\t') },
      {},
      [],
    ],
  ])('%s', (_, made, more, expected) => {
    expect(codes(madeElf(made), more)).toEqual(expected);
  });

  test('files that are not ELF', () => {
    expect(codes(new TextEncoder().encode('#!/bin/sh\n'))).toEqual(['error check-not-elf']);
    expect(codes(new Uint8Array())).toEqual(['error check-not-elf']);
  });

  test('a finding names the handler', () => {
    const [finding] = checkProgram({ ...wanted, bytes: madeElf({ machine: 183 }) });
    expect(finding).toMatchObject({ handlers: ['bin/a'], args: { handler: 'bin/a' } });
  });
});

describe('programs built by go', () => {
  let module: GoModule;
  beforeAll(() => {
    module = helloModule({ vendored: 'v1.50.0' });
  });
  afterAll(() => module.remove());

  test('a valid program has no findings, for either architecture', () => {
    expect(codes(module.build('amd64'))).toEqual([]);
    expect(codes(module.build('arm64'), { architecture: 'arm64' })).toEqual([]);
  });

  test('a truncated program is never accepted as complete', () => {
    const whole = module.build('amd64');
    for (const part of [0.01, 0.3, 0.6, 0.9, 0.99, 0.9999]) {
      expect(codes(whole.subarray(0, Math.floor(whole.length * part))), String(part)).toContain(
        'error check-truncated',
      );
    }
    expect(codes(whole.subarray(0, whole.length - 1))).toContain('error check-truncated');
  });
});

describe('a program of the C compiler', () => {
  const gcc: Tool = { name: 'gcc', from: 'the package gcc', probe: ['gcc', '--version'] };
  const directory = mkdtempSync(join(tmpdir(), 'lambdazip-check-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  testWith(gcc)('its C library is compared with that of the runtime', () => {
    writeFileSync(join(directory, 'a.c'), 'int main(void) { return 0; }\n');
    execFileSync('gcc', ['-o', 'a', 'a.c'], { cwd: directory });
    const bytes = new Uint8Array(readFileSync(join(directory, 'a')));
    const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';
    expect(codes(bytes, { architecture })).toContain('warning check-dynamic');
    // Programs built by gcc start through __libc_start_main, which got a new symbol version in glibc 2.34.
    const needs = execFileSync('sh', ['-c', 'grep -aoE "GLIBC_2\\.[0-9]+" a | sort -u'], {
      cwd: directory,
      encoding: 'utf8',
    });
    const expected = needs.includes('GLIBC_2.34') ? ['error check-glibc-too-new'] : [];
    expect(codes(bytes, { architecture, cgo: true, runtime: 'provided.al2' })).toEqual(expected);
  });
});
