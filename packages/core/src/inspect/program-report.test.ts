import { describe, expect, test } from 'vitest';
import { madeElf } from '../../test/made-elf.js';
import { type Recorded, recordedProgram } from '../../test/recorded-program.js';
import { readElf } from '../elf/elf-file.js';
import { type GoProgramReport, type ProgramReport, programReport } from './program-report.js';

function reportOf(bytes: Uint8Array): ProgramReport {
  const elf = readElf(bytes);
  if (elf.kind !== 'elf') throw new TypeError('not a program');
  return programReport('bin/a', elf, bytes);
}

const goOf = (changes: Recorded): GoProgramReport | null => reportOf(recordedProgram(changes)).go;

test('a Go program has its build info, as `go version -m` shows it', () => {
  expect(reportOf(recordedProgram())).toEqual({
    name: 'bin/a',
    machine: 'arm64',
    isStatic: true,
    interpreter: null,
    libraries: [],
    glibc: null,
    go: {
      version: 'go1.26.8',
      mainPackage: 'example.com/p/cmd/hello',
      mainModule: { path: 'example.com/p', version: '(devel)', sum: '' },
      dependencies: [{ path: 'example.com/lib', version: 'v1.2.0', sum: 'h1:lib=', replacedBy: null }],
      settings: {
        '-buildmode': 'exe',
        '-compiler': 'gc',
        '-tags': 'lambda.norpc',
        '-trimpath': 'true',
        CGO_ENABLED: '0',
        GOARCH: 'arm64',
        GOOS: 'linux',
        GOARM64: 'v8.0',
      },
      norpc: true,
      lambdaLibrary: null,
      handlers: [],
    },
  });
});

test('a program in a different language has its loader, libraries and newest glibc version', () => {
  const program = madeElf({
    machine: 62,
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    libraries: ['libc.so.6'],
    versionNeeds: { 'libc.so.6': ['GLIBC_2.9', 'GLIBC_2.34'] },
  });
  expect(reportOf(program)).toEqual({
    name: 'bin/a',
    machine: 'x86_64',
    isStatic: false,
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    libraries: ['libc.so.6'],
    glibc: '2.34',
    go: null,
  });
});

describe('aws-lambda-go', () => {
  const library = 'github.com/aws/aws-lambda-go';

  test.each<[what: string, dependencies: readonly string[], version: string | null]>([
    ['is linked', [`${library} v1.47.0 h1:x=`], 'v1.47.0'],
    ['is replaced by a fork', [`${library} v1.47.0`, '=> example.com/fork v1.2.3 h1:x='], 'v1.2.3'],
    ['is replaced by a directory', [`${library} v1.47.0`, '=> ./fork'], './fork'],
    ['is not linked', ['example.com/lib v1.0.0'], null],
  ])('%s', (_, deps, version) => {
    expect(goOf({ deps })?.lambdaLibrary).toBe(version);
  });

  test('has no RPC server if one of the tags is lambda.norpc', () => {
    const tags = ['a,lambda.norpc', 'lambda.norpc', 'lambda.norpcs', null];
    expect(tags.map((each) => goOf({ settings: { '-tags': each } })?.norpc)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

test('a main package outside of a module has no main module', () => {
  expect(goOf({ path: 'command-line-arguments', mod: null })).toMatchObject({
    mainPackage: 'command-line-arguments',
    mainModule: null,
  });
});
