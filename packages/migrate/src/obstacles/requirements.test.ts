import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findGo } from '../../../core/src/go/toolchain.js';
import { nodeHost } from '../../../core/src/node/host.js';
import { movedProject } from '../../test/moved-project.js';
import { findObstacles } from './find-obstacles.js';

// Runs the real go, because its messages about unresolved modules are what counts. No module comes from the network.
const goMod = 'module example.com/shop\n\ngo 1.21\n';
const required = `${goMod}\nrequire example.com/lib v1.2.3\n`;
const using = (path: string): string => `package main\n\nimport _ "${path}"\n\nfunc main() {}\n`;
const hash = 'h1:EGYpdyRGF88xszqlGcBewz811mJeRS+maNlLZXFheII=';
const goSum = `example.com/lib v1.2.3 ${hash}\nexample.com/lib v1.2.3/go.mod ${hash}\n`;

let nothing: Server;
let proxy = '';
let status = 404;

beforeAll(async () => {
  nothing = createServer((_, response) => response.writeHead(status).end('not here'));
  await new Promise<void>((resolve) => nothing.listen(0, '127.0.0.1', resolve));
  proxy = `http://127.0.0.1:${(nothing.address() as AddressInfo).port}`;
});

afterAll(() => void nothing.close());

async function found(files: Readonly<Record<string, string>>, from = 'off', packages = ['cmd/create']) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'lambdazip-requirements-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const before = readdirSync(root, { recursive: true }).sort();
  const host = nodeHost({
    workingDirectory: root,
    environment: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? root,
      GOPROXY: from,
      GOSUMDB: 'off',
      GOENV: 'off',
    },
  });
  const functions = packages.map((path) => ({ handler: `bin/${path.split('/').at(-1)}`, package: path }));
  const input = await movedProject(host, root, { functions });
  const { diagnostics } = await findObstacles({ ...input, go: await findGo(host) }, host);
  expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
  for (const { message, help } of diagnostics) expect(message + help).not.toContain(root);
  return diagnostics;
}

test('of a module that go resolves are not reported', async () => {
  const files = { 'go.mod': goMod, 'cmd/create/main.go': using('fmt') };
  expect(await found(files)).toEqual([]);
});

describe('go.sum', () => {
  test.each([
    ['1.21', 'missing go.sum entry for module providing package example.com/lib/x'],
    // Older modules are loaded with all that their requirements require.
    ['1.16', 'missing go.sum entry for go.mod file'],
  ])('missing from go.sum for a module of Go %s', async (version, words) => {
    const files = {
      'go.mod': required.replace('1.21', version),
      'cmd/create/main.go': using('example.com/lib/x'),
    };
    const [diagnostic, more] = await found(files);
    expect(diagnostic).toMatchObject({
      code: 'migrate-requirements',
      severity: 'error',
      location: { file: 'go.mod' },
      args: { trouble: 'sum', words: expect.stringContaining(words), directory: '.', more: 0 },
      handlers: ['bin/create'],
    });
    expect(more).toBeUndefined();
  });

  test('report one problem of each kind and the number of others', async () => {
    const files = {
      'api/go.mod': goMod,
      'api/cmd/create/main.go': using('example.com/lib/x'),
      'api/cmd/delete/main.go': using('example.com/other'),
      'api/cmd/pay/main.go': using('example.com/other'),
    };
    const packages = ['api/cmd/create', 'api/cmd/delete', 'api/cmd/pay'];
    const diagnostics = await found(files, 'off', packages);
    expect(diagnostics).toMatchObject([
      { location: { file: 'api/go.mod' }, args: { trouble: 'sum', directory: 'api', more: 1 } },
    ]);
  });
});

describe('a module that is required', () => {
  const files = { 'go.mod': required, 'go.sum': goSum, 'cmd/create/main.go': using('example.com/lib/x') };

  test('that its proxy does not have is an error', async () => {
    expect(await found(files, proxy)).toMatchObject([
      {
        code: 'migrate-requirements',
        args: { trouble: 'gone', words: 'example.com/lib@v1.2.3: 404 Not Found' },
      },
    ]);
  });

  test.each([
    ['the network is off', 'off'],
    ['its proxy does not answer', 'http://127.0.0.1:1'],
  ])('is unchecked if %s', async (_, from) => {
    expect(await found(files, from)).toMatchObject([{ code: 'migrate-unchecked', severity: 'warning' }]);
  });

  test.each([401, 403])('that its proxy refuses (%i) is unchecked', async (refusal) => {
    status = refusal;
    onTestFinished(() => {
      status = 404;
    });
    expect(await found(files, proxy)).toMatchObject([{ code: 'migrate-unchecked', severity: 'warning' }]);
  });

  test('that is replaced by a missing directory is an error at its line', async () => {
    const replaced = `${required}\nreplace example.com/lib => ../nowhere\n`;
    const diagnostics = await found({ ...files, 'go.mod': replaced });
    expect(diagnostics).toMatchObject([
      {
        code: 'migrate-requirements',
        location: { file: 'go.mod', line: 7 },
        args: {
          trouble: 'directory',
          words: expect.stringContaining('replacement directory ../nowhere does not exist'),
        },
      },
    ]);
  });

  test('that requires a newer go has its own warning', async () => {
    const replaced = `${required}\nreplace example.com/lib => ./lib\n`;
    const lib = { 'lib/go.mod': 'module example.com/lib\n\ngo 1.99\n', 'lib/x/x.go': 'package x\n' };
    expect(await found({ ...files, ...lib, 'go.mod': replaced })).toMatchObject([
      { code: 'migrate-go-too-new', args: { version: '1.99.0' } },
    ]);
  });

  test('with an outdated vendor directory is an error', async () => {
    const vendor = { 'vendor/modules.txt': '# example.com/lib v1.0.0\n## explicit\nexample.com/lib/x\n' };
    const [diagnostic] = await found({ ...files, ...vendor });
    expect(diagnostic).toMatchObject({
      code: 'migrate-requirements',
      args: { trouble: 'vendor', words: expect.stringContaining('inconsistent vendoring') },
    });
  });

  test('that is vendored is resolved without the network', async () => {
    const vendor = {
      'vendor/modules.txt': '# example.com/lib v1.2.3\n## explicit\nexample.com/lib/x\n',
      'vendor/example.com/lib/x/x.go': 'package x\n',
    };
    expect(await found({ ...files, ...vendor })).toEqual([]);
  });
});

describe('an import', () => {
  test.each([
    ['models', 'own import', 'package models is not in std'],
    ['./models', 'own import', '"./models"'],
    ['example.com/shop/generated', 'own package', 'example.com/shop/generated'],
  ])('of %s is reported with its location', async (path, trouble, words) => {
    const diagnostics = await found({ 'go.mod': goMod, 'cmd/create/main.go': using(path) });
    expect(diagnostics[0]).toMatchObject({
      location: { file: 'cmd/create/main.go', line: 3 },
      args: { trouble, words: expect.stringContaining(words), path: 'example.com/shop' },
    });
  });

  test('of a module that go.mod does not require is fixed by go mod tidy', async () => {
    const files = { 'go.mod': goMod, 'cmd/create/main.go': using('example.com/lib/x') };
    expect(await found(files)).toMatchObject([{ args: { trouble: 'sum' } }]);
  });
});

test('a go.mod that go cannot read is an error in its words', async () => {
  const files = { 'go.mod': `${goMod}require x\n`, 'cmd/create/main.go': using('fmt') };
  const [diagnostic, ...more] = await found(files);
  expect(diagnostic?.args).toMatchObject({
    words: expect.stringContaining('errors parsing go.mod: go.mod:4: usage: require module/path v1.2.3'),
  });
  expect(more).toEqual([]);
});

describe('packages that use C', () => {
  const native = '// int one(void) { return 1; }\nimport "C"\n';
  const lib = (more: Record<string, string>) => ({
    'go.mod': `${required}\nreplace example.com/lib => ./lib\n`,
    'cmd/create/main.go': using('example.com/lib/x'),
    'lib/go.mod': 'module example.com/lib\n\ngo 1.21\n',
    'lib/x/c.go': `package x\n\n${native}`,
    ...more,
  });

  test('without a Go fallback need cgo', async () => {
    expect(await found(lib({}))).toMatchObject([
      {
        code: 'migrate-cgo',
        args: { packages: ['example.com/lib/x'], needed: true },
      },
    ]);
  });

  test('with a Go fallback are reported', async () => {
    expect(await found(lib({ 'lib/x/go.go': 'package x\n' }))).toMatchObject([
      { code: 'migrate-cgo', args: { packages: ['example.com/lib/x'], needed: false } },
    ]);
  });

  test('in the standard library are not reported', async () => {
    expect(await found({ 'go.mod': goMod, 'cmd/create/main.go': using('net') })).toEqual([]);
  });
});
