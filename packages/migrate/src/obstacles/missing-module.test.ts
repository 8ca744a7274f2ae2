import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../../core/test/memory-host.js';
import { movedProject } from '../../test/moved-project.js';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { findObstacles } from './find-obstacles.js';

const using = (...paths: string[]): string =>
  `package main\n\nimport (\n${paths.map((path) => `\t"${path}"\n`).join('')})\n\nfunc main() {}\n`;
const origin = (url: string) => ({
  '.git/config': `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`,
});

async function found(files: Readonly<Record<string, string>>, packages = ['cmd/create']) {
  const absolute = Object.entries(files).map(([path, text]) => [`/project/${path}`, text]);
  const host = memoryHost(Object.fromEntries(absolute));
  const functions = packages.map((path) => ({ handler: `bin/${path.split('/').at(-1)}`, package: path }));
  const { diagnostics } = await findObstacles(
    { ...(await movedProject(host, '/project', { functions })), go: null },
    host,
  );
  return diagnostics;
}

const initOf = async (files: Readonly<Record<string, string>>): Promise<string | undefined> =>
  /(?:^|,)go mod init ([^,]+)/.exec(String(commandsOf((await found(files))[0])))?.[1];

function commandsOf(diagnostic: MigrationDiagnostic | undefined): readonly string[] {
  return diagnostic?.code === 'migrate-no-module' ? diagnostic.args.commands : [];
}

const main = { 'cmd/create/main.go': using('fmt') };

describe('without a go.mod', () => {
  test.each([
    [{ 'Gopkg.toml': '' }, 'dep (Gopkg.toml)', 'Gopkg.toml'],
    [{ 'Gopkg.lock': '' }, 'dep (Gopkg.lock)', 'Gopkg.lock'],
    [{ 'glide.yaml': '' }, 'glide (glide.yaml)', 'glide.yaml'],
    [{ 'vendor/a.com/b/b.go': '' }, 'a vendor directory', 'vendor'],
    [{}, null, null],
  ])('%o is reported as the build tool', async (files, tool, file) => {
    const [diagnostic, ...more] = await found({ ...main, ...files } as Record<string, string>);
    expect(diagnostic).toMatchObject({
      code: 'migrate-no-module',
      severity: 'error',
      location: { file },
      args: { found: tool },
      handlers: ['bin/create'],
    });
    expect(more).toEqual([]);
  });

  test('the commands to fix it are listed in order', async () => {
    const [diagnostic] = await found({ ...main, ...origin('git@github.com:acme/shop.git') });
    expect(commandsOf(diagnostic)).toEqual([
      'go mod init github.com/acme/shop',
      'go get github.com/aws/aws-lambda-go@latest',
      'go mod tidy',
    ]);
  });

  test('all handlers of one directory are in one diagnostic', async () => {
    const diagnostics = await found({ ...main, 'cmd/delete/main.go': using('fmt') }, [
      'cmd/create',
      'cmd/delete',
    ]);
    expect(diagnostics).toMatchObject([{ handlers: ['bin/create', 'bin/delete'] }]);
  });

  test('each service of a monorepo has its own lock file', async () => {
    const files = {
      'a/Gopkg.toml': '',
      'a/create/main.go': using('fmt'),
      'b/glide.yaml': '',
      'b/delete/main.go': using('fmt'),
      ...origin('https://github.com/acme/shop'),
    };
    const diagnostics = await found(files, ['a/create', 'b/delete']);
    expect(diagnostics.map((each) => commandsOf(each).slice(0, 2))).toEqual([
      ['cd a', 'go mod init github.com/acme/shop/a'],
      ['cd b', 'go mod init github.com/acme/shop/b'],
    ]);
  });

  test('a go.mod in a parent directory counts', async () => {
    expect(await found({ ...main, 'cmd/go.mod': 'module a.com/b\n\ngo 1.21\n' })).toMatchObject([
      { code: 'migrate-unchecked' },
    ]);
  });
});

describe('the path of the module', () => {
  const models = { 'models/models.go': 'package models\n' };

  test.each([
    ['https://github.com/acme/shop.git', 'github.com/acme/shop'],
    ['git@gitlab.com:acme/back/shop.git', 'gitlab.com/acme/back/shop'],
    ['ssh://git@git.acme.example:2222/team/shop', 'git.acme.example/team/shop'],
    ['https://user@bitbucket.org/acme/shop/', 'bitbucket.org/acme/shop'],
    ['/srv/git/shop', 'project'],
  ])('%s gives %s', async (url, path) => {
    expect(await initOf({ ...main, ...origin(url) })).toBe(path);
  });

  test('is the one by which its own packages are imported', async () => {
    const files = { ...models, 'cmd/create/main.go': using('github.com/acme/shop/models') };
    expect(await initOf(files)).toBe('github.com/acme/shop');
    expect(await initOf({ ...files, ...origin('https://github.com/fork/shop') })).toBe(
      'github.com/acme/shop',
    );
  });

  test('is not that of a library with a package of the same name', async () => {
    const events = { 'events/events.go': 'package events\n' };
    const files = { ...events, 'cmd/create/main.go': using('github.com/aws/aws-lambda-go/events') };
    expect(await initOf({ ...files, ...origin('https://github.com/acme/shop') })).toBe(
      'github.com/acme/shop',
    );
  });

  test('is the name of the directory if nothing else is known', async () => {
    expect(await initOf(main)).toBe('project');
  });
});

describe('aws-lambda-go of a lock file', () => {
  const lock = (version: string): string =>
    `[[projects]]\n  name = "github.com/aws/aws-lambda-go"\n  packages = ["lambda"]\n  version = "${version}"\n\n[[projects]]\n  name = "github.com/pkg/errors"\n  version = "v0.8.0"\n`;

  test.each([
    ['Gopkg.lock', lock('v1.6.0'), 2],
    [
      'glide.lock',
      'imports:\n- name: github.com/aws/aws-lambda-go\n  version: v1.6.0\n- name: a.com/b\n  version: v2.0.0\n',
      2,
    ],
  ])('in %s that is too old is an error of its own', async (name, text, line) => {
    expect(await found({ ...main, [name]: text })).toMatchObject([
      { code: 'migrate-no-module' },
      {
        code: 'migrate-lambda-library-too-old',
        location: { file: name, line },
        handlers: ['bin/create'],
        args: { found: 'v1.6.0' },
      },
    ]);
  });

  test.each([
    ['it is new enough', lock('v1.23.0')],
    ['it is a commit without a version', lock('v1.6.0').replace('  version = "v1.6.0"\n', '')],
    ['it is a different library', lock('v1.6.0').replace('aws-lambda-go"', 'aws-lambda-go-api-proxy"')],
  ])('is not reported if %s', async (_, text) => {
    expect(await found({ ...main, 'Gopkg.lock': text })).toMatchObject([{ code: 'migrate-no-module' }]);
  });
});
