import { describe, expect, test } from 'vitest';
import { parseSource } from '../../documents/parse-source.js';
import type {
  ArchitectureSetting,
  Resolved,
  Setting,
  WrittenFunction,
  WrittenTemplate,
} from '../template-function.js';
import { readCloudFormation } from './read-cloudformation.js';

function read(text: string, file = 'template.yaml'): WrittenTemplate {
  const reading = parseSource(file, text);
  if (reading.kind === 'refused') throw new Error(reading.problem.message);
  const project = {
    root: '/project',
    files: [file],
    links: [],
    outside: () => [],
    namesIn: async () => [],
    read: async () => undefined,
    display: (path: string) => path,
  };
  return readCloudFormation(reading.document, 'sam', { project, report: () => undefined });
}

/** Reads a template with one function: its properties and the globals' function as one-line YAML. */
function one(properties: string, globals = '{}', type = 'AWS::Serverless::Function'): WrittenFunction {
  const text = `Globals: {Function: ${globals}}\nResources:\n  F:\n    Type: ${type}\n    Properties: ${properties}\n`;
  const [found] = read(text).functions;
  if (found === undefined) throw new Error('no function');
  return found;
}

const shown = (value: Resolved): unknown =>
  value.kind === 'known' ? value.value : value.kind === 'one-of' ? value.values : { unknown: value.text };
const setting = (found: Setting | null): unknown => found && [shown(found.value), found.origin];
const items = (found: ArchitectureSetting | null): unknown =>
  found && [found.values.map(shown), found.origin];

describe('a setting with a single value', () => {
  test.each<[title: string, own: string, globals: string, runtime: unknown]>([
    ["is the function's own", '{Runtime: a}', '{}', ['a', 'function']],
    ['comes from the globals', '{}', '{Runtime: a}', ['a', 'globals']],
    ['is its own if both set it', '{Runtime: a}', '{Runtime: b}', ['a', 'function']],
    ['is null', '{}', '{}', null],
    ['comes from the globals if its own is empty', '{Runtime: }', '{Runtime: b}', ['b', 'globals']],
    [
      'comes from the globals if its own is AWS::NoValue',
      '{Runtime: !Ref AWS::NoValue}',
      '{Runtime: b}',
      ['b', 'globals'],
    ],
    ['is null for AWS::NoValue', '{Runtime: !Ref AWS::NoValue}', '{}', null],
    [
      'falls back in one branch',
      '{Runtime: !If [C, a, !Ref AWS::NoValue]}',
      '{Runtime: b}',
      [['a', 'b'], 'function'],
    ],
  ])('%s', (_, own, globals, runtime) => {
    expect(setting(one(own, globals).runtime)).toEqual(runtime);
  });

  test('does not come from the globals for functions of plain CloudFormation', () => {
    const found = one('{}', '{Runtime: a, Architectures: [arm64]}', 'AWS::Lambda::Function');
    expect([found.runtime, found.inheritedArchitectures]).toEqual([null, null]);
  });

  test('has sites in the function and in the globals if both apply', () => {
    const { runtime } = one('{Runtime: !If [C, a, !Ref AWS::NoValue]}', '{Runtime: b}');
    expect(runtime?.sites.map(({ value }) => value)).toEqual(['a', 'b']);
  });

  test('has its location, in the file as named by the user', () => {
    const { runtime, location } = one('{Runtime: !Ref R}');
    expect(runtime?.location).toEqual({ file: 'template.yaml', line: 5, column: 27 });
    expect(location).toEqual({ file: 'template.yaml', line: 3, column: 3 });
    expect(runtime?.node).toMatchObject({ tag: '!Ref' });
  });

  test('has the anchored text as its site, through an alias and through <<', () => {
    const text = `
Shared: &shared
  Runtime: &runtime go1.x
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties: {Runtime: *runtime}
  B:
    Type: AWS::Serverless::Function
    Properties:
      <<: *shared
      Handler: b
  C: &c
    Type: AWS::Serverless::Function
    Properties: *shared
  D: *c
`;
    const { functions } = read(text);
    expect(functions.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D']);
    for (const { id, runtime } of functions) {
      const spans = runtime?.sites.map(({ node }) => node.span.start);
      expect(spans, id).toEqual([text.indexOf('go1.x')]);
    }
  });
});

describe('architectures', () => {
  test.each<[title: string, own: string, globals: string, architectures: unknown, inherited: unknown]>([
    ['own', '{Architectures: [arm64]}', '{}', [['arm64'], 'function'], null],
    ['inherited', '{}', '{Architectures: [arm64]}', null, [['arm64'], 'globals']],
    [
      'both',
      '{Architectures: [arm64]}',
      '{Architectures: [x86_64]}',
      [['arm64'], 'function'],
      [['x86_64'], 'globals'],
    ],
    ['none', '{}', '{}', null, null],
    [
      'an item from a parameter',
      '{Architectures: [!Ref Unknown]}',
      '{}',
      [[{ unknown: '[!Ref Unknown]' }], 'function'],
      null,
    ],
    [
      'an item by condition',
      '{Architectures: [!If [C, arm64, x86_64]]}',
      '{}',
      [[['arm64', 'x86_64']], 'function'],
      null,
    ],
    [
      'a list by condition',
      '{Architectures: !If [C, [arm64], [x86_64]]}',
      '{}',
      [[['arm64', 'x86_64']], 'function'],
      null,
    ],
    ['equal lists', '{Architectures: !If [C, [arm64], [arm64]]}', '{}', [['arm64'], 'function'], null],
    [
      'a list or nothing: the list or x86_64',
      '{Architectures: !If [C, [arm64], !Ref AWS::NoValue]}',
      '{}',
      [[['arm64', 'x86_64']], 'function'],
      null,
    ],
    [
      'a list or nothing: the list or the inherited one',
      '{Architectures: !If [C, [x86_64], !Ref AWS::NoValue]}',
      '{Architectures: [arm64]}',
      [[['x86_64', 'arm64']], 'function'],
      [['arm64'], 'globals'],
    ],
    ['nothing', '{Architectures: !Ref AWS::NoValue}', '{}', null, null],
    ['a string', '{Architectures: arm64}', '{}', [['arm64'], 'function'], null],
    [
      'lists of two lengths',
      '{Architectures: !If [C, [arm64], [arm64, x86_64]]}',
      '{}',
      [[{ unknown: '!If [C, [arm64], [arm64, x86_64]]' }], 'function'],
      null,
    ],
    [
      'an unknown value',
      '{Architectures: !Split [",", !Ref A]}',
      '{}',
      [[{ unknown: '!Split [",", !Ref A]' }], 'function'],
      null,
    ],
  ])('%s', (_, own, globals, architectures, inherited) => {
    const found = one(own, globals);
    expect(items(found.architectures)).toEqual(architectures);
    expect(items(found.inheritedArchitectures)).toEqual(inherited);
  });

  test('come from list parameters and mappings', () => {
    const text = `
Parameters:
  Lists: {Type: CommaDelimitedList, Default: 'arm64, x86_64'}
  Single: {Type: CommaDelimitedList, Default: arm64}
  Either: {Type: String, Default: arm64, AllowedValues: [arm64, x86_64]}
Mappings: {M: {a: {Arch: [x86_64]}, b: {Arch: [arm64]}}}
Resources:
  A: {Type: 'AWS::Serverless::Function', Properties: {Architectures: !Ref Lists}}
  B: {Type: 'AWS::Serverless::Function', Properties: {Architectures: !Ref Single}}
  C: {Type: 'AWS::Serverless::Function', Properties: {Architectures: [!Ref Either]}}
  D: {Type: 'AWS::Serverless::Function', Properties: {Architectures: !FindInMap [M, !Ref X, Arch]}}
`;
    const found = read(text).functions.map(({ architectures }) => [
      architectures?.values.map(shown),
      architectures?.sites.map(({ value }) => value),
    ]);
    expect(found).toEqual([
      [['arm64', 'x86_64'], []],
      [['arm64'], ['arm64']],
      [[['arm64', 'x86_64']], ['arm64', 'arm64', 'x86_64']],
      [[['x86_64', 'arm64']], ['x86_64', 'arm64']],
    ]);
  });
});

describe('code', () => {
  const serverless = 'AWS::Serverless::Function';
  const lambda = 'AWS::Lambda::Function';
  test.each<[title: string, type: string, own: string, globals: string, code: unknown]>([
    ['a directory', serverless, '{CodeUri: ./cmd/a/}', '{}', ['local', './cmd/a/', 'function']],
    ['a directory of the globals', serverless, '{}', '{CodeUri: bin}', ['local', 'bin', 'globals']],
    ['a missing CodeUri', serverless, '{}', '{}', ['local', '.', 'default']],
    [
      'a directory by condition',
      serverless,
      '{CodeUri: !If [C, a, b]}',
      '{}',
      ['local', ['a', 'b'], 'function'],
    ],
    ['an S3 address', serverless, '{CodeUri: s3://bucket/key}', '{}', ['s3']],
    ['a composed S3 address', serverless, '{CodeUri: !Sub "s3://${B}/key"}', '{}', ['s3']],
    ['a joined S3 address', serverless, '{CodeUri: !Join ["", ["s3://", !Ref B]]}', '{}', ['s3']],
    ['an S3 map', serverless, '{CodeUri: {Bucket: !Ref B, Key: k}}', '{}', ['s3']],
    ['an S3 map of the globals', serverless, '{}', '{CodeUri: {Bucket: b, Key: k}}', ['s3']],
    [
      'a file or S3',
      serverless,
      '{CodeUri: !If [C, a, s3://b/c]}',
      '{}',
      ['unknown', '!If [C, a, s3://b/c]'],
    ],
    ['an unknown value', serverless, '{CodeUri: !Ref Where}', '{}', ['unknown', '!Ref Where']],
    ['inline code', serverless, '{InlineCode: x, CodeUri: y}', '{}', ['inline']],
    ['an image', serverless, '{ImageUri: x}', '{}', ['image']],
    ['an image that SAM builds', serverless, '{PackageType: Image}', '{}', ['image']],
    ['an image by the globals', serverless, '{}', '{PackageType: Image}', ['image']],
    [
      'a zip among images',
      serverless,
      '{PackageType: Zip}',
      '{PackageType: Image}',
      ['local', '.', 'default'],
    ],
    [
      'a local path in CloudFormation',
      lambda,
      '{Code: ./dist/a.zip}',
      '{}',
      ['local', './dist/a.zip', 'function'],
    ],
    ['an S3 object of CloudFormation', lambda, '{Code: {S3Bucket: !Ref B, S3Key: k}}', '{}', ['s3']],
    ['inline code of CloudFormation', lambda, '{Code: {ZipFile: x}}', '{}', ['inline']],
    ['an image of CloudFormation', lambda, '{Code: {ImageUri: x}}', '{}', ['image']],
    [
      'code of CloudFormation that cannot be resolved',
      lambda,
      '{Code: !Ref Where}',
      '{}',
      ['unknown', '!Ref Where'],
    ],
    ['missing code of CloudFormation', lambda, '{}', '{}', ['unknown', 'not set']],
    ['empty code of CloudFormation', lambda, '{Code: {}}', '{}', ['unknown', '{}']],
  ])('%s', (_, type, own, globals, code) => {
    const { code: found } = one(own, globals, type);
    const path = found.kind === 'local' ? [shown(found.path.value), found.path.origin] : [];
    expect([found.kind, ...path, ...(found.kind === 'unknown' ? [found.text] : [])]).toEqual(code);
  });
});

describe('layers and environment variables', () => {
  test.each<[own: string, globals: string, layers: number]>([
    ['{}', '{}', 0],
    ['{Layers: [a, !Ref B]}', '{}', 2],
    ['{Layers: [a]}', '{Layers: [b, c]}', 3],
    ['{Layers: !If [C, [a, b], [c]]}', '{}', 2],
    ['{Layers: [!If [C, a, !Ref AWS::NoValue], !Ref AWS::NoValue]}', '{}', 1],
    ['{Layers: !Ref Somewhere}', '{}', 1],
    ['{Layers: }', '{}', 0],
  ])('layers of %s and the globals %s: %i', (own, globals, layers) => {
    expect(one(own, globals).layers).toBe(layers);
  });

  test.each<[own: string, globals: string, names: string[]]>([
    ['{}', '{}', []],
    ['{Environment: {Variables: {B: 1, A: !Ref X}}}', '{}', ['B', 'A']],
    ['{Environment: {Variables: {B: 1, C: 1}}}', '{Environment: {Variables: {A: 1, B: 2}}}', ['A', 'B', 'C']],
    ['{Environment: {Variables: !If [C, {A: 1}, {B: 1}]}}', '{}', ['A', 'B']],
    ['{Environment: {Variables: {Fn::Transform: {Name: x}}}}', '{}', []],
    ['{Environment: text}', '{}', []],
  ])('environment of %s and the globals %s', (own, globals, names) => {
    expect(one(own, globals).environment).toEqual(names);
  });
});

describe('readCloudFormation', () => {
  test('reads functions of both types with any runtime, and nothing else', () => {
    const { functions, globals } = read(`
Globals: {Function: {Runtime: go1.x}}
Resources:
  Table: {Type: 'AWS::DynamoDB::Table'}
  A: {Type: 'AWS::Serverless::Function', Properties: {Handler: a}, Condition: C, DependsOn: Table}
  B: {Type: 'AWS::Lambda::Function', Properties: {Handler: b, Runtime: nodejs22.x, Code: ./b}}
  C: {Type: 'AWS::Serverless::Function'}
  Odd: text
  Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: other.yaml}}
`);
    expect(functions.map(({ id, format, runtime }) => [id, format, setting(runtime)])).toEqual([
      ['A', 'sam', ['go1.x', 'globals']],
      ['B', 'cloudformation', ['nodejs22.x', 'function']],
      ['C', 'sam', ['go1.x', 'globals']],
    ]);
    expect(functions.map(({ properties }) => properties === null)).toEqual([false, false, true]);
    expect(globals).toMatchObject({ kind: 'map' });
  });

  test('reads JSON like YAML', () => {
    const { functions } = read(
      JSON.stringify({
        Parameters: { R: { Type: 'String', Default: 'go1.x' } },
        Globals: { Function: { Runtime: { Ref: 'R' } } },
        Resources: {
          A: {
            Type: 'AWS::Serverless::Function',
            Properties: {
              Handler: { 'Fn::Sub': 'bin/a' },
              Architectures: { 'Fn::If': ['C', ['arm64'], ['x86_64']] },
            },
            Metadata: { BuildMethod: 'makefile', WorkingDirectory: './src' },
          },
        },
      }),
      'template.json',
    );
    expect(functions).toMatchObject([
      {
        runtime: { value: { kind: 'known', value: 'go1.x' }, sites: [{ value: 'go1.x' }] },
        handler: { value: { value: 'bin/a' } },
        architectures: { values: [{ values: ['arm64', 'x86_64'] }] },
        buildMethod: 'makefile',
        buildDirectory: './src',
      },
    ]);
  });

  test('finds the local templates of nested stacks, relative to the root', () => {
    const text = `
Parameters: {Where: {Type: String, Default: ./orders/}}
Resources:
  A: {Type: 'AWS::Serverless::Application', Properties: {Location: users/template.yaml}}
  B: {Type: 'AWS::Serverless::Application', Properties: {Location: {ApplicationId: x, SemanticVersion: 1.0.0}}}
  C: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: ../shared/db.yaml}}
  D: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: 'https://s3.amazonaws.com/b/t.yaml'}}
  E: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: !Sub 's3://\${B}/t.yaml'}}
  F: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: !Sub '\${Where}t.yaml'}}
  G: {Type: 'AWS::Serverless::Application', Properties: {Location: ./users/template.yaml}}
  H: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: /etc/t.yaml}}
  I: {Type: 'AWS::CloudFormation::Stack'}
  J: {Type: 'AWS::Serverless::Application', Properties: {Location: ''}}
`;
    expect(read(text, 'deploy/template.yaml').nested).toEqual([
      'deploy/users/template.yaml',
      'shared/db.yaml',
      'deploy/orders/t.yaml',
    ]);
  });

  test('reads a function in a loop once per value', () => {
    const { functions } = read(`
Parameters: {Names: {Type: CommaDelimitedList, Default: 'x,y'}}
Resources:
  'Fn::ForEach::Functions':
    - Name
    - [create-order, delete-order]
    - '&{Name}Function':
        Type: AWS::Serverless::Function
        Properties:
          Runtime: go1.x
          Handler: bin/\${Name}
          CodeUri: !Sub cmd/\${Name}
  'Fn::ForEach::More':
    - N
    - !Ref Names
    - 'Fn::ForEach::Inner':
        - M
        - ['1', '2']
        - 'F\${N}\${M}': {Type: 'AWS::Serverless::Function', Properties: {Runtime: go1.x, Handler: !Ref M}}
`);
    expect(functions.map(({ id, handler }) => [id, setting(handler)])).toEqual([
      ['createorderFunction', ['bin/create-order', 'function']],
      ['deleteorderFunction', ['bin/delete-order', 'function']],
      ['Fx1', ['1', 'function']],
      ['Fx2', ['2', 'function']],
      ['Fy1', ['1', 'function']],
      ['Fy2', ['2', 'function']],
    ]);
    const [create, remove] = functions;
    expect(create?.code).toMatchObject({ kind: 'local', path: { value: { value: 'cmd/create-order' } } });
    expect(create?.handler?.sites).toEqual([]);
    expect(create?.runtime?.sites).toEqual(remove?.runtime?.sites);
  });

  test('does not know the handler in a loop over a parameter', () => {
    const [found] = read(`
Resources:
  'Fn::ForEach::Functions':
    - Name
    - !Ref Names
    - 'F\${Name}': {Type: 'AWS::Serverless::Function', Properties: {Runtime: go1.x, Handler: 'bin/\${Name}'}}
`).functions;
    expect([found?.id, setting(found?.handler ?? null)]).toEqual([
      'F${Name}',
      [{ unknown: "'bin/${Name}'" }, 'function'],
    ]);
  });

  test.each(['[a, b]', 'text', '{}', '{Resources: }', '{Resources: [a]}', '{Resources: {A: {Type: [x]}}}'])(
    'finds nothing in %s',
    (text) => {
      expect(read(text)).toMatchObject({ functions: [], nested: [], globals: null });
    },
  );
});
