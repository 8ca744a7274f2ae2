import { describe, expect, test } from 'vitest';
import { memoryProject, parsed } from '../../../test/serverless-service.js';
import { readGoPlugin } from './go-plugin.js';
import { withIncludedFiles } from './service-files.js';

const read = (text: string) => readGoPlugin(parsed('api/serverless.yml', text));

describe('the settings of serverless-go-plugin', () => {
  test('are its defaults if the service only lists the plugin', () => {
    for (const plugins of [
      'plugins: [other, serverless-go-plugin]',
      'plugins: { modules: [serverless-go-plugin] }',
    ])
      expect(read(`${plugins}\nfunctions: {}\n`)).toMatchObject({
        plugin: 'serverless-go-plugin',
        baseDir: '.',
        binDir: '.bin',
        cmd: 'GOOS=linux go build -ldflags="-s -w"',
        cgo: '0',
        monorepo: false,
        buildProvidedRuntimeAsBootstrap: false,
        supportedRuntimes: ['go1.x'],
        unknown: [],
        location: { file: 'api/serverless.yml', line: 1 },
      });
  });

  test('are those of custom.go', () => {
    const text = `custom:
  stage: dev
  go:
    baseDir: src
    binDir: out/\${self:custom.stage}
    cgo: 1
    cmd: GOARCH=arm64 GOOS=linux go build -tags lambda.norpc
    monorepo: true
    buildProvidedRuntimeAsBootstrap: true
    supportedRuntimes: [provided.al2, provided.al2023]
plugins:
  - serverless-go-plugin
`;
    expect(read(text)).toEqual({
      plugin: 'serverless-go-plugin',
      baseDir: 'src',
      binDir: 'out/dev',
      cmd: 'GOARCH=arm64 GOOS=linux go build -tags lambda.norpc',
      cgo: '1',
      monorepo: true,
      buildProvidedRuntimeAsBootstrap: true,
      supportedRuntimes: ['provided.al2', 'provided.al2023'],
      unknown: [],
      location: { file: 'api/serverless.yml', line: 4, column: 5 },
    });
  });

  test('list the unknown ones, and keep their source text', () => {
    expect(read('custom: { go: { cmd: "go build -ldflags=-X=main.v=${env:V}", binDir: b } }')).toMatchObject({
      plugin: null,
      cmd: 'go build -ldflags=-X=main.v=${env:V}',
      binDir: 'b',
      unknown: ['cmd'],
    });
    expect(read('custom: ${file(custom.yml)}\nplugins: [serverless-go-plugin]')?.unknown).toContain('cmd');
  });

  test('follow included files that are in the scope', async () => {
    const document = parsed('serverless.yml', 'custom: ${file(custom.yml)}\n');
    const settings = await withIncludedFiles(
      memoryProject({ 'custom.yml': 'go: { cmd: go build -v }' }),
      document,
      (scope) => readGoPlugin(document, scope),
    );
    expect(settings).toMatchObject({
      cmd: 'go build -v',
      unknown: [],
      location: { file: 'custom.yml', line: 1 },
    });
  });

  test.each([
    'functions: {}',
    'custom: { other: 1 }',
    'plugins: [other]',
    'custom: ${file(custom.yml)}',
    '- a',
    'text',
  ])('are undefined in a service without the plugin: %s', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
