import { expect, test } from 'vitest';
import { usualSettings } from '../../test/usual-settings.js';
import type { GoProgram, GoRun } from '../go/go-run.js';
import { recordedCommand } from './recorded-command.js';

const program = (name: string): GoProgram => ({
  executable: name,
  mains: [
    {
      importPath: `m/cmd/${name}`,
      directory: `/home/me/shop/api/cmd/${name}`,
      arguments: [`./cmd/${name}`],
      handlers: [name],
    },
  ],
  multicall: null,
});
const run: GoRun = {
  id: 'id',
  module: { root: '/home/me/shop/api', path: 'example.com/m', goLine: null, toolchainLine: null },
  settings: {
    ...usualSettings,
    pgo: '/home/me/shop/cpu.pgo',
    work: '/home/me/shop/go.work',
    env: { GODEBUG: 'x=1' },
  },
  toolchain: { program: '/usr/local/go/bin/go', version: '1.26.8', selection: 'go1.26.8' },
  machine: { variables: { PATH: '/bin', HOME: '/home/me', GOPROXY: 'direct', CC: 'clang' }, flags: '-p=2' },
  programs: [program('b'), program('a')],
};

test('a command has no paths of the machine, and the same order everywhere', () => {
  const { go, directory, argv } = recordedCommand(run, '/home/me/shop');
  expect([go, directory]).toEqual(['1.26.8', 'api']);
  expect(argv[0]).toBe('go');
  expect(argv).toContain('-pgo=$MANIFEST/cpu.pgo');
  expect(argv.slice(argv.indexOf('-o'), argv.indexOf('-o') + 2)).toEqual(['-o', '$OUT/']);
  expect(argv.slice(-3)).toEqual(['--', './cmd/a', './cmd/b']);
});

test('only variables that can affect the bytes are recorded, sorted by name', () => {
  const { environment } = recordedCommand(run, '/home/me/shop');
  expect(Object.entries(environment)).toEqual([
    ['CC', 'clang'],
    ['CGO_ENABLED', '0'],
    ['GO111MODULE', 'on'],
    ['GOARCH', 'arm64'],
    ['GODEBUG', 'x=1'],
    ['GOENV', 'off'],
    ['GOFLAGS', ''],
    ['GOOS', 'linux'],
    ['GOWORK', '$MANIFEST/go.work'],
    ['GO_EXTLINK_ENABLED', '0'],
  ]);
});

test('the module of the manifest is `.`, and a path outside starts with `..`', () => {
  expect(recordedCommand(run, '/home/me/shop/api').directory).toBe('.');
  expect(recordedCommand(run, '/home/me/shop/api').argv).toContain('-pgo=$MANIFEST/../cpu.pgo');
});
