// What a team shares between machines: go's own cache through GOCACHEPROG, and turbo's remote cache. Both with the real
// programs; a "machine" is a directory with caches of its own.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { testWith, toolPath, tools } from '../../core/test/tools.js';
import { bin, goMod, type Project, project, twoHandlers } from './project.js';

const zip = (directory: string): Buffer => readFileSync(join(directory, 'dist/lambda.zip'));

testWith(tools.goCacher)(
  'a cache behind GOCACHEPROG spares another machine all compiling, and changes no byte',
  async () => {
    const given = project({
      'go.mod': goMod,
      'cmd/create/main.go': 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n',
      'lambdazip.json': '{ "handlers": { "bin/create": "./cmd/create" } }\n',
    });
    const { directory } = given;
    const shared = join(directory, 'shared');
    const build = async (machine: string, program: string | undefined): Promise<string> => {
      const cache = join(directory, machine);
      const variables = { GOCACHE: join(cache, 'go-build'), GOCACHEPROG: program };
      const done = await given.run(['build', '--cache-dir', cache, '--no-provenance'], variables);
      expect(done.status, done.stderr).toBe(0);
      return done.stdout;
    };
    const program = `${toolPath('go-cacher')} --cache-dir ${shared}`;
    expect(await build('one', program)).toMatch(/\d+ packages compiled/);
    const first = zip(directory);
    expect(await build('two', program)).not.toContain('compiled');
    expect(Buffer.compare(zip(directory), first)).toBe(0);
    rmSync(shared, { recursive: true });
    expect(await build('three', undefined)).toMatch(/\d+ packages compiled/);
    expect(Buffer.compare(zip(directory), first)).toBe(0);
  },
);

const turbo = fileURLToPath(new URL('../../../node_modules/turbo/bin/turbo', import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function turboServer(storage: string): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [toolPath('turborepo-remote-cache')], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      TURBO_TOKEN: 'token',
      STORAGE_PROVIDER: 'local',
      STORAGE_PATH: storage,
      STORAGE_PATH_USE_TMP_FOLDER: 'false',
      LOG_LEVEL: 'error',
    },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await fetch(`${address}/v8/artifacts/status`).then(
      () => true,
      () => false,
    );
    if (isUp) return address;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not start');
}

testWith(tools.turboCache, tools.git)(
  "turbo's remote cache gives another machine the archive, and docs/ci.md has what it needs",
  async () => {
    const guide = readFileSync(fileURLToPath(new URL('../../../docs/ci.md', import.meta.url)), 'utf8');
    const settings = /```json title=turbo.json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    const given: Project = project({
      ...twoHandlers,
      'package.json': JSON.stringify({
        name: 'functions',
        packageManager: 'npm@11.0.0',
        scripts: { build: `${process.execPath} ${bin} build --quiet` },
      }),
      'package-lock.json': JSON.stringify({ name: 'functions', lockfileVersion: 3, packages: {} }),
      'turbo.json': settings,
      '.gitignore': 'dist\n.turbo\n',
    });
    const storage = join(given.directory, '..', `${given.directory.split('/').at(-1)}-storage`);
    const machines = ['one', 'two'].map((name) => join(storage, name));
    mkdirSync(storage);
    onTestFinished(() => rmSync(storage, { recursive: true, force: true }));
    const address = await turboServer(join(storage, 'server'));
    const build = (directory: string): string =>
      execFileSync(process.execPath, [turbo, 'run', 'build', '--cache=remote:rw', '--output-logs=full'], {
        cwd: directory,
        encoding: 'utf8',
        env: {
          ...process.env,
          CI: '1',
          TURBO_API: address,
          TURBO_TOKEN: 'token',
          TURBO_TEAM: 'team_us',
          TURBO_TELEMETRY_DISABLED: '1',
          LAMBDAZIP_CACHE_DIR: join(directory, '.turbo/lambdazip'),
        },
      });
    for (const machine of machines) cpSync(given.directory, machine, { recursive: true });
    const [one = '', two = ''] = machines;
    expect(build(one)).toMatch(/cache miss/);
    expect(build(two)).toMatch(/cache hit/);
    expect(Buffer.compare(zip(two), zip(one))).toBe(0);
    // A change of a source is another key; what did not change is not built.
    given.write('cmd/create/main.go', twoHandlers['cmd/create/main.go']?.replace('hello', 'other') ?? '');
    cpSync(join(given.directory, 'cmd'), join(two, 'cmd'), { recursive: true });
    expect(build(two)).toMatch(/cache miss/);
    expect(Buffer.compare(zip(two), zip(one))).not.toBe(0);
  },
);
