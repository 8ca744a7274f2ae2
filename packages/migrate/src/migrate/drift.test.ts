import { describe, expect, test } from 'vitest';
import type { ProjectFiles } from '../../../core/src/project/project-files.js';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { parseSource } from '../documents/parse-source.js';
import { readCloudFormation } from '../sources/cloudformation/read-cloudformation.js';
import { readServerless } from '../sources/serverless/read-serverless.js';
import type { WrittenTemplate } from '../sources/template-function.js';
import { type ExpectedArchive, findDrift } from './drift.js';

const project: ProjectFiles = {
  root: '/p',
  files: [],
  links: [],
  outside: () => [],
  namesIn: async () => [],
  read: async () => undefined,
  display: (path) => path,
};
const context = { project, report: () => undefined };

async function read(file: string, text: string): Promise<WrittenTemplate> {
  const reading = parseSource(file, text);
  if (reading.kind === 'refused') throw new Error(reading.problem.message);
  return file.includes('serverless')
    ? await readServerless(reading.document, context)
    : readCloudFormation(reading.document, 'sam', context);
}

const nowhere = { file: 'lambdazip.json', line: 1, column: 1 };
const archive: ExpectedArchive = {
  name: 'lambda',
  path: 'dist/lambda.zip',
  layout: 'binaries',
  runtime: 'provided.al2023',
  architecture: 'arm64',
  isBuilt: true,
  handlers: [{ name: 'bin/create', location: nowhere }],
};

const sam = (properties: string, globals = ''): string =>
  `${globals}Resources:
  Create:
    Type: AWS::Serverless::Function
    Properties:
${properties
  .trim()
  .split('\n')
  .map((line) => `      ${line.trim()}\n`)
  .join('')}`;

const agreeing = `
  Runtime: provided.al2023
  Architectures: [arm64]
  Handler: bin/create
  CodeUri: dist/lambda.zip`;

async function codes(
  text: string,
  archives: readonly ExpectedArchive[] = [archive],
  file = 'template.yaml',
): Promise<readonly string[]> {
  const { findings } = findDrift([await read(file, text)], archives);
  return findings.map(({ code, location }: MigrationDiagnostic) => `${code}:${location.line}`);
}

describe('a template and a manifest', () => {
  test('match if handler, runtime, architecture and archive are the same', async () => {
    expect(await codes(sam(agreeing))).toEqual([]);
  });

  test.each([
    ['go1.x', 'drift-go1x:5', agreeing.replace('provided.al2023', 'go1.x')],
    ['another runtime', 'drift-runtime:5', agreeing.replace('provided.al2023', 'provided.al2')],
    ['another architecture', 'drift-architecture:6', agreeing.replace('arm64', 'x86_64')],
    [
      'no architecture, which means x86_64',
      'drift-architecture:2',
      agreeing.replace('Architectures: [arm64]', ''),
    ],
    ['another path', 'drift-archive-path:8', agreeing.replace('dist/lambda.zip', './bin')],
    [
      'a condition with a different runtime',
      'drift-runtime:5',
      agreeing.replace('provided.al2023', '!If [c, provided.al2, provided.al2023]'),
    ],
  ])('differ if the function has %s', async (_, code, properties) => {
    expect(await codes(sam(properties))).toEqual([code]);
  });

  test('differ if SAM joins two lists of architectures', async () => {
    const globals = 'Globals: { Function: { Architectures: [x86_64] } }\n';
    expect(await codes(sam(agreeing, globals))).toEqual(['drift-architecture:7']);
  });

  test('differ if the archive has no such handler, and a likely one is suggested', async () => {
    const template = await read('template.yaml', sam(agreeing.replace('bin/create', 'bin/craete')));
    const { findings, fixes } = findDrift([template], [archive]);
    expect(findings.map(({ code }) => code)).toEqual(['drift-handler-missing', 'drift-handler-unused']);
    expect(findings[0]?.args).toMatchObject({ handler: 'bin/craete', likely: 'bin/create' });
    expect(fixes).toEqual([]);
  });

  test('differ if the archive is not built', async () => {
    expect(await codes(sam(agreeing), [{ ...archive, isBuilt: false }])).toEqual([
      'drift-archive-not-built:8',
    ]);
  });

  test('differ if no function uses a handler of the manifest', async () => {
    const more = [...archive.handlers, { name: 'bin/delete', location: { ...nowhere, line: 7 } }];
    expect(await codes(sam(agreeing), [{ ...archive, handlers: more }])).toEqual(['drift-handler-unused:7']);
  });

  test('ignore functions with other runtimes, images, and code in S3', async () => {
    const text = `Resources:
  A: { Type: AWS::Serverless::Function, Properties: { Runtime: python3.12, Handler: app.main, CodeUri: py } }
  B: { Type: AWS::Serverless::Function, Properties: { PackageType: Image, ImageUri: x } }
  C: { Type: AWS::Lambda::Function, Properties: { Runtime: provided.al2, Handler: x, Code: { S3Bucket: b, S3Key: k } } }
`;
    expect(await codes(text, [])).toEqual([]);
  });

  test('are compared by the archive of the function with per-handler, whatever its Handler', async () => {
    const own: ExpectedArchive = {
      ...archive,
      path: 'dist/Create.zip',
      layout: 'per-handler',
      handlers: [{ name: 'Create', location: nowhere }],
    };
    const properties = agreeing.replace('bin/create', 'bootstrap').replace('lambda.zip', 'Create.zip');
    expect(await codes(sam(properties), [own])).toEqual([]);
    expect(await codes(sam(properties.replace('dist/Create.zip', './create')), [own])).toEqual([
      'drift-archive-path:8',
    ]);
  });

  test('match whatever the Handler if the manifest selects handlers by function name', async () => {
    const own: ExpectedArchive = {
      ...archive,
      layout: 'multicall',
      handlers: [...archive.handlers, { name: 'bin/delete', location: { ...nowhere, line: 7 } }],
    };
    const properties = agreeing.replace('bin/create', 'bootstrap');
    const named = (...handlers: readonly string[]): ExpectedArchive => ({
      ...own,
      functions: handlers.map((handler) => ({ name: `shop-*-${handler.slice('bin/'.length)}`, handler })),
    });
    expect(await codes(sam(properties), [named('bin/create', 'bin/delete')])).toEqual([]);
    expect(await codes(sam(properties), [named('bin/create')])).toEqual(['drift-handler-unused:7']);
    const set = sam(`${properties}\nFunctionName: shop-prod-create`);
    expect(await codes(set, [named('bin/create', 'bin/delete')])).toEqual(['drift-handler-unused:7']);
    expect(await codes(set.replace('shop-', 'other-'), [named('bin/create')])).toEqual([
      'drift-handler-missing:7',
      'drift-handler-unused:1',
      'drift-handler-unused:7',
    ]);
    const other = await read('template.yaml', set.replace('shop-', 'other-'));
    expect(findDrift([other], [named('bin/create')]).findings[0]).toMatchObject({
      args: { handler: 'bootstrap', hasFunctions: true },
      help: expect.stringContaining("the function's name to `functions`"),
    });
    const without = await read('template.yaml', sam(properties));
    expect(findDrift([without], [own]).findings[0]).toMatchObject({
      args: { hasFunctions: false },
      help: expect.not.stringContaining('functions'),
    });
    expect(await codes(sam(properties), [own])).toEqual([
      'drift-handler-missing:7',
      'drift-handler-unused:1',
      'drift-handler-unused:7',
    ]);
  });

  test('of the Serverless Framework: the service directory is not an archive', async () => {
    const text = `service: s
provider: { name: aws, runtime: provided.al2023, architecture: arm64 }
functions:
  create: { handler: bin/create }
`;
    expect(await codes(text, [archive], 'serverless.yml')).toEqual(['drift-archive-path:4']);
    const artifact = text.replace('functions:', 'package: { artifact: dist/lambda.zip }\nfunctions:');
    expect(await codes(artifact, [archive], 'serverless.yml')).toEqual([]);
  });

  test.each([
    ['an architecture', agreeing.replace('arm64', 'x86_64'), ['drift-architecture'], ['Create']],
    [
      'code that is not known from the files',
      agreeing.replace('arm64', 'x86_64').replace('dist/lambda.zip', '!Ref Code'),
      ['drift-architecture'],
      [],
    ],
    [
      'code in S3, which may not be the archive',
      agreeing
        .replace('arm64', 'x86_64')
        .replace('provided.al2023', 'go1.x')
        .replace('dist/lambda.zip', 's3://bucket/key'),
      ['drift-go1x'],
      [],
    ],
  ])('have fixes if only one is possible: %s', async (_, text, expected, fixed) => {
    const template = await read('template.yaml', sam(text));
    const { findings, fixes } = findDrift([template], [archive]);
    expect(findings.map(({ code }) => code)).toEqual(expected);
    expect(fixes.map(({ function: { id } }) => id)).toEqual(fixed);
  });
});
