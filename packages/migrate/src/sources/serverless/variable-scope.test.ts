import { describe, expect, test } from 'vitest';
import { memoryProject, parsed } from '../../../test/serverless-service.js';
import { withIncludedFiles } from './service-files.js';
import { foundText } from './variable-scope.js';

const service = `
service: shop
frameworkVersion: '3'
params:
  default: { arch: arm64, size: small }
  dev: { size: tiny }
stages:
  default: { params: { zone: b } }
provider:
  name: aws
  runtime: go1.x
custom:
  arch: arm64
  number: 1.10
  on: true
  nothing:
  again: \${self:custom.arch}
  dev: { arch: x86_64 }
  list: [first, second]
  part: \${file(parts/settings.yml)}
  merged: { <<: [ &base { color: blue } ], size: 2 }
  loop: \${self:custom.pool}
  pool: \${self:custom.loop}
  self: \${self:custom.self}
  fallback: \${self:custom.none, 'spare'}
  tagged: !Ref Something
`;

const files = {
  'api/serverless.yml': service,
  'api/parts/settings.yml':
    'name: orders\nstage: ${sls:stage}\narch: ${self:custom.arch}\nnext: ${file(parts/next.json)}\n',
  'api/parts/next.json': '{"deep": ["${self:service}"]}',
  'api/parts/program.js': 'module.exports = {}',
  'api/parts/broken.yml': 'a: [',
  'api/parts/plain.txt': 'text',
  'api/circle.yml': 'a: ${file(circle.yml):b}\nb: ${file(circle.yml):a}\n',
};

async function value(text: string, change: (service: string) => string = (same) => same): Promise<string> {
  const document = parsed('api/serverless.yml', `${change(service)}probe: ${JSON.stringify(text)}\n`);
  return withIncludedFiles(memoryProject(files), document, (scope) => {
    const found = scope.walk(document, document.root, ['probe']);
    if (found.kind === 'node') {
      const line = found.document.text.slice(0, found.node.start).split('\n').length;
      const kind = found.node.kind === 'scalar' ? found.node.text : found.node.kind;
      return `${kind} <- ${found.document.file.replace('api/', '')}:${line}`;
    }
    const reason =
      'include' in found && found.include !== null ? ` (${found.include.path}: ${found.include.reason})` : '';
    return found.kind === 'text' ? `'${foundText(found)}'` : `${found.kind}${reason}`;
  });
}

describe('a value resolves to', () => {
  test.each([
    ['as it is', 'plain <- serverless.yml:33'],
    ['${self:custom.arch}', 'arm64 <- serverless.yml:13'],
    ['${self:custom.again}', 'arm64 <- serverless.yml:13'],
    ["${self:custom.arch, 'x'}", 'arm64 <- serverless.yml:13'],
    ['${self:custom.number}', '1.10 <- serverless.yml:14'],
    ['${self:custom.list.1}', 'second <- serverless.yml:19'],
    ['${self:custom.merged.color}', 'blue <- serverless.yml:21'],
    ['${self:custom.dev}', 'map <- serverless.yml:18'],
    ['${self:}', 'map <- serverless.yml:2'],
    ['${self:custom.none}', 'unknown'],
    ['${self:custom.nothing}', 'unknown'],
    ['${self:custom.arch.deeper}', 'unknown'],
    ["${self:custom.none, 'spare'}", "'spare'"],
    ["${self:custom.nothing, 'spare'}", "'spare'"],
    ['${self:custom.none, self:custom.nothing, self:custom.arch}', 'arm64 <- serverless.yml:13'],
    ['${self:custom.fallback}', "'spare'"],
    ['${self:custom.none, ${self:custom.arch}}', 'arm64 <- serverless.yml:13'],
    ['${self:custom.none, null}', 'unknown'],
    ['${self:custom.none, 12}', "'12'"],
    ['bin/${self:custom.arch}', "'bin/arm64'"],
    ['${self:service}-${self:custom.number}', "'shop-1.10'"],
    ['bin/${self:custom.dev}', 'unknown'],
    ['bin/${self:custom.none}', 'unknown'],
    ["bin/${self:custom.none, ''}", "'bin/'"],
    ['${self:custom.${sls:stage}.arch}', 'x86_64 <- serverless.yml:18'],
    ["${self:custom.${opt:stage, 'dev'}.arch}", 'x86_64 <- serverless.yml:18'],
    ['${self:custom.${opt:stage}.arch}', 'unknown'],
    ["${self:custom.${opt:stage}.arch, 'x'}", 'unknown'],
    ['${opt:stage}', 'unknown'],
    ["${opt:stage, 'prod'}", "'prod'"],
    ['${opt:stage, self:provider.stage}', "'dev'"],
    ["${opt:stage, self:provider.stage, 'test'}", "'test'"],
    ['${self:provider.stage}', "'dev'"],
    ['${self:provider.region}', "'us-east-1'"],
    ['${sls:stage}', "'dev'"],
    ['${sls:instanceId}', 'unknown'],
    ['${env:ARCH}', 'unknown'],
    ["${env:ARCH, 'arm64'}", "'arm64'"],
    ['${env:ARCH, env:OTHER, self:custom.arch}', 'arm64 <- serverless.yml:13'],
    ['${param:arch}', 'arm64 <- serverless.yml:5'],
    ['${param:size}', 'tiny <- serverless.yml:6'],
    ['${param:zone}', 'b <- serverless.yml:8'],
    ['${param:none}', 'unknown'],
    ["${param:none, 'x'}", "'x'"],
    ["${ssm:/a, 'x'}", 'unknown'],
    ['${cf:stack.Out}', 'unknown'],
    ["${s3:bucket/key, 'x'}", 'unknown'],
    ['${aws:accountId}', 'unknown'],
    ['${AWS::Region}', 'unknown'],
    ['a-${AWS::Region}', 'unknown'],
    ['\\${self:custom.arch}', "'${self:custom.arch}'"],
    ['${self:custom.tagged}', 'unknown'],
    ['${self:custom.loop}', 'unknown'],
    ['${self:custom.self}', 'unknown'],
    ['${file(parts/settings.yml):name}', 'orders <- parts/settings.yml:1'],
    ['${file(./parts/settings.yml):name}', 'orders <- parts/settings.yml:1'],
    ['${file(parts/settings.yml):stage}', "'dev'"],
    ['${file(parts/settings.yml):arch}', 'arm64 <- serverless.yml:13'],
    ['${file(parts/settings.yml):next.deep.0}', 'shop <- serverless.yml:2'],
    ['${file(parts/settings.yml):none}', 'unknown'],
    ["${file(parts/settings.yml):none, 'x'}", "'x'"],
    ['${self:custom.part.name}', 'orders <- parts/settings.yml:1'],
    ['${file(parts/${self:custom.none, "settings"}.yml):name}', 'orders <- parts/settings.yml:1'],
    ['${file(serverless.yml):service}', 'shop <- serverless.yml:2'],
    ['${file(parts/none.yml)}', 'unknown (parts/none.yml: file not found)'],
    ["${file(parts/none.yml):a, 'x'}", "'x'"],
    [
      '${file(parts/program.js):a}',
      'unknown (parts/program.js: it is a program, and lambdazip does not run programs)',
    ],
    [
      "${file(parts/program.js):a, 'x'}",
      'unknown (parts/program.js: it is a program, and lambdazip does not run programs)',
    ],
    ["${file(parts/none.js):a, 'x'}", "'x'"],
    ['${file(parts/plain.txt)}', 'unknown (parts/plain.txt: neither YAML nor JSON)'],
    ['${file(../../outside.yml)}', 'unknown (../../outside.yml: outside the project)'],
    ['${file(/etc/outside.yml)}', 'unknown (/etc/outside.yml: outside the project)'],
    ['${file(circle.yml):a}', 'unknown'],
    ['${file()}', 'unknown'],
  ])('%s: %s', async (text, expected) => {
    const found = await value(text);
    if (text === 'as it is') expect(found).toMatch(/^as it is <- serverless\.yml:/);
    else expect(found).toBe(expected);
  });

  test('invalid YAML in an included file is reported with its location', async () => {
    expect(await value('${file(parts/broken.yml)}')).toMatch(
      /^unknown \(parts\/broken\.yml: line \d+, column \d+: /,
    );
  });

  test.each([
    ['${sls:stage}', 'prod <- serverless.yml:11'],
    ['${self:provider.stage}', 'prod <- serverless.yml:11'],
    ["${self:provider.stage, 'x'}", 'prod <- serverless.yml:11'],
    ['${param:size}', 'small <- serverless.yml:5'],
  ])('%s: %s, if the provider has a stage', async (text, expected) => {
    const staged = (from: string) => from.replace('  name: aws\n', '  name: aws\n  stage: prod\n');
    expect(await value(text, staged)).toBe(expected);
  });

  test('an unknown value if the stage is unknown', async () => {
    const staged = (from: string) => from.replace('  name: aws\n', '  name: aws\n  stage: ${ssm:/stage}\n');
    expect(await value('${sls:stage}', staged)).toBe('unknown');
    expect(await value('bin/${param:size}', staged)).toBe("'bin/small'");
  });
});

describe('hostile variables', () => {
  test.each([
    [
      'that double each other',
      Array.from({ length: 60 }, (_, i) => `v${i}: \${self:v${i + 1}}\${self:v${i + 1}}`),
    ],
    ['that form a long chain', Array.from({ length: 12_000 }, (_, i) => `v${i}: \${self:v${i + 1}}`)],
  ])('%s end as unknown', async (_, lines) => {
    const document = parsed('serverless.yml', `${lines.join('\n')}\nv${lines.length}: xx\n`);
    const found = await withIncludedFiles(memoryProject({}), document, (scope) =>
      scope.walk(document, document.root, ['v0']),
    );
    expect(found.kind).toBe('unknown');
  });

  test('that include ever more files do not loop forever', async () => {
    const project = {
      ...memoryProject({}),
      read: async (path: string) => `a: \${file(x${path}):a}`,
    };
    const document = parsed('serverless.yml', 'a: ${file(x.yml):a}');
    const found = await withIncludedFiles(project, document, (scope) =>
      scope.walk(document, document.root, ['a']),
    );
    expect(found.kind).toBe('unknown');
  });
});
