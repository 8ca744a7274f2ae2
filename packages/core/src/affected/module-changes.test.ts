import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { usualSettings } from '../../test/usual-settings.js';
import type { GoRun } from '../go/go-run.js';
import { moduleChanges } from './module-changes.js';
import type { Change } from './reason.js';

const run: GoRun = {
  id: 'run',
  programs: [],
  module: { root: '/project', path: 'example.com/m', goLine: null, toolchainLine: null },
  settings: usualSettings,
  toolchain: { program: '/go/bin/go', version: '1.26.8', selection: 'local' },
  machine: { variables: {}, flags: '' },
};

interface Versions {
  /** undefined if the file did not exist. */
  readonly was?: string | undefined;
  /** undefined if the file does not exist. */
  readonly is?: string | undefined;
}

/** Compares files whose fake `go mod edit -json` prints them as they are: a go.mod contains what go would print. */
async function changes(files: { readonly 'go.mod'?: Versions; readonly 'go.sum'?: Versions }) {
  const all = Object.entries(files);
  const memory = memoryHost(
    Object.fromEntries(all.flatMap(([name, { is }]) => (is === undefined ? [] : [[`/project/${name}`, is]]))),
    {
      processes: {
        run: async ({ argv }) => {
          const standardOutput = memory.files()[argv.at(-1) ?? ''] ?? '';
          const exitCode = standardOutput.startsWith('{') ? 0 : 1;
          return { exitCode, killedBy: null, standardOutput, standardError: '' };
        },
      },
    },
  );
  const { modules, everything } = await moduleChanges(
    run,
    {
      changes: new Map(all.map(([name]): [string, Change] => [`/project/${name}`, 'modified'])),
      before: async (path) => new Map(all.map(([name, { was }]) => [`/project/${name}`, was])).get(path),
    },
    memory,
  );
  expect(memory.paths().filter((path) => path.startsWith('/tmp/'))).toEqual([]);
  return { modules: [...modules], everything };
}

const goMod = (was: object, is: object) =>
  changes({
    'go.mod': {
      was: JSON.stringify({ Go: '1.21', ...was }),
      is: JSON.stringify({ Go: '1.21', ...is }),
    },
  });
const a1 = { Path: 'example.com/a', Version: 'v1.0.0' };
const a2 = { ...a1, Version: 'v1.1.0' };
const b1 = { Path: 'example.com/b', Version: 'v1.0.0' };

describe('a change of go.mod', () => {
  test('affects nothing if only its formatting differs', async () => {
    expect(await goMod({ Require: [a1, b1] }, { Require: [b1, a1], Exclude: null })).toEqual({
      modules: [],
      everything: null,
    });
  });

  test('affects the modules with a different version, and those that were added or removed', async () => {
    expect(await goMod({ Require: [a1] }, { Require: [a2, b1] })).toEqual({
      modules: ['example.com/a', 'example.com/b'],
      everything: null,
    });
    expect(await goMod({ Require: [a1] }, {})).toEqual({ modules: ['example.com/a'], everything: null });
  });

  test('affects the modules with a different replacement', async () => {
    const replaced = (New: object) => ({
      Replace: [{ Old: { Path: 'example.com/a', Version: 'v1.0.0' }, New }],
    });
    expect(await goMod(replaced({ Path: './one' }), replaced({ Path: './other' }))).toEqual({
      modules: ['example.com/a'],
      everything: null,
    });
    expect(await goMod(replaced({ Path: './one' }), replaced({ Path: './one' }))).toMatchObject({
      modules: [],
    });
  });

  test.each([
    ['the go line', { Go: '1.22' }, 'the line `go 1.22`'],
    ['a godebug line', { Godebug: [{ Key: 'http2client', Value: '0' }] }, 'a line `godebug`'],
    ['an exclude line', { Exclude: [a1] }, 'a line `exclude`'],
  ])('affects everything if it is %s', async (_, is, everything) => {
    expect(await goMod({}, is)).toEqual({ modules: [], everything });
  });

  test('affects everything if go.mod does not list indirect requirements, as up to Go 1.16', async () => {
    const old = 'a requirement, and go.mod does not list the indirect ones';
    expect(await goMod({ Go: '1.16' }, { Go: '1.16', Require: [a1] })).toMatchObject({ everything: old });
    expect(await goMod({ Go: '1.16' }, { Go: '1.16' })).toMatchObject({ everything: null });
    expect(await goMod({ Go: '1.17' }, { Go: '1.17', Require: [a1] })).toMatchObject({ everything: null });
    const withoutGoLine = { was: '{}', is: JSON.stringify({ Require: [a1] }) };
    expect(await changes({ 'go.mod': withoutGoLine })).toMatchObject({ everything: old });
  });

  test('affects everything if it is new or go cannot read it', async () => {
    expect(await changes({ 'go.mod': { is: '{}' } })).toEqual({ modules: [], everything: 'go.mod is new' });
    for (const broken of [{ was: 'modul x', is: '{}' }, { was: '{}', is: 'modul x' }, { was: '{}' }]) {
      expect(await changes({ 'go.mod': broken })).toEqual({
        modules: [],
        everything: 'go.mod cannot be read',
      });
    }
  });
});

describe('a change of go.sum', () => {
  const sum = (module: string, hash: string): string => `example.com/${module} v1.0.0 h1:${hash}=\n`;

  test('affects the modules with a different sum for the same version', async () => {
    const found = await changes({
      'go.sum': { was: sum('a', 'A') + sum('b', 'B'), is: sum('a', 'A') + sum('b', 'other') },
    });
    expect(found).toEqual({ modules: ['example.com/b'], everything: null });
  });

  test('does not affect modules whose sum was added or removed', async () => {
    expect(await changes({ 'go.sum': { was: sum('a', 'A'), is: sum('b', 'B') } })).toMatchObject({
      modules: [],
    });
    expect(await changes({ 'go.sum': { is: sum('b', 'B') } })).toMatchObject({ modules: [] });
    expect(await changes({ 'go.sum': { was: sum('b', 'B') } })).toMatchObject({ modules: [] });
  });
});

test('nothing is affected if neither go.mod nor go.sum has changed', async () => {
  expect(await changes({})).toEqual({ modules: [], everything: null });
});
