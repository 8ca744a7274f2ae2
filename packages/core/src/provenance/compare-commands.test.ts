import { expect, test } from 'vitest';
import type { GoCommand } from '../plan/recorded-command.js';
import { compareCommands } from './compare-commands.js';

const command = (argv: readonly string[], more: Partial<GoCommand> = {}): GoCommand => ({
  go: '1.26.8',
  directory: '.',
  argv: ['go', 'build', '-v', '-trimpath', ...argv, '--', './cmd/a'],
  environment: { GOARCH: 'arm64', GOOS: 'linux' },
  ...more,
});

test('equal commands have no difference, in any order', () => {
  const [one, other] = [command(['-tags', 'x']), command(['-tags', 'y'])];
  expect(compareCommands([one, other], [other, one])).toEqual([]);
  expect(compareCommands([], [])).toEqual([]);
});

test('a flag is shown with its value', () => {
  expect(compareCommands([command(['-ldflags', '-s -w'])], [command(['-ldflags', '-s'])])).toEqual([
    { found: '-ldflags -s -w', other: '-ldflags -s' },
  ]);
});

test('flags without a value are not joined with the next flag', () => {
  expect(compareCommands([command(['-tags', 'x'])], [command([])])).toEqual([
    { found: '-tags x', other: 'none' },
  ]);
  const short = (argv: readonly string[]): GoCommand => command([], { argv: ['go', 'build', ...argv] });
  expect(compareCommands([short(['-v', '-trimpath', '-mod=vendor'])], [short(['-v', '-trimpath'])])).toEqual([
    { found: '-mod=vendor', other: 'none' },
  ]);
  // The packages follow `--`, whatever flag is before it.
  expect(compareCommands([short(['-race', '--', './cmd/a'])], [short(['-race', '--', './cmd/b'])])).toEqual([
    { found: './cmd/a', other: './cmd/b' },
  ]);
});

test('the release of go, variables and packages are compared', () => {
  const other = command([], {
    go: '1.25.0',
    environment: { GOARCH: 'amd64', GOOS: 'linux', CGO_ENABLED: '0' },
  });
  expect(compareCommands([command([])], [other])).toEqual([
    { found: 'go1.26.8 GOARCH=arm64', other: 'go1.25.0 GOARCH=amd64 CGO_ENABLED=0' },
  ]);
});

test('a command that only one side has differs by its words that are nowhere else', () => {
  expect(compareCommands([command([]), command(['-tags', 'x'])], [command([])])).toEqual([
    { found: '-tags x', other: 'none' },
  ]);
});
