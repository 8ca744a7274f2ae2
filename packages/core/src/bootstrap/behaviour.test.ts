import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { arm64Programs, withArm64Programs } from '../../test/arm64-programs.js';
import { type Tool, testWith, tools } from '../../test/tools.js';
import { nativeBootstrap } from './native.js';
import { shellBootstrap } from './shell.js';

// What a bootstrap does is told by what it starts: scripts and small static programs in a package of their own.
const root = mkdtempSync(join(tmpdir(), 'lambdazip bootstrap '));
const task = join(root, 'task');
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Bootstrap {
  readonly name: string;
  readonly needs: readonly Tool[];
  readonly argv: readonly string[];
  /** A shell says some things in its own words, or adds variables of its own. */
  readonly shell: 'dash' | 'bash' | null;
  readonly runs: 'x86_64' | 'arm64';
}

const linuxX64: Tool = { name: 'an x86_64 Linux', from: 'another machine', probe: ['true'] };
const here =
  process.platform === 'linux' && process.arch === 'x64'
    ? []
    : [{ ...linuxX64, probe: ['lambdazip-no-such'] as const }];

const bootstraps: readonly Bootstrap[] = [
  { name: 'native, x86_64', needs: here, argv: [join(task, 'native-x86_64')], shell: null, runs: 'x86_64' },
  {
    name: 'native, arm64 under qemu with pages of 64 KiB',
    needs: [tools.qemuArm64, ...here],
    argv: ['qemu-aarch64-static', '-p', '65536', join(task, 'native-arm64')],
    shell: null,
    // qemu's own execve starts programs of the host.
    runs: 'x86_64',
  },
  {
    name: 'shell, dash',
    needs: [tools.dash, ...here],
    argv: ['dash', join(task, 'shell')],
    shell: 'dash',
    runs: 'x86_64',
  },
  {
    name: 'shell, bash as sh',
    needs: [tools.bash, ...here],
    argv: ['bash', '--posix', join(task, 'shell')],
    shell: 'bash',
    runs: 'x86_64',
  },
];

beforeAll(() => {
  mkdirSync(join(task, 'bin/orders'), { recursive: true });
  const write = (name: string, content: Uint8Array | string, mode = 0o755) => {
    writeFileSync(join(task, name), content);
    chmodSync(join(task, name), mode);
  };
  write('native-x86_64', nativeBootstrap('x86_64'));
  write('native-arm64', nativeBootstrap('arm64'));
  write('shell', shellBootstrap());
  write('bin/plain', '#!/bin/sh\necho data\n', 0o644);
  write('bin/no-loader', '#!/no/such/interpreter\n');
  write('bin/exits-7', '#!/bin/sh\nexit 7\n');
  write('bin/pid', '#!/bin/sh\necho $$\n');
  // The other machine's program: what an arm64 function has when it was given x86_64 programs, or the reverse.
  const foreign = Uint8Array.from(nativeBootstrap('x86_64'));
  foreign[18] = 8;
  write('bin/foreign', foreign);
  const source = join(root, 'probe');
  mkdirSync(source);
  writeFileSync(join(source, 'go.mod'), 'module example.com/probe\n\ngo 1.21\n');
  writeFileSync(join(source, 'main.go'), probe);
  execFileSync('go', ['build', '-o', join(task, 'bin/orders/create'), '.'], {
    cwd: source,
    env: { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0', GOOS: 'linux', GOARCH: 'amd64' },
  });
});

const probe = `package main

import (
	"encoding/json"
	"os"
)

func main() {
	directory, _ := os.Getwd()
	json.NewEncoder(os.Stdout).Encode(map[string]any{"args": os.Args, "env": os.Environ(), "cwd": directory})
}
`;

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(
  { argv }: Bootstrap,
  environment: Readonly<Record<string, string>>,
  { args = [], cwd = task }: { readonly args?: readonly string[]; readonly cwd?: string } = {},
): Outcome {
  const [program = '', ...rest] = argv;
  // The programs are looked up here; the bootstrap itself gets no PATH but what the case gives.
  const path = execFileSync('which', [program], { encoding: 'utf8' }).trim();
  const { status, stdout, stderr } = spawnSync(path, [...rest, ...args], {
    cwd,
    env: environment,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

interface Started {
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
}

const program = (outcome: Outcome): Started => {
  if (outcome.status !== 0) throw new Error(`status ${outcome.status}: ${outcome.stderr}`);
  return JSON.parse(outcome.stdout) as Started;
};

for (const bootstrap of bootstraps) {
  const check = testWith(...bootstrap.needs);
  const own = /^(_|PWD|OLDPWD|SHLVL)=/;

  describe(`the bootstrap (${bootstrap.name})`, () => {
    check('becomes the program of the task root, called by its path and without arguments', () => {
      const { args, cwd } = program(
        start(bootstrap, { _HANDLER: 'bin/orders/create', LAMBDA_TASK_ROOT: task }, { cwd: root }),
      );
      expect(args).toEqual([`${task}/bin/orders/create`]);
      expect(cwd).toBe(root);
    });

    check('looks in the working directory where the task root is unset or empty', () => {
      const expected = ['./bin/orders/create'];
      expect(program(start(bootstrap, { _HANDLER: 'bin/orders/create' })).args).toEqual(expected);
      expect(program(start(bootstrap, { _HANDLER: 'bin/orders/create', LAMBDA_TASK_ROOT: '' })).args).toEqual(
        expected,
      );
    });

    check('hands the environment over as it is', () => {
      const large = Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`V${index}`, 'x'.repeat(100)]),
      );
      const given = {
        Z: '1',
        A: 'two words',
        EMPTY: '',
        _HANDLER: 'bin/orders/create',
        LAMBDA_TASK_ROOT: task,
        PATH: '',
        ODD: 'a=b\n$x"',
        ...large,
      };
      const { env } = program(start(bootstrap, given));
      const expected = Object.entries(given).map(([name, value]) => `${name}=${value}`);
      // qemu turns the order round before the bootstrap sees it.
      if (bootstrap.name === 'native, x86_64') expect(env).toEqual(expected);
      else expect(env.filter((entry) => !own.test(entry)).sort()).toEqual(expected.sort());
    });

    check('takes an argument for the handler where there is none, and exports it', () => {
      for (const environment of [{ LAMBDA_TASK_ROOT: task }, { LAMBDA_TASK_ROOT: task, _HANDLER: '' }]) {
        const { args, env } = program(start(bootstrap, environment, { args: ['bin/orders/create'] }));
        expect(args).toEqual([`${task}/bin/orders/create`]);
        expect(env.filter((entry) => entry.startsWith('_HANDLER='))).toEqual(['_HANDLER=bin/orders/create']);
      }
    });

    check('prefers _HANDLER to an argument', () => {
      const environment = { LAMBDA_TASK_ROOT: task, _HANDLER: 'bin/orders/create' };
      expect(program(start(bootstrap, environment, { args: ['bin/exits-7'] })).env).toContain(
        '_HANDLER=bin/orders/create',
      );
    });

    check("passes the program's exit status on", () => {
      expect(start(bootstrap, { LAMBDA_TASK_ROOT: task, _HANDLER: 'bin/exits-7' }).status).toBe(7);
    });

    for (const [handler, status, reason] of failures(bootstrap)) {
      check(`ends with ${status} and says why: ${reason}`, () => {
        const outcome = start(bootstrap, { LAMBDA_TASK_ROOT: task, _HANDLER: handler });
        expect(outcome.status).toBe(status);
        expect(outcome.stdout).toBe('');
        const [line = ''] = outcome.stderr.trimEnd().split('\n').slice(-1);
        expect(line).toContain(`bootstrap: cannot start handler "${handler}": `);
        expect(line).toContain(reason);
      });
    }

    check('says that there is no handler', () => {
      const outcome = start(bootstrap, { LAMBDA_TASK_ROOT: task });
      expect(outcome).toEqual({
        status: 127,
        stdout: '',
        stderr: 'bootstrap: no handler: _HANDLER is not set, and there is no argument\n',
      });
    });

    check('does not overflow on a path that is too long', () => {
      const outcome = start(bootstrap, { LAMBDA_TASK_ROOT: task, _HANDLER: 'x/'.repeat(4000) });
      expect([126, 127]).toContain(outcome.status);
      expect(outcome.stderr).toMatch(/^bootstrap: cannot start handler "x\//);
    });
  });
}

function failures({ shell }: Bootstrap): [handler: string, status: number, reason: string][] {
  const common: [string, number, string][] = [
    [
      'bin/none',
      127,
      `${task}/bin/none: no such file; the function's Handler must be a program of the package`,
    ],
    ['bin/plain/x', 127, `${task}/bin/plain/x: no such file`],
    ['bin', 126, `${task}/bin: it is a directory`],
    ['bootstrap', 126, "it is the bootstrap itself; set the function's Handler to a program of the package"],
    ['./bootstrap', 126, 'it is the bootstrap itself'],
    ['/bootstrap', 126, 'it is the bootstrap itself'],
  ];
  // root may execute nothing without an x either, so this holds for every user.
  common.push(['bin/plain', 126, `${task}/bin/plain: it is not executable (permission denied)`]);
  // dash ends at a failed exec in its own words, and runs what is no program as a script: docs/bootstrap.md.
  if (shell === 'dash') return common;
  const loader = 'the loader or interpreter that it needs is missing';
  // bash looks at the file itself then, and gives 126.
  if (shell === null) common.push(['bin/no-loader', 127, loader]);
  common.push(['bin/foreign', 126, 'it is no program for this architecture (exec format error)']);
  return common;
}

describe('the arm64 bootstrap, with programs of arm64', () => {
  testWith(...arm64Programs)('becomes the program', () => {
    execFileSync('go', ['build', '-o', join(task, 'bin/arm64'), '.'], {
      cwd: join(root, 'probe'),
      env: { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0', GOOS: 'linux', GOARCH: 'arm64' },
    });
    const [command, ...rest] = withArm64Programs([join(task, 'native-arm64')]);
    const env = { PATH: process.env.PATH, _HANDLER: 'bin/arm64', LAMBDA_TASK_ROOT: task };
    const { stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8', env });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).args).toEqual([`${task}/bin/arm64`]);
  });
});
