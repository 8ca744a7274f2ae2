import { ascii, type MadeElf, type MadeSection, madeElf } from './made-elf.js';

/** What go records in a program, as `go version -m` prints it; differences from a program as lambdazip builds it. */
export interface Recorded {
  readonly goVersion?: string;
  /** The import path of the main package. */
  readonly path?: string;
  /** The columns after `mod`; null if the main package is not in a module. */
  readonly mod?: string | null;
  /** The columns after `dep`; a line that starts with `=>` replaces the module before it. */
  readonly deps?: readonly string[];
  /** null removes a setting. */
  readonly settings?: Readonly<Record<string, string | null>>;
  readonly sections?: readonly MadeSection[];
  readonly machine?: number;
}

/** Recorded from a program that lambdazip built with go1.26.8. */
const usual = {
  '-buildmode': 'exe',
  '-compiler': 'gc',
  '-tags': 'lambda.norpc',
  '-trimpath': 'true',
  CGO_ENABLED: '0',
  GOARCH: 'arm64',
  GOOS: 'linux',
  GOARM64: 'v8.0',
};

/** A made ELF file with build info. */
export function recordedProgram(changes: Recorded = {}): Uint8Array {
  const { path = 'example.com/p/cmd/hello', mod = 'example.com/p (devel)', settings, deps } = changes;
  const lines = [
    ['path', path],
    ...(mod === null ? [] : [['mod', ...mod.split(' ')]]),
    ...(deps ?? ['example.com/lib v1.2.0 h1:lib=']).map((dep) =>
      dep.startsWith('=>') ? dep.split(' ') : ['dep', ...dep.split(' ')],
    ),
    ...Object.entries({ ...usual, ...settings }).flatMap(([name, value]) =>
      value === null ? [] : [['build', `${name}=${value}`]],
    ),
  ];
  const elf: MadeElf = {
    machine: changes.machine ?? 183,
    goVersion: changes.goVersion ?? 'go1.26.8',
    moduleText: lines.map((line) => `${line.join('\t')}\n`).join(''),
    sections: changes.sections ?? [{ name: '.text', content: ascii('the code') }],
  };
  return madeElf(elf);
}
