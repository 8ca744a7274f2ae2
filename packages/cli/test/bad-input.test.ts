import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { AnyDiagnostic } from '@lambdazip/core';
import { describe, expect, test } from 'vitest';
import { goMod, mainGo, type Project, project, twoHandlers } from './project.js';

interface Case {
  readonly title: string;
  /** Added to the files of two handlers. */
  readonly files?: Readonly<Record<string, string>>;
  readonly change?: (given: Project) => void | Promise<void>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly status: number;
  readonly code: string;
  /** `code file:line:column` of some of the diagnostics. */
  readonly found?: readonly string[];
  /** A part of standard error. */
  readonly says?: string;
}

const manifest = (value: unknown): Readonly<Record<string, string>> => ({
  'lambdazip.json': JSON.stringify(value),
});
const handlers = { 'bin/create': './cmd/create' };
const go = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();

const wrongManifests: readonly Case[] = [
  {
    title: 'invalid JSON',
    files: { 'lambdazip.json': '{ "handlers"' },
    status: 2,
    code: 'manifest-invalid',
    found: ['manifest-syntax lambdazip.json:1:13'],
  },
  {
    title: 'invalid YAML',
    files: { 'l.yaml': 'handlers: [\n' },
    args: ['l.yaml'],
    status: 2,
    code: 'manifest-invalid',
    found: ['manifest-syntax l.yaml:2:1'],
  },
  {
    title: 'several errors',
    files: manifest({
      handler: {},
      handlers: { '../x': './cmd/create', b: './none', c: 3 },
      files: { f: './none' },
    }),
    status: 2,
    code: 'manifest-invalid',
    found: [
      'manifest-unknown-key lambdazip.json:1:2',
      'handler-name-invalid lambdazip.json:1:27',
      'package-not-found lambdazip.json:1:53',
      'manifest-value-invalid lambdazip.json:1:66',
      'file-missing lambdazip.json:1:82',
    ],
    says: 'did you mean `handlers`?',
  },
  {
    title: 'a missing package',
    files: manifest({ handlers: { a: './cmd/none' } }),
    status: 2,
    code: 'manifest-invalid',
    found: ['package-not-found lambdazip.json:1:18'],
  },
  {
    title: 'a library',
    files: { ...manifest({ handlers: { a: './lib' } }), 'lib/l.go': 'package lib\n' },
    status: 2,
    code: 'manifest-invalid',
    found: ['package-not-main lambdazip.json:1:18'],
  },
  {
    title: 'only files for a different system',
    files: { ...manifest({ handlers: { a: './win' } }), 'win/m_windows.go': mainGo },
    status: 2,
    code: 'manifest-invalid',
    found: ['package-not-found lambdazip.json:1:18'],
  },
  {
    title: 'a wildcard without a match',
    files: manifest({ handlers: { 'a/*': './none/*' } }),
    status: 2,
    code: 'manifest-invalid',
    found: ['wildcard-no-match lambdazip.json:1:20'],
  },
  {
    title: 'no go.mod',
    files: manifest({ handlers: { a: '..' } }),
    status: 2,
    code: 'manifest-invalid',
    found: ['go-mod-not-found lambdazip.json:1:18'],
  },
  {
    title: 'a file that is a link',
    files: manifest({ handlers, files: { l: './link' } }),
    change: ({ directory }) => symlinkSync('go.mod', join(directory, 'link')),
    status: 2,
    code: 'manifest-invalid',
    found: ['file-is-link lambdazip.json:1:56'],
  },
  {
    title: 'a file behind a link',
    files: { ...manifest({ handlers, files: { 'l/': './link/**' } }), 'real/a.txt': '' },
    change: ({ directory }) => symlinkSync('real', join(directory, 'link')),
    status: 2,
    code: 'manifest-invalid',
    found: ['file-is-link lambdazip.json:1:57'],
  },
  {
    title: 'a link among the files of a glob',
    files: { ...manifest({ handlers, files: { 'l/': './real/**' } }), 'real/a.txt': '' },
    change: ({ directory }) => symlinkSync('/etc/passwd', join(directory, 'real/passwd')),
    status: 2,
    code: 'manifest-invalid',
    found: ['file-is-link lambdazip.json:1:57'],
  },
  {
    title: 'a file that is a socket',
    files: manifest({ handlers, files: { s: './socket' } }),
    change: async ({ directory }) => {
      const server = createServer().listen(join(directory, 'socket'));
      await new Promise((resolve) => server.once('listening', resolve));
      server.unref();
    },
    status: 2,
    code: 'manifest-invalid',
    found: ['file-not-regular lambdazip.json:1:56'],
  },
  {
    title: 'an undeclared variable',
    args: ['--set', 'X=1'],
    status: 2,
    code: 'manifest-invalid',
    found: ['variable-unknown null:null:null'],
  },
  {
    title: 'an unknown archive',
    args: ['--archive', 'x'],
    status: 2,
    code: 'manifest-invalid',
    found: ['archive-unknown null:null:null'],
  },
];

const wrongCode: readonly Case[] = [
  {
    title: 'compile errors in both handlers',
    files: {
      'cmd/create/main.go': 'package main\n\nfunc main() { missing() }\n',
      'cmd/delete/main.go': 'package main\n\nfunc main() { var unused int }\n',
    },
    status: 1,
    code: 'compile-failed',
    found: ['compile-error cmd/create/main.go:3:15', 'compile-error cmd/delete/main.go:3:19'],
    says: 'undefined: missing',
  },
  {
    title: 'a syntax error',
    files: { 'cmd/create/main.go': 'package main\n\nfunc main() {\n' },
    status: 1,
    code: 'compile-failed',
    found: ['compile-error cmd/create/main.go:4:1'],
  },
  {
    title: 'a package that cannot be loaded in one handler, and a compile error in the other',
    files: {
      'cmd/create/main.go': 'package main\n\nimport _ "example.com/none"\n\nfunc main() {}\n',
      'cmd/delete/main.go': 'package main\n\nfunc main() { missing() }\n',
    },
    status: 1,
    code: 'compile-failed',
    found: ['compile-error cmd/create/main.go:3:8', 'compile-error cmd/delete/main.go:3:15'],
  },
  {
    title: 'a missing entry of go.sum',
    files: {
      'go.mod': `${goMod}\nrequire github.com/aws/aws-lambda-go v1.54.0\n`,
      'cmd/create/main.go':
        'package main\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc main() { lambda.Start(nil) }\n',
    },
    status: 1,
    code: 'compile-failed',
    found: ['go-sum-missing cmd/create/main.go:3:8'],
    says: 'go mod tidy',
  },
  {
    title: 'a go.mod that go cannot read',
    files: { 'go.mod': `${goMod}nonsense here\n` },
    status: 1,
    code: 'go-list-failed',
    says: 'unknown directive: nonsense',
  },
  {
    title: 'aws-lambda-go for the old runtime',
    files: {
      'go.mod': `${goMod}\nrequire github.com/aws/aws-lambda-go v1.17.0\n`,
      'vendor/modules.txt':
        '# github.com/aws/aws-lambda-go v1.17.0\n## explicit\ngithub.com/aws/aws-lambda-go/lambda\n',
      'vendor/github.com/aws/aws-lambda-go/lambda/lambda.go':
        'package lambda\n\nfunc Start(interface{}) {}\n',
      'cmd/create/main.go':
        'package main\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc main() { lambda.Start(nil) }\n',
    },
    status: 1,
    code: 'check-failed',
    found: ['check-lambda-library-too-old null:null:null'],
    says: 'v1.18.0 or later',
  },
];

const wrongMachine: readonly Case[] = [
  { title: 'no manifest', args: ['none.json'], status: 2, code: 'manifest-not-found' },
  {
    title: 'a missing directory',
    args: ['-C', 'none'],
    status: 2,
    code: 'manifest-not-found',
    says: 'directory',
  },
  { title: 'a directory instead of a manifest', args: ['cmd'], status: 2, code: 'manifest-is-directory' },
  {
    title: 'a manifest that is not UTF-8',
    change: ({ directory }) =>
      writeFileSync(join(directory, 'lambdazip.json'), Buffer.from([0xff, 0xfe, 0x7b])),
    status: 2,
    code: 'manifest-unreadable',
  },
  {
    title: 'two manifests',
    files: { 'lambdazip.yaml': 'handlers: {}\n' },
    status: 2,
    code: 'manifest-ambiguous',
  },
  {
    title: 'no go',
    env: { PATH: '/none', GOROOT: undefined },
    status: 2,
    code: 'go-not-found',
    says: 'https://go.dev/dl',
  },
  {
    title: 'a go that is too old',
    files: { 'go.mod': 'module example.com/p\n\ngo 1.99\n' },
    status: 2,
    code: 'go-too-old',
    says: '"version": "1.99"',
  },
  {
    title: 'a dependency that needs a newer go',
    files: {
      'go.mod': `${goMod}\nrequire example.com/new v0.0.0\n\nreplace example.com/new => ./new\n`,
      'new/go.mod': 'module example.com/new\n\ngo 1.98\n',
      'new/new.go': 'package new\n',
      'cmd/create/main.go': 'package main\n\nimport _ "example.com/new"\n\nfunc main() {}\n',
    },
    status: 2,
    code: 'go-too-old',
  },
  {
    title: 'an output directory that is a file',
    files: { out: '' },
    args: ['--out-dir', 'out'],
    status: 2,
    code: 'output-not-writable',
  },
  {
    title: 'an archive that is a directory',
    files: { 'out/lambda.zip/x': '' },
    args: ['--out-dir', 'out'],
    status: 2,
    code: 'output-not-writable',
  },
  {
    title: 'a go that is killed',
    change: ({ directory }) => {
      // Every command but `go build` runs the real go. The build is killed, as by the kernel when memory runs out.
      const script = `#!/bin/sh\n[ "$1" = build ] && kill -9 $$\nexec ${go}/bin/go "$@"\n`;
      mkdirSync(join(directory, 'fake'));
      writeFileSync(join(directory, 'fake/go'), script);
      chmodSync(join(directory, 'fake/go'), 0o755);
    },
    env: { PATH: './fake' },
    status: 1,
    code: 'go-killed',
    found: ['go-killed null:null:null'],
  },
];

for (const [kind, cases] of [
  ['a manifest error', wrongManifests],
  ['a code error', wrongCode],
  ['an environment error', wrongMachine],
] as const) {
  describe(kind, () => {
    for (const { title, files = {}, change, args = [], env = {}, status, code, found = [], says } of cases) {
      test(`${title}: ${code}, exit ${status}, and no file changes`, async () => {
        const given = project({ ...twoHandlers, ...files, 'dist/lambda.zip': 'the old archive' });
        await change?.(given);
        const variables = {
          ...env,
          ...(env.PATH === './fake' ? { PATH: `${given.directory}/fake:/usr/bin:/bin` } : {}),
        };
        const before = given.snapshot();
        const { status: ended, stdout, stderr } = await given.run(['build', '--json', ...args], variables);
        const document = JSON.parse(stdout);
        expect({ status: ended, code: document.error.code }, stdout).toEqual({ status, code });
        const reported = document.diagnostics.map(
          ({ code, location }: AnyDiagnostic) =>
            `${code} ${location.file}:${location.line}:${location.column}`,
        );
        expect(reported).toEqual(expect.arrayContaining([...found]));
        for (const diagnostic of document.diagnostics) {
          expect(diagnostic.help).not.toBe('');
          expect(Object.keys(diagnostic)).toEqual(
            expect.arrayContaining(['code', 'severity', 'message', 'help', 'location', 'args']),
          );
        }
        if (says !== undefined) expect(stderr.toLowerCase()).toContain(says.toLowerCase());
        expect(given.snapshot()).toEqual(before);
      });
    }
  });
}

test('an error in a shared package names every handler that cannot be built', async () => {
  const uses = 'package main\n\nimport "example.com/p/shared"\n\nfunc main() { shared.X() }\n';
  const { run } = project({
    ...twoHandlers,
    'cmd/create/main.go': uses,
    'cmd/delete/main.go': uses,
    'cmd/other/main.go': mainGo,
    'shared/shared.go': 'package shared\n\nfunc X() int { return "" }\n',
    'lambdazip.json': '{ "handlers": { "bin/*": "./cmd/*" } }',
  });
  const { stdout, stderr } = await run(['build', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'compile-failed' },
    diagnostics: [
      { location: { file: 'shared/shared.go', line: 3, column: 23 }, handlers: ['bin/create', 'bin/delete'] },
    ],
  });
  expect(stderr).toContain('handlers: bin/create, bin/delete');
});

test('a failed build also writes its report', async () => {
  const { run, read } = project({ 'lambdazip.json': '{}' });
  expect((await run(['build', '--report', 'r.json', '-q'])).status).toBe(2);
  expect(JSON.parse(read('r.json'))).toMatchObject({
    error: { code: 'manifest-invalid' },
    diagnostics: [{ code: 'manifest-no-handlers' }],
  });
});
