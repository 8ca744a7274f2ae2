import { describe, expect, test } from 'vitest';
import type { MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import { parseSource } from '../../documents/parse-source.js';
import { readCloudFormation } from './read-cloudformation.js';

function findings(text: string): readonly MigrationDiagnostic[] {
  const reading = parseSource('template.yaml', text);
  if (reading.kind === 'refused') throw new Error(reading.problem.message);
  const found: MigrationDiagnostic[] = [];
  const project = {
    root: '/project',
    files: [],
    links: [],
    outside: () => [],
    namesIn: async () => [],
    read: async () => undefined,
    display: (path: string) => path,
  };
  readCloudFormation(reading.document, 'sam', { project, report: (finding) => found.push(finding) });
  return found;
}

function described(text: string): readonly string[] {
  return findings(text).map(({ args, location }) => `${location.line}: ${Object.values(args).join(' | ')}`);
}

const resource = (properties: string, globals = '{}', type = 'AWS::Serverless::Function'): string =>
  `Globals: {Function: ${globals}}\nResources:\n  F:\n    Type: ${type}\n    Properties: ${properties}\n`;

describe('template-value-unresolved', () => {
  const cannot = (what: string, text: string): string => `5: ${what} of F | ${text}`;
  test.each<[properties: string, expected: string[]]>([
    ['{Runtime: go1.x, Handler: a}', []],
    ['{Runtime: !Ref R, Handler: a}', [cannot('Runtime', '!Ref R')]],
    ['{Runtime: go1.x, Handler: !Ref H}', [cannot('Handler', '!Ref H')]],
    ['{Runtime: go1.x, Handler: a, CodeUri: !Ref C}', [cannot('code', '!Ref C')]],
    ['{Runtime: go1.x, Handler: a, Architectures: !Ref A}', [cannot('Architectures', '!Ref A')]],
    ['{Runtime: !If [C, nodejs22.x, provided.al2], Handler: !Ref H}', [cannot('Handler', '!Ref H')]],
    // Nothing for functions that are certainly not Go, for images, or for other settings.
    ['{Runtime: nodejs22.x, Handler: !Ref H, CodeUri: !Ref C, Architectures: !Ref A}', []],
    ['{PackageType: Image, Architectures: !Ref A}', []],
    [
      '{Runtime: go1.x, Handler: a, MemorySize: !Ref M, Role: !GetAtt R.Arn, Environment: !ImportValue e}',
      [],
    ],
    ['{Handler: !Ref H}', []],
  ])('of %s', (properties, expected) => {
    expect(described(resource(properties))).toEqual(expected);
  });

  test('is a warning with the location of the value, even in the globals', () => {
    expect(findings(resource('{Handler: a}', '{Runtime: !Ref R}'))).toMatchObject([
      {
        code: 'template-value-unresolved',
        severity: 'warning',
        location: { file: 'template.yaml', line: 1, column: 31 },
      },
    ]);
  });
});

describe('template-contradiction', () => {
  test.each<[properties: string, expected: string[]]>([
    [
      '{Runtime: go1.x, Handler: a, Runtime: nodejs22.x}',
      ['5: duplicate Runtime in F: go1.x and nodejs22.x'],
    ],
    ['{Runtime: nodejs20.x, Handler: a, Runtime: nodejs22.x}', []],
    [
      '{Runtime: nodejs22.x, Handler: a, Runtime: go1.x}',
      ['5: duplicate Runtime in F: nodejs22.x and go1.x'],
    ],
    ['{Runtime: go1.x, Handler: a, Handler: b}', ['5: duplicate Handler in F: a and b']],
    ['{Runtime: go1.x, Handler: a, Handler: a}', []],
    ['{Runtime: go1.x, Handler: a, Layers: [a], Layers: [b]}', ['5: duplicate Layers in F']],
    ['{Runtime: nodejs22.x, Handler: a, Handler: b}', []],
    ['{Runtime: go1.x}', ['3: F has the runtime go1.x but no Handler']],
    ['{Runtime: go1.x, Handler: }', ['3: F has the runtime go1.x but no Handler']],
    [
      '{Runtime: !If [C, go1.x, provided.al2]}',
      ['3: F has the runtime go1.x or provided.al2 but no Handler'],
    ],
    ['{Runtime: !If [C, go1.x, nodejs22.x]}', []],
    ['{Runtime: nodejs22.x}', []],
    ['{Runtime: go1.x, Fn::Transform: {Name: AWS::Include}}', []],
    ['{Runtime: provided.al2, PackageType: Image}', []],
    ['{PackageType: Zip, ImageUri: x}', ['5: F has PackageType Zip and an ImageUri']],
    ['{Runtime: python3.13, PackageType: Zip, ImageUri: x}', []],
  ])('of %s', (properties, expected) => {
    expect(described(resource(properties))).toEqual(expected);
  });

  test('is an error', () => {
    expect(findings(resource('{Runtime: go1.x}'))).toMatchObject([
      { code: 'template-contradiction', severity: 'error', location: { line: 3, column: 3 } },
    ]);
  });

  test('is not a handler in the globals', () => {
    expect(described(resource('{Runtime: go1.x}', '{Handler: bootstrap}'))).toEqual([]);
  });

  test('is not a key that overrides one from <<', () => {
    const text = 'X: &x {Runtime: a, Handler: a}\n';
    expect(described(text + resource('{<<: *x, Runtime: go1.x, <<: {Handler: b}}'))).toEqual([]);
  });

  test('is a CloudFormation image with PackageType Zip', () => {
    const properties = '{PackageType: Zip, Code: {ImageUri: x}}';
    expect(described(resource(properties, '{}', 'AWS::Lambda::Function'))).toHaveLength(1);
  });

  test('is a duplicate ID of a Go function', () => {
    const go = "{Type: 'AWS::Serverless::Function', Properties: {Runtime: go1.x, Handler: a}}";
    const node = "{Type: 'AWS::Serverless::Function', Properties: {Runtime: nodejs22.x, Handler: a}}";
    const table = "{Type: 'AWS::DynamoDB::Table'}";
    const twice = (first: string, second: string): readonly string[] =>
      described(`Resources:\n  F: ${first}\n  F: ${second}\n`);
    expect(twice(go, node)).toEqual(['3: duplicate resource ID F']);
    expect(twice(node, go)).toEqual(['3: duplicate resource ID F']);
    expect(twice(go, go)).toEqual(['3: duplicate resource ID F']);
    expect(twice(node, node)).toEqual([]);
    expect(twice(table, table)).toEqual([]);
  });

  test('is a duplicate section or globals setting', () => {
    const text = 'Globals: {Function: {Runtime: a, Runtime: b}}\nResources: {}\nResources: {A: b}\n';
    expect(described(text)).toEqual([
      '3: duplicate section Resources',
      '1: duplicate Runtime in Globals.Function: a and b',
    ]);
  });

  test('is reported once for a resource in a loop', () => {
    const text = `Resources:
  'Fn::ForEach::A':
    - N
    - [a, b]
    - F: {Type: 'AWS::Serverless::Function', Properties: {Runtime: go1.x}}
`;
    expect(described(text)).toEqual(['5: F has the runtime go1.x but no Handler']);
  });
});
