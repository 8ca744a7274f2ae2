import { expect, test } from 'vitest';
import { templateOf } from '../../../test/edited-template.js';
import { editTemplate } from '../sources.js';

test('without migrated functions nothing changes', async () => {
  const template = await templateOf(
    'sam',
    'template.yaml',
    'Resources: {A: {Type: AWS::Serverless::Function, Properties: {Handler: a, Runtime: go1.x}}}',
    {},
  );
  expect(editTemplate(template, [])).toEqual({ edits: new Map(), findings: [] });
});

test('findings contain display paths', async () => {
  const text =
    'service: s\nplugins:\n  - serverless-go-plugin\nprovider: {name: aws, runtime: go1.x}\nfunctions: {a: {handler: a}}\n';
  const template = await templateOf('serverless', 'app/serverless.yml', text, {});
  const [only] = template.functions;
  if (only === undefined) throw new Error('no function');
  const move = {
    function: only,
    archive: 'dist/lambda.zip',
    runtime: 'provided.al2023',
    architecture: 'arm64',
    newHandler: null,
  } as const;
  const { findings } = editTemplate(template, [move], { display: (file) => `../${file}` });
  expect(findings).toMatchObject([
    { location: { file: '../app/serverless.yml', line: 3, column: 5 }, severity: 'warning' },
  ]);
});

test('functions created by one text cannot differ', async () => {
  const text = [
    'Resources:',
    '  Fn::ForEach::Go:',
    '    - Name',
    '    - [A, B]',
    '    - Go${Name}:',
    '        Type: AWS::Serverless::Function',
    '        Properties: { Handler: bootstrap, Runtime: provided.al2 }',
  ].join('\n');
  const template = await templateOf('sam', 'template.yaml', text, {});
  const moves = template.functions.map((each) => ({
    function: each,
    archive: `dist/${each.id}.zip`,
    runtime: 'provided.al2023' as const,
    architecture: 'arm64' as const,
    newHandler: null,
  }));
  const { findings } = editTemplate(template, moves);
  expect(findings).toMatchObject([
    {
      code: 'migrate-shared-text',
      severity: 'error',
      location: { file: 'template.yaml', line: 5 },
      args: { wanted: expect.stringContaining('GoB') },
    },
  ]);
});

test.each([
  ['Rust', ['migrate-shared-text']],
  ['Other', []],
])('refuses a setting that a function that is not migrated would inherit: %s', async (id, codes) => {
  const text = [
    'Resources:',
    '  Go:',
    '    Type: AWS::Serverless::Function',
    '    Properties: &go { Handler: go, Runtime: provided.al2023, CodeUri: dist/lambda.zip }',
    `  ${id}:`,
    '    Type: AWS::Serverless::Function',
    `    Properties: { ${id === 'Rust' ? '<<: *go, ' : ''}Handler: rust, Runtime: provided.al2023, CodeUri: rust }`,
  ].join('\n');
  const template = await templateOf('sam', 'template.yaml', text, {});
  const [go] = template.functions;
  if (go === undefined) throw new Error('no function');
  const move = {
    function: go,
    archive: 'dist/lambda.zip',
    runtime: 'provided.al2023',
    architecture: 'arm64',
    newHandler: null,
  } as const;
  const { findings } = editTemplate(template, [move]);
  expect(findings.map(({ code }) => code)).toEqual(codes);
});
