import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testWith, tools } from '../../core/test/tools.js';
import { project, twoHandlers } from './project.js';

describe('lambdazip build', () => {
  test('prints a summary of each archive', async () => {
    const { run, directory } = project(twoHandlers);
    const { status, stdout, stderr } = await run(['build']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^dist\/lambda\.zip\n {2}for {9}provided\.al2023, arm64\n {2}size {8}\d+\.\d [KM]iB zipped, /,
    );
    expect(stdout).toMatch(/\n {2}SHA-256 {5}[0-9a-f]{64}\n {2}CodeSha256 {2}[A-Za-z0-9+/]{43}=\n/);
    expect(stdout).toMatch(
      / {2}entries {5}3\n {4}0755 .* bin\/create\n {4}0755 .* bin\/delete\n {4}0755 .* bootstrap\n/,
    );
    expect(stdout).toMatch(
      /\nFinished in \d+\.\d s: 1 archive written \(.*(?:compiled|\d of 3 entries from cache)\)\n$/,
    );
    expect(readdirSync(join(directory, 'dist'))).toEqual(['lambda.zip', 'lambda.zip.provenance.json']);
  });

  test('prints one JSON document with --json and writes the same with --report', async () => {
    const { run, directory } = project(twoHandlers);
    const { status, stdout } = await run(['build', '--json', '--report', 'out/report.json']);
    expect(status).toBe(0);
    const document = JSON.parse(stdout);
    expect(Object.keys(document)).toEqual(['archives', 'warnings', 'record', 'shard']);
    const [archive] = document.archives;
    expect(Object.keys(archive)).toEqual([
      'name',
      'path',
      'sha256',
      'codeSha256',
      'size',
      'unzippedSize',
      'entries',
      'layout',
      'runtime',
      'architecture',
      'handlers',
      'documents',
    ]);
    expect(archive).toMatchObject({
      name: 'lambda',
      path: 'dist/lambda.zip',
      layout: 'binaries',
      runtime: 'provided.al2023',
      architecture: 'arm64',
      handlers: [
        { handler: 'bin/create', package: 'example.com/p/cmd/create', entry: 'bin/create' },
        { handler: 'bin/delete', package: 'example.com/p/cmd/delete', entry: 'bin/delete' },
      ],
    });
    expect(archive.entries.map((entry: object) => Object.keys(entry))).toEqual(
      Array(3).fill(['name', 'size', 'sha256', 'mode']),
    );
    expect(archive.entries.map((entry: { mode: string }) => entry.mode)).toEqual(['0755', '0755', '0755']);
    expect(Buffer.from(archive.sha256, 'hex').toString('base64')).toBe(archive.codeSha256);
    expect(archive.size).toBe(readFileSync(join(directory, 'dist/lambda.zip')).length);
    expect(archive.unzippedSize).toBe(
      archive.entries.reduce((sum: number, entry: { size: number }) => sum + entry.size, 0),
    );
    expect(readFileSync(join(directory, 'out/report.json'), 'utf8')).toBe(stdout);
    expect(Object.keys(document.record.commands[0])).toEqual(['go', 'directory', 'argv', 'environment']);
    expect(document.record.commands[0].argv).toContain('-trimpath');
  });

  test('colours standard output only with --color=always', async () => {
    const { run } = project(twoHandlers);
    expect((await run(['build'], { FORCE_COLOR: '1' })).stdout).not.toContain('\u001b');
    expect((await run(['build', '--color=always'], { NO_COLOR: '1' })).stdout).toContain(
      '\u001b[1mdist/lambda.zip\u001b[22m\n',
    );
  });

  test('prints nothing with --quiet', async () => {
    expect(await project(twoHandlers).run(['build', '-q'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('accepts the values of the manifest: --arch, --bootstrap, --out-dir, -C', async () => {
    const { run, directory, write } = project({});
    for (const [path, content] of Object.entries(twoHandlers)) write(`service/${path}`, content);
    const args = [
      'build',
      '-C',
      'service',
      '--arch',
      'x86_64',
      '--bootstrap',
      'shell',
      '--out-dir',
      'elsewhere',
      '--json',
    ];
    const { archives } = JSON.parse((await run(args)).stdout);
    expect(archives[0]).toMatchObject({ architecture: 'x86_64', path: 'elsewhere/lambda.zip' });
    const zip = readFileSync(join(directory, 'service/elsewhere/lambda.zip'), 'latin1');
    expect(zip).toContain('bootstrap');
  });

  test('builds one archive of several', async () => {
    const { run, directory } = project({
      ...twoHandlers,
      'lambdazip.json':
        '{ "archives": { "a": { "handlers": { "x": "./cmd/create" } }, "b": { "handlers": { "y": "./cmd/delete" } } } }',
    });
    expect((await run(['build', '--archive', 'b', '-q'])).status).toBe(0);
    expect(readdirSync(join(directory, 'dist'))).toEqual(['b.zip', 'b.zip.provenance.json']);
  });

  test('writes no cache with --no-cache', async () => {
    const { run, directory } = project(twoHandlers);
    mkdirSync(join(directory, 'home'));
    mkdirSync(join(directory, 'tmp'));
    const env = (name: string) => execFileSync('go', ['env', name], { encoding: 'utf8' }).trim();
    const variables = {
      HOME: join(directory, 'home'),
      TMPDIR: join(directory, 'tmp'),
      GOCACHE: env('GOCACHE'),
      GOMODCACHE: env('GOMODCACHE'),
      LAMBDAZIP_CACHE_DIR: undefined,
    };
    expect(await run(['build', '-q', '--no-cache'], variables)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(directory, 'home/.cache/lambdazip'))).toBe(false);
    expect(readdirSync(join(directory, 'tmp'))).toEqual([]);
  });

  test('reports on the second build that it had nothing to do', async () => {
    const { run } = project(twoHandlers);
    await run(['build', '-q']);
    expect((await run(['build'])).stdout).toContain('1 archive up to date (3 of 3 entries from cache)');
  });
});

describe('lambdazip plan', () => {
  test('prints commands that can be pasted into a shell, and writes nothing', async () => {
    const { run, directory } = project(twoHandlers);
    const { status, stdout } = await run(['plan']);
    expect(status).toBe(0);
    expect(stdout).toContain("CGO_ENABLED=0 GO111MODULE=on GOARCH=arm64 GOENV=off GOFLAGS='' GOOS=linux");
    expect(stdout).toContain("-tags lambda.norpc -ldflags '-s -w -B none' -- ./cmd/create ./cmd/delete");
    expect(existsSync(join(directory, 'dist'))).toBe(false);
  });

  test('is the same as `build --dry-run`', async () => {
    const { run } = project(twoHandlers);
    expect(await run(['build', '--dry-run', '--json'])).toEqual(await run(['plan', '--json']));
    expect(Object.keys(JSON.parse((await run(['plan', '--json'])).stdout))).toEqual([
      'manifest',
      'variables',
      'commands',
      'archives',
      'warnings',
    ]);
  });
});

describe('lambdazip init', () => {
  const library = {
    'lambda-go/go.mod': 'module github.com/aws/aws-lambda-go\n\ngo 1.21\n',
    'lambda-go/lambda/lambda.go': 'package lambda\n\nfunc Start() {}\n',
  };
  const uses =
    'package main\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc main() { lambda.Start() }\n';
  const goMod =
    'module example.com/p\n\ngo 1.21\n\nrequire github.com/aws/aws-lambda-go v1.50.0\n\nreplace github.com/aws/aws-lambda-go => ./lambda-go\n';
  const files = {
    ...library,
    'go.mod': goMod,
    'cmd/create/main.go': uses,
    'cmd/tool/main.go': 'package main\n\nfunc main() {}\n',
    'services/a/create/main.go':
      'package main\n\nimport "example.com/p/internal/start"\n\nfunc main() { start.It() }\n',
    'internal/start/start.go':
      'package start\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc It() { lambda.Start() }\n',
  };

  test('writes a manifest of the main packages that use aws-lambda-go, also indirectly, and it builds', async () => {
    const { run, read } = project(files);
    expect(await run(['init'])).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(read('lambdazip.json'))).toEqual({
      handlers: { 'bin/cmd/create': './cmd/create', 'bin/services/a/create': './services/a/create' },
    });
    expect(await run(['build', '-q'])).toMatchObject({ status: 0 });
  });

  test('does not overwrite a manifest', async () => {
    const { run, snapshot } = project({ ...files, 'lambdazip.json': 'mine' });
    const before = snapshot();
    const { status, stdout } = await run(['init', '--json']);
    expect({ status, code: JSON.parse(stdout).error.code }).toEqual({ status: 2, code: 'manifest-exists' });
    expect(snapshot()).toEqual(before);
  });

  test('fails if it finds no handlers', async () => {
    const { run } = project({ 'go.mod': 'module m\n' });
    const { status, stdout } = await run(['init', '--json']);
    expect({ status, code: JSON.parse(stdout).error.code }).toEqual({ status: 2, code: 'init-no-handlers' });
  });

  test('writes YAML if the file name ends in .yaml', async () => {
    const { run, read } = project(files);
    expect((await run(['init', 'l.yaml', '-q'])).status).toBe(0);
    expect(read('l.yaml')).toBe(
      'handlers:\n  bin/cmd/create: ./cmd/create\n  bin/services/a/create: ./services/a/create\n',
    );
  });
});

describe('the other commands', () => {
  test('schema prints the JSON Schema', async () => {
    expect(JSON.parse((await project({}).run(['schema'])).stdout)).toMatchObject({
      title: 'lambdazip manifest',
    });
  });

  test('cache prints its location and size, and clears it', async () => {
    const { run, directory } = project(twoHandlers);
    const cache = join(directory, 'cache');
    const flags = ['--cache-dir', 'cache'];
    await run(['build', '-q', ...flags]);
    const info = JSON.parse((await run(['cache', '--json', ...flags])).stdout);
    expect(info).toMatchObject({ directory: cache.replaceAll('\\', '/') });
    expect(info.size).toBeGreaterThan(1_000_000);
    expect((await run(['cache', ...flags])).stdout).toContain('MiB');
    expect(await run(['cache', 'clear', ...flags])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Removed .* MiB from /),
    });
    expect(JSON.parse((await run(['cache', 'info', '--json', ...flags])).stdout)).toMatchObject({
      size: 0,
      entries: 0,
    });
  });

  test('--version prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await project({}).run(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('every command has help with an example', async () => {
    const { run } = project({});
    for (const command of [
      [],
      ['build'],
      ['plan'],
      ['init'],
      ['schema'],
      ['cache'],
      ['cache', 'clear'],
      ['cache', 'info'],
      ['completion'],
    ]) {
      const { status, stdout } = await run([...command, '--help']);
      expect(status, command.join(' ')).toBe(0);
      expect(stdout, command.join(' ')).toMatch(/Examples?:\n {2}\S/);
    }
  });

  testWith(tools.bash)('completion completes commands, options and values in bash', async () => {
    const script = (await project({}).run(['completion', 'bash'])).stdout;
    const complete = (...words: string[]): string[] => {
      const list = words.map((word) => `"${word}"`).join(' ');
      const ask = `${script}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _lambdazip; echo "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['-c', ask], { encoding: 'utf8' }).stdout.trim().split(' ');
    };
    expect(complete('lambdazip', 'bu')).toEqual(['build']);
    expect(complete('lambdazip', 'build', '--no-')).toEqual(['--no-cache', '--no-provenance']);
    expect(complete('lambdazip', 'build', '--arch', '')).toEqual(['arm64', 'x86_64']);
    expect(complete('lambdazip', 'cache', 'cl')).toEqual(['clear']);
    expect(complete('lambdazip', 'completion', 'f')).toEqual(['fish']);
  });

  test('completion also has scripts for zsh and fish', async () => {
    const { run } = project({});
    expect((await run(['completion', 'zsh'])).stdout).toMatch(
      /bashcompinit[\s\S]*complete -o default -F _lambdazip lambdazip/,
    );
    expect((await run(['completion', 'fish'])).stdout).toContain(
      'complete -c lambdazip -n __fish_use_subcommand -a build',
    );
  });
});

describe('a usage error', () => {
  test.each([
    [['bild'], "unknown command 'bild'", 'Did you mean build?'],
    [['build', '--jsn'], "unknown option '--jsn'", 'Did you mean --json?'],
    [['build', '--arch', 'arm'], "'arm' is invalid", 'arm64, x86_64'],
    [['build', '--set', 'X'], 'Expected NAME=value', '--set'],
    [['build', 'a', 'b'], 'too many arguments', 'lambdazip build --help'],
    [['completion', 'tcsh'], "'tcsh' is invalid", 'bash, zsh, fish'],
  ])('%j exits with status 2 and is reported on standard error', async (args, message, help) => {
    const { status, stdout, stderr } = await project({}).run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
  });

  test('is reported as JSON with --json', async () => {
    const { status, stdout } = await project({}).run(['build', '--json', '--frob']);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'usage' },
      diagnostics: [{ code: 'usage', location: { file: null } }],
    });
  });

  test('shows help if no command is given', async () => {
    expect(await project({}).run([])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('Usage: lambdazip'),
    });
  });
});

describe('colours', () => {
  test('are used if forced and not used if disabled', async () => {
    const { run } = project({ 'lambdazip.json': '{}' });
    expect((await run(['build'], { FORCE_COLOR: '1' })).stderr).toContain('\u001b[31m');
    expect((await run(['build'], { FORCE_COLOR: '1', NO_COLOR: '1' })).stderr).not.toContain('\u001b');
    expect((await run(['build'])).stderr).not.toContain('\u001b');
  });
});
