import { describe, expect, test } from 'vitest';
import { planOf } from '../../test/machine-with-go.js';
import { digestOf, linkedModule, madeCommit, madeInfo } from '../../test/made-statement.js';
import type { BuildPlan } from '../plan/build-plan.js';
import { checkStatement } from './check-statement.js';
import { goCommands, makeStatement, type StatementRequest, statementText } from './make-statement.js';
import { readStatement } from './read-statement.js';
import type { Resource, Statement } from './statement.js';

const manifest = {
  variables: { V: '1', A: 'x' },
  handlers: { 'bin/b': './cmd/b', 'bin/a': './cmd/a' },
  go: { ldflags: '-X main.v=${V}', env: { GOPROXY: 'https://u:secret@example.com', GOEXPERIMENT: 'x' } },
};

const entries: StatementRequest['entries'] = [
  { name: 'bootstrap', sha256: digestOf('d'), info: undefined },
  { name: 'bin/b', sha256: digestOf('c'), info: madeInfo() },
  { name: 'bin/a', sha256: digestOf('b'), info: madeInfo() },
];

async function requestOf(more: Partial<StatementRequest> = {}, plan?: BuildPlan): Promise<StatementRequest> {
  const made = plan ?? (await planOf(manifest));
  const [archive] = made.archives;
  if (archive === undefined) throw new Error('the plan has no archive');
  return {
    plan: made,
    archive,
    fileName: 'lambda.zip',
    sha256: digestOf('a'),
    entries,
    git: null,
    sums: new Map(),
    version: '1.2.3',
    ...more,
  };
}

const made = async (more: Partial<StatementRequest> = {}): Promise<Statement> =>
  makeStatement(await requestOf(more));

const dependencies = async (more: Partial<StatementRequest>): Promise<readonly Resource[]> =>
  (await made(more)).predicate.buildDefinition.resolvedDependencies;

describe('provenance', () => {
  test('has the digests of the zip and of its entries, sorted by name', async () => {
    expect((await made()).subject).toEqual([
      { name: 'lambda.zip', digest: { sha256: digestOf('a') } },
      { name: 'bin/a', digest: { sha256: digestOf('b') } },
      { name: 'bin/b', digest: { sha256: digestOf('c') } },
      { name: 'bootstrap', digest: { sha256: digestOf('d') } },
    ]);
  });

  test('has the resolved manifest, in an order that does not depend on its text', async () => {
    const { externalParameters, internalParameters } = (await made()).predicate.buildDefinition;
    expect(externalParameters).toMatchObject({
      archive: 'lambda',
      manifest: {
        layout: 'binaries',
        architecture: 'arm64',
        handlers: { 'bin/a': { package: './cmd/a', go: { ldflags: ['-X', 'main.v=1'] } } },
      },
      programs: [
        { handler: 'bin/a', package: 'example.com/m/cmd/a', entry: 'bin/a' },
        { handler: 'bin/b', package: 'example.com/m/cmd/b', entry: 'bin/b' },
      ],
    });
    expect(internalParameters).toMatchObject({ lambdazip: '1.2.3', archiveFormat: 1, compression: 6 });
    const turned = {
      ...manifest,
      handlers: { 'bin/a': './cmd/a', 'bin/b': './cmd/b' },
      variables: { A: 'x', V: '1' },
    };
    const other = makeStatement(await requestOf({ entries: [...entries].reverse() }, await planOf(turned)));
    expect(statementText(other)).toBe(statementText(await made()));
  });

  test('has no environment variable that does not change a byte', async () => {
    const text = statementText(await made());
    expect(text).toContain('"GOEXPERIMENT": "x"');
    expect(text).not.toMatch(/GOPROXY|secret/);
  });

  test('has no absolute path', async () => {
    expect(statementText(await made())).not.toMatch(/\/project|\/go\/bin|\/tmp/);
  });

  test('can be read and its claims hold', async () => {
    const git = { kind: 'commit', commit: madeCommit, tree: 'clean', reason: null } as const;
    const request = await requestOf({ git });
    const reading = readStatement(statementText(makeStatement(request)));
    if (reading.kind !== 'statement') throw new Error(reading.reason);
    expect(reading.statement).toEqual(makeStatement(request));
    const facts = { name: 'lambda.zip', sha256: digestOf('a'), level: 6, entries };
    expect(checkStatement(reading.statement, facts)).toEqual([]);
  });
});

describe('the dependencies in provenance', () => {
  test('start with the commit and the state of the working tree', async () => {
    const git = { kind: 'commit', commit: madeCommit, tree: 'dirty', reason: null } as const;
    expect((await dependencies({ git }))[0]).toEqual({
      name: 'source',
      digest: { gitCommit: madeCommit },
      annotations: { tree: 'dirty' },
    });
  });

  test('have the reason why the commit is missing, as a word', async () => {
    const git = { kind: 'no-commit', problem: { kind: 'failed', reason: 'in /home/someone' } } as const;
    expect((await dependencies({ git }))[0]).toEqual({
      name: 'source',
      annotations: { commit: 'none', reason: 'git-failed' },
    });
  });

  test('have no source if git was not run', async () => {
    expect((await dependencies({})).map(({ name }) => name)).toEqual(['go1.26.8', 'example.com/lib']);
  });

  test('have each release of go once', async () => {
    const versions = ['go1.26.8', 'go1.25.0 X:boringcrypto', 'go1.26.8'];
    const programs = versions.map((goVersion, index) => ({
      name: `bin/${index}`,
      sha256: digestOf('b'),
      info: madeInfo({ goVersion, dependencies: [] }),
    }));
    expect(await dependencies({ entries: programs })).toEqual([
      { name: 'go1.25.0 X:boringcrypto', uri: 'pkg:golang/toolchain@1.25.0' },
      { name: 'go1.26.8', uri: 'pkg:golang/toolchain@1.26.8' },
    ]);
  });

  /** The modules, if a program has these. */
  const modules = async (
    linked: Parameters<typeof linkedModule>,
    sums: StatementRequest['sums'] = new Map(),
  ): Promise<readonly Resource[]> => {
    const info = madeInfo({ dependencies: [linkedModule(...linked)] });
    return (await dependencies({ sums, entries: [{ name: 'bin/a', sha256: digestOf('b'), info }] })).slice(1);
  };

  test('have modules with their sums, as digests in hexadecimal too', async () => {
    expect(await modules(['example.com/Lib', 'v1.2.3', 'h1:AAECAw=='])).toEqual([
      {
        name: 'example.com/Lib',
        uri: 'pkg:golang/example.com/lib@v1.2.3',
        digest: { dirHash: '00010203' },
        annotations: { version: 'v1.2.3', sum: 'h1:AAECAw==' },
      },
    ]);
  });

  test('have the sum in go.sum of a vendored module', async () => {
    const sums = new Map([['example.com/lib v1.2.3', 'h1:AAECAw==']]);
    expect(await modules(['example.com/lib', 'v1.2.3', ''], sums)).toMatchObject([
      { annotations: { version: 'v1.2.3', sum: 'h1:AAECAw==' } },
    ]);
  });

  test('have the replacement of a module', async () => {
    const fork = { path: 'example.com/fork', version: 'v1.0.1', sum: 'h1:AAAA' };
    expect(await modules(['example.com/lib', 'v1.2.3', '', fork])).toMatchObject([
      {
        name: 'example.com/lib',
        uri: 'pkg:golang/example.com/fork@v1.0.1',
        annotations: { version: 'v1.0.1', sum: 'h1:AAAA', replacedBy: 'example.com/fork' },
      },
    ]);
    const directory = { path: './lib', version: '(devel)', sum: '' };
    expect(await modules(['example.com/lib', 'v1.2.3', '', directory])).toEqual([
      { name: 'example.com/lib', annotations: { replacedBy: './lib' } },
    ]);
  });
});

test('the commands are those of the programs in the archive', async () => {
  const plan = await planOf({
    archives: {
      one: { handlers: { a: './cmd/a', b: './cmd/b' } },
      two: { handlers: { b: './cmd/b' } },
      three: { handlers: { c: './cmd/c' }, go: { tags: ['x'] } },
    },
  });
  const packages = plan.archives.map((archive) =>
    goCommands(plan, archive).map(({ argv }) => argv.slice(argv.indexOf('--') + 1)),
  );
  expect(packages).toEqual([[['./cmd/a', './cmd/b']], [['./cmd/b']], [['./cmd/c']]]);
});
