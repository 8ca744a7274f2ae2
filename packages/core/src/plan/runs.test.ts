import { expect, test } from 'vitest';
import { usualSettings } from '../../test/usual-settings.js';
import { argumentsOf } from '../go/go-run.js';
import type { HandlerPackage, PackageGroup } from './packages.js';
import { planRuns } from './runs.js';

/** Without the properties that planning runs does not use. */
function main(handler: string, path: string, files: readonly string[] = []): HandlerPackage {
  return {
    handler,
    target: { request: { kind: files.length > 0 ? 'files' : 'directory' }, archive: { layout: 'binaries' } },
    package: { importPath: `m/${path}`, directory: `/m/${path}`, goFiles: files },
    arguments: files.length > 0 ? files.map((file) => `./${path}/${file}`) : [`./${path}`],
  } as unknown as HandlerPackage;
}

const group = (mains: readonly HandlerPackage[], more: Partial<PackageGroup> = {}): PackageGroup => ({
  module: { root: '/m', path: 'example.com/m', goLine: null, toolchainLine: null },
  settings: usualSettings,
  toolchain: { program: '/go', version: '1.26.8', selection: 'local' },
  machine: { variables: {}, flags: '' },
  mains,
  ...more,
});
const programsOf = (...groups: readonly PackageGroup[]): string[][] =>
  planRuns(groups).runs.map(({ programs }) => programs.map((each) => argumentsOf([each]).join(' ')));

test('different programs share a run, sorted', () => {
  expect(programsOf(group([main('b', 'cmd/b'), main('a', 'cmd/a')]))).toEqual([['./cmd/a', './cmd/b']]);
});

test('handlers of one main package share its program', () => {
  const { runs, sources } = planRuns([group([main('x', 'cmd/a'), main('y', 'cmd/a')])]);
  expect(runs[0]?.programs).toMatchObject([{ executable: 'a', mains: [{ handlers: ['x', 'y'] }] }]);
  expect(sources.map(({ main: { handler }, executable }) => [handler, executable])).toEqual([
    ['x', 'a'],
    ['y', 'a'],
  ]);
});

test('programs with the same name, ignoring case, are in different runs', () => {
  expect(programsOf(group([main('x', 'one/run'), main('y', 'two/Run'), main('z', 'a')]))).toEqual([
    ['./a', './one/run'],
    ['./two/Run'],
  ]);
});

test('a list of files has its own run, after the others', () => {
  expect(programsOf(group([main('x', 'cmd', ['b.go', 'c.go']), main('y', 'cmd/a')]))).toEqual([
    ['./cmd/a'],
    ['./cmd/b.go ./cmd/c.go'],
  ]);
});

test('the id of a run depends on module, settings and release, not on the packages', () => {
  const ids = (...groups: readonly PackageGroup[]): string[] => planRuns(groups).runs.map(({ id }) => id);
  const a = main('a', 'cmd/a');
  const [first] = ids(group([a]));
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(ids(group([a, main('b', 'cmd/b')]))).toEqual([first]);
  const others = [
    group([a], { settings: { ...usualSettings, strip: false } }),
    group([a], { module: { root: '/n', path: 'example.com/m', goLine: null, toolchainLine: null } }),
    group([a], { toolchain: { program: '/go', version: '1.26.9', selection: 'local' } }),
  ];
  expect(new Set([first, ...ids(...others)]).size).toBe(4);
  // Nor on the machine.
  expect(ids(group([a], { machine: { variables: { HOME: '/x' }, flags: '' } }))).toEqual([first]);
});
