import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bin, project, twoHandlers } from './project.js';

const posix = process.platform !== 'win32';
const { PATH = '' } = process.env;

describe.runIf(posix)('PATH', () => {
  test('is searched as a shell does: what cannot be started or searched is passed over', async () => {
    const { directory, write, run } = project(twoHandlers);
    const at = (path: string) => join(directory, path);
    write('plain/go', 'not executable');
    chmodSync(at('plain/go'), 0o644);
    mkdirSync(at('directory/go'), { recursive: true });
    mkdirSync(at('dangling'));
    symlinkSync(at('nothing'), at('dangling/go'));
    symlinkSync(at('circle'), at('circle'));
    mkdirSync(at('locked'), { mode: 0 });
    write('file', '');
    // The project's own directory does not hold the go that builds it.
    write('go', '#!/bin/sh\ntouch started\n');
    chmodSync(at('go'), 0o755);
    const before = ['plain', 'directory', 'dangling', 'circle', 'locked', 'file', 'x'.repeat(300)].map(at);
    const search = [...before, '.', '', `/${'y/'.repeat(3000)}`, PATH].join(delimiter);
    const { status, stderr } = await run(['plan', '--quiet'], { PATH: search });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(existsSync(at('started'))).toBe(false);
  });

  test('with a go that the system cannot start gives an error with a code', async () => {
    const { directory, write, run } = project(twoHandlers);
    write('bad/go', '#!/nowhere/interpreter\n');
    chmodSync(join(directory, 'bad/go'), 0o755);
    const { status, stderr } = await run(['plan'], { PATH: [join(directory, 'bad'), PATH].join(delimiter) });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^error\[program-not-started\]: cannot start \S+bad\/go: .*interpreter.*\(ENOENT\)\n/,
    );
  });

  test("with a version manager's go that needs its own variables leads to the real one", async () => {
    const { directory, write, run } = project(twoHandlers);
    const go = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
    write('shim/go', '#!/bin/sh\n[ -n "$MANAGER_DIR" ] || exit 126\nexec "$MANAGER_DIR/bin/go" "$@"\n');
    chmodSync(join(directory, 'shim/go'), 0o755);
    const search = [join(directory, 'shim'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
    const { status, stdout } = await run(['plan', '--json'], { PATH: search, MANAGER_DIR: go });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).commands[0].machine.argv[0]).toBe(`${realpathSync(go)}/bin/go`);
  });
});

describe('a directory of the project', () => {
  const byteName = process.platform === 'linux';

  test.runIf(byteName)('whose name is not UTF-8 is skipped by init and named by migrate', async () => {
    const { directory, write, run } = project({ ...twoHandlers, 'cmd/create/main.go': 'package main\n' });
    mkdirSync(Buffer.concat([Buffer.from(`${directory}/caf`), Buffer.from([0xe9])]));
    write(
      'template.yaml',
      'Transform: AWS::Serverless-2016-10-31\nResources: { A: { Type: AWS::Serverless::Function, Properties: { CodeUri: cmd/delete, Handler: delete, Runtime: go1.x } } }\n',
    );
    expect((await run(['init', 'other.json'])).stderr).toMatch(/^error\[init-no-handlers\]/);
    const { status, stderr } = await run(['migrate']);
    expect(status).toBeLessThan(3);
    expect(stderr).toContain('warning[directory-unreadable]: skipped the directory caf\uFFFD');
  });
});

describe('names that every object of JavaScript inherits', () => {
  const inherited = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf'];

  test('are names like any other in a manifest', async () => {
    const map = (make: (name: string) => unknown) =>
      Object.fromEntries(inherited.map((name) => [name, make(name)]));
    const { run } = project({
      ...twoHandlers,
      ...Object.fromEntries(
        inherited.map((name) => [`cmd/${name}/main.go`, 'package main\n\nfunc main() {}\n']),
      ),
      'lambdazip.json': JSON.stringify({
        variables: map((name) => name),
        archives: map((name) => ({
          handlers: { [name]: `./cmd/${name}` },
          files: { [`files/${name}`]: './go.mod' },
          go: { ldflags: [`-X=main.v=\${${name}}`] },
        })),
      }),
    });
    const { status, stdout, stderr } = await run(['plan', '--json', '--set', 'valueOf=1']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { archives } = JSON.parse(stdout) as { archives: { handlers: { handler: string }[] }[] };
    expect(archives.flatMap(({ handlers }) => handlers.map(({ handler }) => handler)).sort()).toEqual(
      [...inherited].sort(),
    );
    for (const name of ['constructor', '__proto__']) {
      for (const args of [
        ['plan', '--archive', name],
        ['plan', '--set', `x${name}=1`],
        [name],
        ['build', `--${name}`],
      ]) {
        const answer = await run(args);
        expect([args, answer.status === 0 || answer.status === 2], answer.stderr).toEqual([args, true]);
      }
    }
  });

  test('are logical IDs and handlers like any other in a template', async () => {
    const resources = [...inherited, '__proto__'].map(
      (name) =>
        `  ${name}: { Type: AWS::Serverless::Function, Properties: { CodeUri: cmd/${name}/, Handler: ${name}, Runtime: go1.x } }`,
    );
    const { run } = project({
      ...twoHandlers,
      ...Object.fromEntries(
        inherited.map((name) => [
          `cmd/${name}/main.go`,
          'package main\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc main() { lambda.Start(nil) }\n',
        ]),
      ),
      'template.yaml': `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources.join('\n')}\n`,
    });
    const { status, stdout, stderr } = await run(['migrate', '--json']);
    expect(status, stderr).toBeLessThan(3);
    const { functions } = JSON.parse(stdout) as { functions: { id: string }[] };
    expect(functions.map(({ id }) => id)).toEqual(expect.arrayContaining(inherited));
  });
});

describe('standard output', () => {
  test.runIf(existsSync('/dev/full'))('on a full disk is an error in one line, and exit status 1', () => {
    const done = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" schema > /dev/full`], {
      encoding: 'utf8',
    });
    expect(done.stderr).toMatch(/^error\[standard-output-failed\]: [^\n]*ENOSPC[^\n]*\n {2}help: [^\n]*\n$/);
    expect(done.status).toBe(1);
  });

  test.runIf(posix)('that is closed early is not an error', () => {
    const done = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" schema | head -c 1`], {
      encoding: 'utf8',
    });
    expect([done.stdout, done.stderr]).toEqual(['{', '']);
  });
});

describe.runIf(process.platform === 'linux')('a working directory that was removed', () => {
  const inRemoved = (words: string) => {
    const { directory } = project(twoHandlers);
    const gone = join(directory, 'gone');
    mkdirSync(gone);
    const script = `cd "${gone}" && rmdir "${gone}" && "${process.execPath}" "${bin}" ${words.replace('HERE', directory)}`;
    const done = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    rmSync(gone, { recursive: true, force: true });
    return done;
  };

  test('is an error with a code', () => {
    const { status, stderr } = inRemoved('build');
    expect(stderr).toMatch(/^error\[working-directory-missing\]: [^\n]*\n {2}help: [^\n]*\n$/);
    expect(status).toBe(2);
  });

  test('is not needed with -C', () => {
    const { status, stderr } = inRemoved('plan --quiet -C "HERE"');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
