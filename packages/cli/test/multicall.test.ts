import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { casesOf, matrixTest } from '../../core/test/matrix.js';
import { type Project, project } from './project.js';

/** The architecture of this machine, so that programs can be run. */
const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';

/** Programs for Lambda run on Linux only. */
const testRunning = test.skipIf(process.platform !== 'linux');

/** Handlers whose packages must not be initialized together. */
const shop: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/shop\n\ngo 1.21\n',
  'cmd/create/main.go': `package main

import (
	"flag"
	"os"

	"example.com/shop/internal/orders"
)

var dry = flag.Bool("dry", false, "change nothing")
var version = "dev"

func main() {
	flag.Parse()
	println(orders.Table, version, os.Args[0], flag.CommandLine.Name(), os.Getenv("_HANDLER"), *dry, flag.Arg(0))
}
`,
  'cmd/create/main_test.go': 'package main\n',
  'cmd/create/outside_test.go': 'package main_test\n',
  'cmd/delete/main.go': `package main

import (
	"flag"
	"os"

	"example.com/shop/lib/store.v3"
)

var dry = flag.Bool("dry", true, "change nothing")

func init() {
	if os.Getenv("BUCKET") == "" {
		println("BUCKET is not set")
		os.Exit(3)
	}
}

func main() { println("deleted from", store.Name, *dry) }
`,
  'internal/jobs/nightly/main.go': 'package main\n\nfunc main() { println("nightly") }\n',
  'api/internal/b/internal/list/main.go': 'package main\n\nfunc main() { println("list") }\n',
  'internal/orders/orders.go':
    'package orders\n\nvar Table = name()\n\nfunc name() string { return "orders" }\n',
  'lib/store.v3/store.go': `package store

var Name = name()

func name() string {
	println("opened a connection")
	return "store"
}
`,
};

const handlers = {
  'bin/create': './cmd/create',
  'bin/delete': './cmd/delete',
  'jobs/nightly': './internal/jobs/nightly',
  list: './api/internal/b/internal/list',
};

function shopWith(settings: Readonly<Record<string, unknown>> = {}): Project {
  const manifest = { layout: 'multicall', architecture, handlers, ...settings };
  return project({ ...shop, 'lambdazip.json': JSON.stringify(manifest) });
}

/** Builds, and returns the extracted archive. */
async function built(made: Project, args: readonly string[] = []): Promise<string> {
  const { status, stderr } = await made.run(['build', ...args]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const directory = join(made.directory, 'extracted');
  rmSync(directory, { recursive: true, force: true });
  execFileSync('python3', ['-m', 'zipfile', '-e', join(made.directory, 'dist/lambda.zip'), directory]);
  execFileSync('chmod', ['0755', join(directory, 'bootstrap')]);
  return directory;
}

interface Ended {
  readonly status: number | null;
  readonly output: string;
}

function started(
  directory: string,
  variables: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Ended {
  const { status, stderr } = spawnSync(join(directory, 'bootstrap'), args, {
    cwd: directory,
    env: variables,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, output: stderr };
}

/** The SHA-256 of the built archive. */
function digestOf(made: Project): string {
  return createHash('sha256')
    .update(readFileSync(join(made.directory, 'dist/lambda.zip')))
    .digest('hex');
}

/** The oldest release, the newest of each later minor version, and both sides of each change in where the gate is. */
const releases = [
  ['1.21.13'],
  ['1.22.12'],
  ['1.23.12'],
  ['1.24.13'],
  ['1.25.11'],
  ['1.25.12'],
  ['1.26.4'],
  ['1.26.5'],
  ['1.27.3'],
] as const;

describe.each(casesOf(releases, ['1.21.13', '1.26.4', '1.26.5', '1.27.3']))('with Go %s', (version) => {
  testRunning(
    'each handler runs as if it had been started on its own',
    async () => {
      const made = shopWith({ go: { version, ldflags: ['-X', 'main.version=1.2 3'] } });
      const directory = await built(made);
      const root = { LAMBDA_TASK_ROOT: '/var/task' };
      expect(started(directory, { ...root, _HANDLER: 'bin/create' })).toEqual({
        status: 0,
        output: 'orders 1.2 3 /var/task/bin/create /var/task/bin/create bin/create false \n',
      });
      expect(started(directory, { _HANDLER: 'bin/delete', BUCKET: 'b' })).toEqual({
        status: 0,
        output: 'opened a connection\ndeleted from store true\n',
      });
      expect(started(directory, { _HANDLER: 'bin/delete' }).status).toBe(3);
      expect(started(directory, { _HANDLER: 'jobs/nightly' }).output).toBe('nightly\n');
      expect(started(directory, { _HANDLER: 'list' }).output).toBe('list\n');
      expect(started(directory, { _HANDLER: 'bin/craete' })).toEqual({
        status: 127,
        output:
          'bootstrap: cannot start handler "bin/craete": no such handler in this program; the function\'s Handler must be one of: bin/create, bin/delete, list, jobs/nightly\n',
      });
      const { output } = started(directory, { _HANDLER: 'list', GODEBUG: 'inittrace=1' });
      expect(output.match(/example\.com\/shop\/(?!0\+lambdazip|lambdazip_multicall)\S+/g)).toBeNull();
    },
    240_000,
  );
});

testRunning('a handler is given by _HANDLER, the first argument, or the name of the function', async () => {
  const functions = { 'shop-nightly': 'jobs/nightly', 'shop-*': 'list', '*-delete': 'bin/delete' };
  const directory = await built(shopWith({ functions }));
  const outputOf = (variables: Readonly<Record<string, string>>, args: readonly string[] = []) =>
    started(directory, variables, args).output;
  expect(outputOf({ _HANDLER: 'list' }, ['jobs/nightly'])).toBe('list\n');
  expect(outputOf({}, ['jobs/nightly', 'list'])).toBe('nightly\n');
  expect(outputOf({ _HANDLER: '' }, ['list'])).toBe('list\n');
  expect(outputOf({ _HANDLER: './jobs//nightly' })).toBe('nightly\n');
  expect(outputOf({ _HANDLER: 'bootstrap', AWS_LAMBDA_FUNCTION_NAME: 'shop-nightly' })).toBe('nightly\n');
  expect(outputOf({ _HANDLER: 'bootstrap', AWS_LAMBDA_FUNCTION_NAME: 'shop-create' })).toBe('list\n');
  expect(outputOf({ AWS_LAMBDA_FUNCTION_NAME: 'shop-delete' })).toBe('list\n');
  const other = { _HANDLER: 'x', AWS_LAMBDA_FUNCTION_NAME: 'other-delete', BUCKET: 'b' };
  expect(outputOf(other)).toContain('deleted from store');
  expect(started(directory, { _HANDLER: 'x', AWS_LAMBDA_FUNCTION_NAME: 'other' }).status).toBe(127);
  expect(started(directory, {})).toEqual({
    status: 127,
    output: 'bootstrap: no handler: _HANDLER is not set and no argument is given\n',
  });
});

testRunning('a program that starts itself gets its arguments, but not the command of an image', async () => {
  const directory = await built(shopWith());
  const argumentOf = (args: readonly string[]): string =>
    started(directory, { _HANDLER: 'bin/create' }, args)
      .output.replace(/^.* (true|false) /, '')
      .trim();
  expect(argumentOf(['child'])).toBe('child');
  expect(argumentOf(['bin/create', 'child'])).toBe('bin/create');
  expect(argumentOf(['bin/create'])).toBe('');
  expect(started(directory, {}, ['bin/create', 'more']).output).toMatch(/ false \n$/);
});

testRunning('a program sees the chosen handler as its Handler', async () => {
  const directory = await built(shopWith({ functions: { f: 'bin/create' } }));
  const { output } = started(directory, { _HANDLER: 'bootstrap', AWS_LAMBDA_FUNCTION_NAME: 'f' });
  expect(output).toBe('orders dev ./bin/create ./bin/create bin/create false \n');
});

test('a new handler recompiles no other main package', async () => {
  // Packages that go has not compiled before.
  const name = `example.com/shop${randomBytes(6).toString('hex')}`;
  const renamed = Object.entries(shop).map(([path, text]) => [
    path,
    text.replaceAll('example.com/shop', name),
  ]);
  const made = project(Object.fromEntries(renamed));
  const compiledWith = async (some: Readonly<Record<string, string>>): Promise<string | undefined> => {
    made.write('lambdazip.json', JSON.stringify({ layout: 'multicall', architecture, handlers: some }));
    const { stdout } = await made.run(['build']);
    return /\((\d+) packages? compiled/.exec(stdout)?.[1];
  };
  const { list, ...fewer } = handlers;
  await compiledWith(fewer);
  // The gate, start, the handler, the two packages that reach it, and the generated main package.
  expect(await compiledWith({ ...fewer, list })).toBe('6');
});

test('errors name the files of the user', async () => {
  const made = shopWith();
  made.write('cmd/create/other.go', 'package main\n\nfunc f() { missing() }\n');
  made.write('internal/jobs/nightly/main.go', 'package main\n');
  const { status, stderr } = await made.run(['build']);
  expect(status).toBe(1);
  expect(stderr).toContain('cmd/create/other.go:3:12');
  expect(stderr).toContain(
    'function main is undeclared in the main package\n  --> internal/jobs/nightly/main.go:1:1',
  );
  expect(stderr).not.toContain('lambdazip_main');
  expect(existsSync(join(made.directory, 'dist/lambda.zip'))).toBe(false);
});

test('neither the project nor go.mod is changed', async () => {
  const made = shopWith();
  const before = made.snapshot();
  expect(
    (await made.run(['build', '--out-dir', join(tmpdir(), `lambdazip-out-${process.pid}`)])).status,
  ).toBe(0);
  rmSync(join(tmpdir(), `lambdazip-out-${process.pid}`), { recursive: true });
  expect(made.snapshot()).toEqual(before);
});

test('inspect lists the handlers of a program, and verify rebuilds it', async () => {
  const made = shopWith();
  await built(made);
  const inspected = await made.run(['inspect', 'dist/lambda.zip', '--json']);
  expect(JSON.parse(inspected.stdout).programs[0].go.handlers).toEqual([
    { handler: 'list', package: 'example.com/shop/api/internal/b/internal/list' },
    { handler: 'bin/create', package: 'example.com/shop/cmd/create' },
    { handler: 'bin/delete', package: 'example.com/shop/cmd/delete' },
    { handler: 'jobs/nightly', package: 'example.com/shop/internal/jobs/nightly' },
  ]);
  const { status, stdout } = await made.run(['verify', 'dist/lambda.zip', '--manifest', 'lambdazip.json']);
  expect(stdout).toContain('verified');
  expect(status).toBe(0);
}, 240_000);

test('the bytes depend neither on the directory of the project nor on the cache', async () => {
  const [first, second] = [shopWith(), shopWith()];
  await built(first);
  await built(second, ['--cache-dir', join(second.directory, 'cache with space')]);
  expect(digestOf(second)).toBe(digestOf(first));
});

matrixTest('the bytes depend neither on directories and caches nor on where the toolchain is', async () => {
  const version = '1.27.3';
  const first = shopWith({ go: { version } });
  await built(first);
  const toolchain = execFileSync('go', ['env', 'GOROOT'], {
    env: { ...process.env, GOTOOLCHAIN: `go${version}` },
    encoding: 'utf8',
  }).trim();
  const second = shopWith();
  const elsewhere = join(second.directory, '../lambdazip-toolchain-link');
  rmSync(elsewhere, { force: true });
  symlinkSync(toolchain, elsewhere);
  onTestFinished(() => rmSync(elsewhere));
  const { status } = await second.run(['build', '--cache-dir', join(second.directory, 'cache')], {
    GOROOT: elsewhere,
    PATH: `${elsewhere}/bin:${process.env.PATH}`,
    GOCACHE: join(second.directory, 'go-cache'),
    GOTOOLCHAIN: 'local',
  });
  expect(status).toBe(0);
  expect(digestOf(second)).toBe(digestOf(first));
});
