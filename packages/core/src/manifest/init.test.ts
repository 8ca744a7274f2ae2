import { expect, test } from 'vitest';
import { fakeGo } from '../../test/fake-go.js';
import { memoryHost } from '../../test/memory-host.js';
import type { Command } from '../ports/process-runner.js';
import { init } from './init.js';

const handler =
  'package main\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc main() { lambda.Start(nil) }\n';
const start =
  'package start\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc Run() { lambda.Start(nil) }\n';
const starting = 'package main\n\nimport "example.com/shop/start"\n\nfunc main() { start.Run() }\n';

function project(files: Readonly<Record<string, string>>) {
  const all = { '/bin/go': '', '/project/go.mod': 'module example.com/shop\n\ngo 1.24\n', ...files };
  const answer = ({ argv }: Command) =>
    argv[1] === 'list'
      ? {
          standardOutput: JSON.stringify({
            ImportPath: 'example.com/shop/create',
            Dir: '/project/create',
            Name: 'main',
            GoFiles: ['main.go'],
          }),
        }
      : undefined;
  const processes = fakeGo(() => host.fileSystem, { answer });
  const host = memoryHost(all, { processes, environment: { PATH: '/bin' } });
  return { host, lists: () => processes.calls.filter(({ argv }) => argv[1] === 'list') };
}

test.each([
  ['a module', {}, '-mod=readonly'],
  ['a module with a vendor directory', { '/project/vendor/modules.txt': '' }, '-mod=vendor'],
])('%s is listed with the settings of a build with the new manifest', async (_, files, mod) => {
  const { host, lists } = project({ '/project/create/main.go': handler, ...files });
  const { handlers } = await init({}, host);
  expect(handlers).toEqual({ 'bin/create': './create' });
  const [list] = lists();
  expect(list?.argv).toEqual(expect.arrayContaining(['-find', '-tags', 'lambda.norpc', mod]));
  expect(list?.environment).toMatchObject({
    GOARCH: 'arm64',
    GOOS: 'linux',
    CGO_ENABLED: '0',
    GOWORK: 'off',
  });
});

test('a handler that the target excludes is reported, even if it starts through a package of the project', async () => {
  const { host } = project({
    '/project/create/main.go': handler,
    '/project/start/start.go': start,
    '/project/direct/main.go': `//go:build other\n\n${handler}`,
    '/project/through/main.go': `//go:build other\n\n${starting}`,
    '/project/tool/main.go': '//go:build other\n\npackage main\n\nfunc main() {}\n',
  });
  const { warnings } = await init({}, host);
  expect(warnings.map(({ code, args }) => [code, args])).toEqual([
    ['init-excludes', expect.objectContaining({ path: './direct' })],
    ['init-excludes', expect.objectContaining({ path: './through' })],
  ]);
});
