import { expect, test } from 'vitest';
import { programsIn } from '../../../../core/test/made-project.js';
import { describedBuild } from '../../../test/described-build.js';
import { memoryProject, readService } from '../../../test/serverless-service.js';
import { pluginCommands } from './plugin-commands.js';

async function commands(text: string, ...programs: readonly string[]): Promise<string[]> {
  const files = { 'api/serverless.yml': text, ...programsIn(...programs) };
  const { template } = await readService(files, 'api/serverless.yml');
  return pluginCommands(template, memoryProject(files)).map(describedBuild);
}

const service = (functions: string, custom = '', plugin = 'serverless-go-plugin'): string =>
  `service: a\nprovider: { name: aws, runtime: go1.x }\nplugins: [${plugin}]\n${custom}functions:\n${functions}`;
const created = '  create: { handler: create/main.go }\n';

test.each([
  [
    'a file',
    created,
    ['api/create'],
    'in api: GOOS=linux CGO_ENABLED=0 -ldflags=-s -w -o api/create/main.go api/create/main.go',
  ],
  [
    'a directory',
    '  x: { handler: create }\n',
    ['api/create'],
    'in api: GOOS=linux CGO_ENABLED=0 -ldflags=-s -w -o api/create ./api/create',
  ],
])('the plugin builds a Handler that is %s', async (_, functions, programs, expected) => {
  expect(await commands(service(functions), ...programs)).toEqual([expected]);
});

test('sources are below baseDir, in separate modules with monorepo, and built with cmd', async () => {
  const custom = 'custom: { go: { baseDir: src, cgo: 1, monorepo: true, cmd: go build -tags x } }\n';
  expect(await commands(service(created, custom), 'api/src/create')).toEqual([
    'in api/src/create: GOOS=linux CGO_ENABLED=1 -tags=x -o api/create/main.go api/src/create/main.go',
  ]);
});

test('the plugin builds nothing from a Handler that is not a source, or if it is not listed', async () => {
  expect(await commands(service(created), 'api/other')).toEqual([]);
  expect(await commands(service(created, '', 'other'), 'api/create')).toEqual([]);
});
