import { describe, expect, test } from 'vitest';
import { nativeBootstrap } from '../bootstrap/bootstraps.js';
import { readElf } from '../elf/elf-file.js';
import { machineName } from '../elf/elf-format.js';
import type { BuildSettings } from '../go/build-settings.js';
import { decidedVariables } from '../go/environment.js';
import {
  architectureNamed,
  architectureNames,
  architectureOfGoarch,
  architectures,
} from './architectures.js';

describe.each(architectureNames)('%s', (architecture) => {
  const { goarch, elfMachine, microarchitecture } = architectures[architecture];

  test('has a native bootstrap that messages name after it', () => {
    const elf = readElf(nativeBootstrap(architecture));
    expect(elf).toMatchObject({ kind: 'elf', machine: elfMachine });
    expect(machineName(elfMachine)).toBe(architecture);
  });

  test('is found by its GOARCH', () => {
    expect(architectureOfGoarch(goarch)).toBe(architecture);
  });

  test('passes its level to go in the variable of the architecture', () => {
    const { baseline, variable } = microarchitecture;
    const settings: BuildSettings = {
      architecture: goarch,
      microarchitecture: baseline,
      tags: [],
      ldflags: [],
      gcflags: [],
      strip: true,
      trimpath: true,
      cgo: false,
      pgo: 'off',
      mod: 'readonly',
      work: 'off',
      env: {},
    };
    expect(decidedVariables(settings, 'local')).toMatchObject({ GOARCH: goarch, [variable]: baseline });
  });

  test('ranks the default of go, and nothing below it', () => {
    const { baseline, rankOf, values } = microarchitecture;
    const lowest = rankOf(baseline);
    expect(lowest).toBeTypeOf('number');
    expect(rankOf('no-level')).toBeUndefined();
    for (const value of 'pattern' in values ? [] : values) {
      expect(rankOf(value)).toBeGreaterThanOrEqual(lowest ?? Number.NaN);
    }
  });
});

test.each([
  ['x86_64', 'x86_64'],
  ['amd64', 'x86_64'],
  ['x86-64', 'x86_64'],
  ['x64', 'x86_64'],
  ['arm64', 'arm64'],
  ['aarch64', 'arm64'],
  ['AMD64', undefined],
  ['x86', undefined],
  ['arm', undefined],
  ['', undefined],
])('%j names %s', (name, expected) => {
  expect(architectureNamed(name)).toBe(expected);
});
