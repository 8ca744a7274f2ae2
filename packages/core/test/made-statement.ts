import type { GoBuildInfo, ReplaceableModule } from '../src/go/build-info.js';
import type { ArchiveFacts } from '../src/provenance/check-statement.js';
import { buildType, predicateType, type Statement, statementType } from '../src/provenance/statement.js';

export const digestOf = (digit: string): string => digit.repeat(64);

export const madeCommit = '0123456789012345678901234567890123456789';

/** A module that is linked into a program. */
export const linkedModule = (
  path: string,
  version: string,
  sum: string,
  replacedBy: ReplaceableModule['replacedBy'] = null,
): ReplaceableModule => ({ path, version, sum, replacedBy });

/** The build info of a program for arm64. */
export const madeInfo = (more: Partial<GoBuildInfo> = {}): GoBuildInfo => ({
  goVersion: 'go1.26.8',
  path: 'example.com/m/cmd/a',
  main: { path: 'example.com/m', version: '(devel)', sum: '' },
  dependencies: [linkedModule('example.com/lib', 'v1.2.3', 'h1:AAAA')],
  settings: { GOARCH: 'arm64', CGO_ENABLED: '0', '-tags': 'lambda.norpc' },
  ...more,
});

interface MadeStatement {
  readonly statement: Statement;
  /** The archive that it is the provenance of: its claims hold. */
  readonly facts: ArchiveFacts;
}

/** Provenance of an archive with the program `bin/a` and the file `x.txt`. */
export function madeStatement(): MadeStatement {
  const facts: ArchiveFacts = {
    name: 'lambda.zip',
    sha256: digestOf('a'),
    level: 6,
    entries: [
      { name: 'bin/a', sha256: digestOf('b'), info: madeInfo() },
      { name: 'x.txt', sha256: digestOf('c'), info: undefined },
    ],
  };
  const statement: Statement = {
    _type: statementType,
    subject: [
      { name: 'lambda.zip', digest: { sha256: digestOf('a') } },
      { name: 'bin/a', digest: { sha256: digestOf('b') } },
      { name: 'x.txt', digest: { sha256: digestOf('c') } },
    ],
    predicateType,
    predicate: {
      buildDefinition: {
        buildType,
        externalParameters: {
          archive: 'lambda',
          manifest: { files: { 'x.txt': { source: './x.txt', mode: '0644' } } },
        },
        internalParameters: {
          lambdazip: '1.0.0',
          archiveFormat: 1,
          compression: 6,
          variables: {},
          commands: [
            {
              go: '1.26.8',
              directory: '.',
              argv: ['go', 'build', '-tags', 'lambda.norpc', '--', './cmd/a'],
              environment: { CGO_ENABLED: '0', GOARCH: 'arm64' },
            },
          ],
        },
        resolvedDependencies: [
          { name: 'source', digest: { gitCommit: madeCommit }, annotations: { tree: 'clean' } },
          { name: 'go1.26.8', uri: 'pkg:golang/toolchain@1.26.8' },
          {
            name: 'example.com/lib',
            uri: 'pkg:golang/example.com/lib@v1.2.3',
            annotations: { version: 'v1.2.3', sum: 'h1:AAAA' },
          },
        ],
      },
      runDetails: { builder: { id: 'pkg:npm/%40lambdazip/core' } },
    },
  };
  return { statement, facts };
}

type Definition = Statement['predicate']['buildDefinition'];

/** Provenance with different claims. */
export function withDefinition(
  statement: Statement,
  change: (definition: Definition) => Partial<Definition>,
): Statement {
  const { predicate } = statement;
  const { buildDefinition } = predicate;
  return {
    ...statement,
    predicate: { ...predicate, buildDefinition: { ...buildDefinition, ...change(buildDefinition) } },
  };
}
