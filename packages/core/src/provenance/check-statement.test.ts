import { describe, expect, test } from 'vitest';
import {
  digestOf,
  linkedModule,
  madeCommit,
  madeInfo,
  madeStatement,
  withDefinition,
} from '../../test/made-statement.js';
import type { GoBuildInfo } from '../go/build-info.js';
import { type ArchiveFacts, type CheckedEntry, checkStatement, sourceOf } from './check-statement.js';
import type { Resource, Statement } from './statement.js';

const { statement, facts } = madeStatement();

const found = (claimed: Statement, actual: ArchiveFacts): object[] =>
  checkStatement(claimed, actual).map(({ code, args }) => ({ code, ...args }));

const [program, file] = facts.entries ?? [];

/** The facts of the archive with a different program. */
function withProgram(info: Partial<GoBuildInfo>, name = 'bin/a'): ArchiveFacts {
  const entries = [program && { ...program, name, info: madeInfo(info) }, file];
  return { ...facts, entries: entries.filter((each): each is CheckedEntry => each !== undefined) };
}

const withDependencies = (...dependencies: readonly Resource[]): Statement =>
  withDefinition(statement, ({ resolvedDependencies }) => ({
    resolvedDependencies: [...resolvedDependencies.slice(0, 2), ...dependencies],
  }));

test('true claims have no findings', () => {
  expect(found(statement, facts)).toEqual([]);
});

describe('the archive and its entries', () => {
  test('must have the digests in the provenance', () => {
    expect(found(statement, { ...facts, sha256: digestOf('f') })).toEqual([
      { code: 'provenance-digest', name: 'lambda.zip', found: digestOf('f'), expected: digestOf('a') },
    ]);
    const entries = (facts.entries ?? []).map((each) => ({ ...each, sha256: digestOf('f') }));
    expect(found(statement, { ...facts, entries })).toEqual([
      { code: 'provenance-digest', name: 'bin/a', found: digestOf('f'), expected: digestOf('b') },
      { code: 'provenance-digest', name: 'x.txt', found: digestOf('f'), expected: digestOf('c') },
    ]);
  });

  test('must be the entries in the provenance', () => {
    const [zip, ...entries] = statement.subject;
    const claimed = {
      ...statement,
      subject: [...(zip ? [zip] : []), ...entries.slice(0, 1), { name: 'y', digest: {} }],
    };
    expect(found(claimed, facts)).toEqual([
      { code: 'provenance-entries', name: 'x.txt', has: true },
      { code: 'provenance-entries', name: 'y', has: false },
    ]);
  });

  test('do not match a subject without SHA-256', () => {
    const subject = statement.subject.map((each) => ({ ...each, digest: { sha512: 'x' } }));
    expect(found({ ...statement, subject }, facts)).toMatchObject([
      { name: 'lambda.zip', expected: 'nothing' },
      { name: 'bin/a', expected: 'nothing' },
      { name: 'x.txt', expected: 'nothing' },
    ]);
  });

  test('are not compared if they could not be read', () => {
    const [zip] = statement.subject;
    expect(found({ ...statement, subject: zip ? [zip] : [] }, { ...facts, entries: null })).toEqual([]);
  });
});

describe('the format', () => {
  const claiming = (
    more: Partial<Statement['predicate']['buildDefinition']['internalParameters']>,
  ): Statement =>
    withDefinition(statement, ({ internalParameters }) => ({
      internalParameters: { ...internalParameters, ...more },
    }));

  test('must be the one that lambdazip writes', () => {
    expect(found(claiming({ archiveFormat: 2 }), facts)).toEqual([
      { code: 'provenance-format', field: 'archive-format', claim: 2, found: 1 },
    ]);
  });

  test('must have the level, unless the level is unknown', () => {
    const claimed = claiming({ compression: 9 });
    expect(found(claimed, facts)).toEqual([
      { code: 'provenance-format', field: 'compression-level', claim: 9, found: 6 },
    ]);
    expect(found(claimed, { ...facts, level: null })).toEqual([]);
  });
});

describe('the release of go', () => {
  test('must be the one that built each program', () => {
    expect(found(statement, withProgram({ goVersion: 'go1.25.0' }))).toMatchObject([
      { code: 'provenance-toolchain', program: 'bin/a', found: 'go1.25.0', claim: 'go1.26.8' },
      { code: 'provenance-toolchain', program: 'no program', found: 'go1.26.8', claim: 'go1.26.8' },
      { code: 'provenance-command', program: 'bin/a' },
    ]);
  });

  test('must be in the provenance', () => {
    const claimed = withDefinition(statement, ({ resolvedDependencies }) => ({
      resolvedDependencies: resolvedDependencies.filter(({ name }) => name !== 'go1.26.8'),
    }));
    expect(found(claimed, facts)).toEqual([
      { code: 'provenance-toolchain', program: 'bin/a', found: 'go1.26.8', claim: 'no Go release' },
    ]);
  });
});

describe('the command of a program', () => {
  test.each([
    [
      'architecture',
      { GOARCH: 'amd64', CGO_ENABLED: '0', '-tags': 'lambda.norpc' },
      'go1.26.8 GOARCH=amd64 CGO_ENABLED=0 -tags lambda.norpc',
    ],
    [
      'cgo',
      { GOARCH: 'arm64', CGO_ENABLED: '1', '-tags': 'lambda.norpc' },
      'go1.26.8 GOARCH=arm64 CGO_ENABLED=1 -tags lambda.norpc',
    ],
    ['tags', { GOARCH: 'arm64', CGO_ENABLED: '0' }, 'go1.26.8 GOARCH=arm64 CGO_ENABLED=0'],
  ])('must have its %s', (_, settings, text) => {
    expect(found(statement, withProgram({ settings }))).toEqual([
      {
        code: 'provenance-command',
        program: 'bin/a',
        found: text,
        claim: 'go1.26.8 GOARCH=arm64 CGO_ENABLED=0 -tags lambda.norpc',
      },
    ]);
  });

  test('does not include experiments, which go prints after the release', () => {
    const claimed = withDefinition(statement, ({ resolvedDependencies }) => ({
      resolvedDependencies: resolvedDependencies.map((each) =>
        each.name === 'go1.26.8' ? { ...each, name: 'go1.26.8 X:boringcrypto' } : each,
      ),
    }));
    expect(found(claimed, withProgram({ goVersion: 'go1.26.8 X:boringcrypto' }))).toEqual([]);
  });

  test('can be any of several', () => {
    const claimed = withDefinition(statement, ({ internalParameters }) => {
      const [command] = internalParameters.commands;
      const other = command && { ...command, argv: ['go', 'build'] };
      return {
        internalParameters: {
          ...internalParameters,
          commands: [...(other ? [other] : []), ...internalParameters.commands],
        },
      };
    });
    expect(found(claimed, facts)).toEqual([]);
    expect(found(claimed, withProgram({ settings: { GOARCH: 'arm64', CGO_ENABLED: '0' } }))).toEqual([]);
  });

  test('is missing without commands', () => {
    const claimed = withDefinition(statement, ({ internalParameters }) => ({
      internalParameters: { ...internalParameters, commands: [] },
    }));
    expect(found(claimed, facts)).toMatchObject([{ code: 'provenance-command', claim: 'no command' }]);
  });

  test('is not needed for a program among the files of the manifest, which a different build made', () => {
    const settings = { GOARCH: 'amd64' };
    const claimed = (files: object): Statement =>
      withDefinition(statement, () => ({ externalParameters: { manifest: { files } } }));
    expect(found(claimed({ 'bin/': {} }), withProgram({ settings }))).toEqual([]);
    expect(found(claimed({ 'bin/a': {} }), withProgram({ settings }))).toEqual([]);
    expect(found(claimed({ bin: {} }), withProgram({ settings }))).toHaveLength(1);
    expect(
      found(
        withDefinition(statement, () => ({ externalParameters: {} })),
        withProgram({ settings }),
      ),
    ).toHaveLength(1);
  });
});

describe('the modules', () => {
  const lib = (annotations: Readonly<Record<string, string>>): Resource => ({
    name: 'example.com/lib',
    annotations,
  });

  test('must have their versions', () => {
    expect(found(withDependencies(lib({ version: 'v1.0.0', sum: 'h1:AAAA' })), facts)).toEqual([
      { code: 'provenance-module', module: 'example.com/lib', found: 'v1.2.3', claim: 'v1.0.0' },
    ]);
  });

  test('must have their sums', () => {
    const module = 'example.com/lib v1.2.3';
    expect(found(withDependencies(lib({ version: 'v1.2.3', sum: 'h1:BBBB' })), facts)).toEqual([
      { code: 'provenance-module', module, found: 'sum h1:AAAA', claim: 'sum h1:BBBB' },
    ]);
    expect(found(withDependencies(lib({ version: 'v1.2.3' })), facts)).toEqual([
      { code: 'provenance-module', module, found: 'sum h1:AAAA', claim: 'no sum' },
    ]);
  });

  test('may have a sum in the provenance only: a program has none of vendored modules', () => {
    const dependencies = [linkedModule('example.com/lib', 'v1.2.3', '')];
    expect(found(statement, withProgram({ dependencies }))).toEqual([]);
  });

  test('must be the linked modules', () => {
    expect(found(withDependencies(), facts)).toEqual([
      { code: 'provenance-module', module: 'example.com/lib', found: 'v1.2.3', claim: 'none' },
    ]);
    expect(found(statement, withProgram({ dependencies: [] }))).toEqual([
      { code: 'provenance-module', module: 'example.com/lib', found: 'none', claim: 'v1.2.3' },
    ]);
  });

  test('must have their replacements', () => {
    const replacement = { path: './lib', version: '', sum: '' };
    const dependencies = [linkedModule('example.com/lib', 'v1.2.3', '', replacement)];
    expect(found(withDependencies(lib({ replacedBy: './lib' })), withProgram({ dependencies }))).toEqual([]);
    expect(found(withDependencies(lib({})), withProgram({ dependencies }))).toEqual([
      {
        code: 'provenance-module',
        module: 'example.com/lib',
        found: 'no version, replaced by ./lib',
        claim: 'no version',
      },
    ]);
  });

  test('do not include dependencies of other kinds', () => {
    const image = { name: 'image', uri: 'pkg:oci/image' };
    const [, , module] = statement.predicate.buildDefinition.resolvedDependencies;
    expect(found(withDependencies(...(module ? [module] : []), image), facts)).toEqual([]);
  });
});

describe('the commit in the provenance', () => {
  const withSource = (source: Partial<Resource>): Statement =>
    withDefinition(statement, () => ({ resolvedDependencies: [{ name: 'source', ...source }] }));

  test('is read with the state of the working tree', () => {
    expect(sourceOf(statement)).toEqual({ commit: madeCommit, tree: 'clean' });
    const digest = { gitCommit: madeCommit };
    expect(sourceOf(withSource({ digest, annotations: { tree: 'dirty' } }))).toMatchObject({ tree: 'dirty' });
  });

  test('has an unknown state if the provenance does not have a known one', () => {
    const digest = { gitCommit: madeCommit };
    expect(sourceOf(withSource({ digest }))).toEqual({ commit: madeCommit, tree: 'unknown' });
    expect(sourceOf(withSource({ digest, annotations: { tree: 'tidy' } }))).toMatchObject({
      tree: 'unknown',
    });
  });

  test('is undefined without a commit', () => {
    expect(
      sourceOf(withSource({ annotations: { commit: 'none', reason: 'no-repository' } })),
    ).toBeUndefined();
    expect(sourceOf(withDefinition(statement, () => ({ resolvedDependencies: [] })))).toBeUndefined();
  });
});
