import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GoModule, helloModule } from '../../test/go-programs.js';
import { buildInfoSection, madeElf } from '../../test/made-elf.js';
import { readElf } from '../elf/elf-file.js';
import { type GoBuildInfo, readBuildInfo } from './build-info.js';

function infoOf(bytes: Uint8Array): GoBuildInfo | undefined {
  const elf = readElf(bytes);
  if (elf.kind !== 'elf') throw new Error(`not an ELF file: ${JSON.stringify(elf)}`);
  return readBuildInfo(elf, bytes);
}

describe('of a program that go built', () => {
  let module: GoModule;
  beforeAll(() => {
    module = helloModule({ replacedBy: './lambda-go' });
  });
  afterAll(() => module.remove());

  test.each(['amd64', 'arm64'] as const)('%s: reads what `go version -m` prints', (goarch) => {
    const info = infoOf(module.build(goarch));
    const printed = module.go(['version', '-m', join(module.directory, `hello-${goarch}`)]);
    // go prints an empty line after a module that is replaced by a directory.
    const filled = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
    expect(filled(printedForm(info))).toEqual(filled(printed.slice(printed.indexOf(':') + 2)));
    expect(info).toMatchObject({
      path: 'example.com/hello/cmd/hello',
      main: { path: 'example.com/hello', version: '(devel)' },
      dependencies: [{ path: 'github.com/aws/aws-lambda-go', replacedBy: { path: './lambda-go' } }],
      settings: { '-tags': 'lambda.norpc', CGO_ENABLED: '0', GOARCH: goarch, GOOS: 'linux' },
    });
  });

  test('reads settings that go had to quote', () => {
    const ldflags = `-X "main.version=a 'quoted' \t Größe"`;
    // go records the linker's flags only without -trimpath.
    module.go(['build', '-o', 'quoted', '-buildvcs=false', '-ldflags', ldflags, './cmd/hello'], {
      GOOS: 'linux',
      GOARCH: 'amd64',
    });
    const info = infoOf(new Uint8Array(readFileSync(join(module.directory, 'quoted'))));
    expect(info?.settings['-ldflags']).toBe(ldflags);
  });
});

describe('of a generated file', () => {
  const moduleText = [
    'path\tcommand-line-arguments',
    'dep\tgithub.com/a/b\tv1.2.3',
    '=>\tgithub.com/fork/b\tv1.2.4\th1:abc=',
    'dep\tgithub.com/c/d\tv0.0.0-20200102030405-0123456789ab\th1:def=',
    'build\t"strange key"="a\\"b\\\\c\\n\\u00e9\\U0001f600"',
    'build\tempty=',
    'build\tDefaultGODEBUG=a=1,b=2',
    '',
  ].join('\n');

  test('reads replacements, sums and settings from the module text', () => {
    expect(infoOf(madeElf({ goVersion: 'go1.26.8 X:boringcrypto', moduleText }))).toEqual({
      goVersion: 'go1.26.8 X:boringcrypto',
      path: 'command-line-arguments',
      main: null,
      dependencies: [
        {
          path: 'github.com/a/b',
          version: 'v1.2.3',
          sum: '',
          replacedBy: { path: 'github.com/fork/b', version: 'v1.2.4', sum: 'h1:abc=' },
        },
        {
          path: 'github.com/c/d',
          version: 'v0.0.0-20200102030405-0123456789ab',
          sum: 'h1:def=',
          replacedBy: null,
        },
      ],
      settings: { 'strange key': 'a"b\\c\né😀', empty: '', DefaultGODEBUG: 'a=1,b=2' },
    });
  });

  test('is undefined without the section, and for a section that is truncated or from Go 1.17', () => {
    const withSection = (content: Uint8Array) => madeElf({ sections: [{ name: '.go.buildinfo', content }] });
    const whole = buildInfoSection('go1.26.8', moduleText);
    expect(infoOf(withSection(whole))).toBeDefined();
    expect(infoOf(madeElf())).toBeUndefined();
    for (const length of [0, 14, 31, 33, 45, whole.length - 1]) {
      expect(infoOf(withSection(whole.subarray(0, length))), `${length} bytes`).toBeUndefined();
    }
    const pointers = whole.slice();
    pointers[15] = 0;
    expect(infoOf(withSection(pointers))).toBeUndefined();
    const otherMagic = whole.slice();
    otherMagic[3] = 0;
    expect(infoOf(withSection(otherMagic))).toBeUndefined();
  });
});

function printedForm(info: GoBuildInfo | undefined): string {
  if (info === undefined) return '';
  const moduleLine = (word: string, { path, version, sum }: { path: string; version: string; sum: string }) =>
    [word, path, version, sum].join('\t');
  const lines = [
    `path\t${info.path}`,
    ...(info.main === null ? [] : [moduleLine('mod', info.main)]),
    ...info.dependencies.flatMap((dependency) =>
      dependency.replacedBy === null
        ? [moduleLine('dep', dependency)]
        : [`dep\t${dependency.path}\t${dependency.version}`, moduleLine('=>', dependency.replacedBy)],
    ),
    ...Object.entries(info.settings).map(([name, value]) => `build\t${name}=${value}`),
  ];
  return [info.goVersion, ...lines.map((line) => `\t${line}`)].join('\n');
}
