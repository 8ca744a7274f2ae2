import { describe, expect, test } from 'vitest';
import { type Recorded, recordedProgram } from '../../test/recorded-program.js';
import { buildInfoCauses } from './build-info-causes.js';
import { comparePrograms } from './compare-programs.js';

/** The causes of the differences between two programs, with the args that depend on the case. */
function causesOf(found: Recorded, other: Recorded = {}): object[] {
  const pair = comparePrograms(recordedProgram(found), recordedProgram(other), 0);
  if (pair === null) throw new TypeError('not a program');
  return buildInfoCauses(pair, 'b.zip').map(({ code, args }) => {
    const { otherFile: _, ...rest }: Record<string, unknown> = { ...args };
    return { code, ...rest };
  });
}

const setting = (name: string, value: string | null): Recorded => ({ settings: { [name]: value } });

test('equal build info has no causes', () => {
  expect(causesOf({})).toEqual([]);
});

describe('each setting that go records has a cause', () => {
  test.each<[name: string, found: Recorded, cause: object]>([
    [
      'release of go',
      { goVersion: 'go1.26.7' },
      { code: 'differs-go-version', found: 'go1.26.7', other: 'go1.26.8' },
    ],
    [
      'main package',
      { path: 'example.com/p/cmd/other' },
      {
        code: 'differs-main-package',
        found: 'example.com/p/cmd/other',
        other: 'example.com/p/cmd/hello',
      },
    ],
    [
      '-tags',
      setting('-tags', 'lambda.norpc,extra'),
      { code: 'differs-tags', found: 'lambda.norpc,extra', other: 'lambda.norpc' },
    ],
    [
      '-tags, missing',
      setting('-tags', null),
      { code: 'differs-tags', found: 'none', other: 'lambda.norpc' },
    ],
    ['-ldflags', setting('-ldflags', '-w'), { code: 'differs-ldflags', found: '-w', other: 'none' }],
    ['-pgo', setting('-pgo', 'cpu.pgo'), { code: 'differs-profile', found: 'cpu.pgo', other: 'none' }],
    ['-trimpath', setting('-trimpath', null), { code: 'differs-trimpath', has: false }],
    ['GOARCH', setting('GOARCH', 'amd64'), { code: 'differs-architecture', found: 'amd64', other: 'arm64' }],
    [
      'GOARM64',
      setting('GOARM64', 'v9.0'),
      { code: 'differs-microarchitecture', name: 'GOARM64', found: 'v9.0', other: 'v8.0' },
    ],
    [
      'CGO_ENABLED',
      setting('CGO_ENABLED', '1'),
      { code: 'differs-cgo', name: 'CGO_ENABLED', found: '1', other: '0' },
    ],
    [
      'CGO_CFLAGS',
      setting('CGO_CFLAGS', '-O2'),
      { code: 'differs-cgo', name: 'CGO_CFLAGS', found: '-O2', other: 'none' },
    ],
    ['VCS stamp', setting('vcs.modified', 'true'), { code: 'differs-vcs', has: true }],
    [
      'GODEBUG defaults',
      setting('DefaultGODEBUG', 'panicnil=1'),
      { code: 'differs-go-line', found: 'panicnil=1', other: 'none' },
    ],
    [
      'a setting without a cause of its own',
      setting('-gcflags', '-N'),
      { code: 'differs-setting', name: '-gcflags', found: '-N', other: 'none' },
    ],
  ])('%s', (_, found, cause) => {
    expect(causesOf(found)).toEqual([cause]);
  });

  test('in the opposite direction, the values are swapped', () => {
    expect(causesOf({}, setting('-trimpath', null))).toEqual([{ code: 'differs-trimpath', has: true }]);
    expect(causesOf({}, setting('vcs', 'git'))).toEqual([{ code: 'differs-vcs', has: false }]);
    expect(causesOf({}, { goVersion: 'go1.26.7' })).toEqual([
      { code: 'differs-go-version', found: 'go1.26.8', other: 'go1.26.7' },
    ]);
  });
});

describe('the main module', () => {
  test('with a version that go derived from git is a VCS stamp', () => {
    expect(causesOf({ mod: 'example.com/p v0.1.0+dirty' })).toEqual([{ code: 'differs-vcs', has: true }]);
    expect(causesOf({}, { mod: 'example.com/p v0.1.0+dirty' })).toEqual([
      { code: 'differs-vcs', has: false },
    ]);
  });

  test('that only one program has is a different main package', () => {
    expect(causesOf({ mod: null })).toEqual([
      { code: 'differs-main-package', found: 'none', other: 'example.com/p' },
    ]);
  });
});

describe('a module', () => {
  const module = 'example.com/lib';

  test.each<[difference: string, dependencies: readonly string[], cause: object]>([
    [
      'in a different version',
      ['example.com/lib v1.3.0 h1:lib='],
      { code: 'differs-module', module, found: 'v1.3.0', other: 'v1.2.0' },
    ],
    ['that is not linked', [], { code: 'differs-module', module, found: 'not linked', other: 'v1.2.0' }],
    [
      'replaced by a directory',
      ['example.com/lib v1.2.0', '=> ./lib (devel)'],
      { code: 'differs-module', module, found: 'replaced by ./lib (devel)', other: 'v1.2.0' },
    ],
    [
      'replaced by a directory with an absolute path',
      ['example.com/lib v1.2.0', '=> /home/me/lib (devel)'],
      { code: 'differs-absolute-replace', module, path: '/home/me/lib' },
    ],
    [
      'replaced by a directory with a path of Windows',
      ['example.com/lib v1.2.0', '=> C:\\lib (devel)'],
      { code: 'differs-absolute-replace', module, path: 'C:\\lib' },
    ],
    [
      'with a different sum',
      ['example.com/lib v1.2.0 h1:other='],
      { code: 'differs-module-sum', module: 'example.com/lib v1.2.0', found: 'h1:other=', other: 'h1:lib=' },
    ],
    [
      'without a sum, as from a vendor directory',
      ['example.com/lib v1.2.0'],
      { code: 'differs-module-sum', module: 'example.com/lib v1.2.0', found: 'no sum', other: 'h1:lib=' },
    ],
  ])('%s', (_, deps, cause) => {
    expect(causesOf({ deps })).toEqual([cause]);
  });
});
