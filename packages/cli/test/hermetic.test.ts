import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { goMod, mainGo, type Project, project } from './project.js';

// What the machine and the manifest may change in a build, with the real go.

const oneHandler = (go: unknown = {}): string =>
  JSON.stringify({ architecture: 'x86_64', handlers: { 'bin/a': './cmd/a' }, go });

function programOf({ directory }: Project): string {
  return execFileSync('unzip', ['-p', join(directory, 'dist/lambda.zip'), 'bin/a'], {
    encoding: 'latin1',
    maxBuffer: 1 << 28,
  });
}

test('GOFLAGS of the machine is ignored and named, and the manifest setting has its effect', async () => {
  const made = project({
    'go.mod': goMod,
    'cmd/a/main.go': mainGo,
    'cmd/a/prod.go': '//go:build prod\n\npackage main\n\nfunc init() { println("PROD-ONLY") }\n',
    'lambdazip.json': oneHandler(),
  });
  const flags = { GOFLAGS: '-tags=prod' };
  const ignored = await made.run(['build'], flags);
  expect(ignored.status).toBe(0);
  expect(ignored.stderr).toContain('GOFLAGS=-tags=prod');
  expect(ignored.stderr).toContain('`go.tags`');
  expect(programOf(made)).not.toContain('PROD-ONLY');

  made.write('lambdazip.json', oneHandler({ tags: ['prod'] }));
  const declared = await made.run(['build'], flags);
  expect(declared.stderr).not.toContain('machine-settings-ignored');
  expect(programOf(made)).toContain('PROD-ONLY');
});

test('a go.work that is not used is named, and the help of a missing module names it', async () => {
  const made = project({
    'go.work': 'go 1.21\n\nuse (\n\t./shared\n\t./svc\n)\n',
    'shared/go.mod': 'module example.com/shared\n\ngo 1.21\n',
    'shared/shared.go': 'package shared\n\nconst X = "1"\n',
    'svc/go.mod': goMod,
    'svc/cmd/a/main.go': 'package main\n\nimport "example.com/shared"\n\nfunc main() { println(shared.X) }\n',
    'svc/lambdazip.json': oneHandler(),
    'svc/work.json': oneHandler({ work: true }),
  });
  const planned = await made.run(['plan', '-C', 'svc']);
  expect(planned.stderr).toContain('warning[go-work-ignored]');
  const failed = await made.run(['build', '-C', 'svc']);
  expect(failed.status).toBe(1);
  expect(failed.stderr).toMatch(/help: Set "go": \{ "work": true \} to build with (\.\.\/)?go\.work/);

  expect((await made.run(['build', '-C', 'svc', 'work.json'])).status).toBe(0);
  made.write('go.work', 'go 1.21\n\nuse ./shared\n');
  const advice = await made.run(['build', '-C', 'svc', 'work.json']);
  expect(advice.stderr).toContain('go work use .');
});

test('a default.pgo is a source file of its main package', async () => {
  const made = project({
    'go.mod': goMod,
    'lib/lib.go':
      'package lib\n\nfunc Sum(n int) int {\n\tif n == 0 {\n\t\treturn 0\n\t}\n\treturn n + Sum(n-1)\n}\n',
    'cmd/a/main.go': 'package main\n\nimport "example.com/p/lib"\n\nfunc main() { println(lib.Sum(3)) }\n',
    'cmd/b/main.go': 'package main\n\nimport "example.com/p/lib"\n\nfunc main() { println(lib.Sum(4)) }\n',
    'lib/lib_test.go':
      'package lib\n\nimport "testing"\n\nfunc TestSum(t *testing.T) {\n\tfor i := 0; i < 200000; i++ {\n\t\tSum(100)\n\t}\n}\n',
    'lambdazip.json': JSON.stringify({
      archives: { a: { handlers: { 'bin/a': './cmd/a' } }, b: { handlers: { 'bin/b': './cmd/b' } } },
    }),
    '.gitignore': 'dist\n',
  });
  const { directory } = made;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: directory });
  const digest = (name: string) => readFileSync(join(directory, `dist/${name}.zip`)).toString('base64');
  expect((await made.run(['build'])).status).toBe(0);
  const before = { a: digest('a'), b: digest('b') };
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'first');

  execFileSync('go', ['test', '-cpuprofile', 'cmd/a/default.pgo', '-o', 'lib.test', './lib'], {
    cwd: directory,
    env: { ...process.env, GOFLAGS: '', GOOS: undefined, GOARCH: undefined } as NodeJS.ProcessEnv,
    stdio: 'ignore',
  });
  const affected = await made.run(['affected', '--since', 'HEAD', '--json']);
  expect(affected.status).toBe(0);
  const touched = JSON.parse(affected.stdout).archives as { name: string; touched?: boolean }[];
  expect(touched.map(({ name }) => name)).toEqual(['a']);

  expect((await made.run(['build'])).status).toBe(0);
  expect(digest('b')).toBe(before.b);
  expect(digest('a')).not.toBe(before.a);
  const verified = await made.run(['verify', 'dist/a.zip', '--manifest', 'lambdazip.json', '--fast']);
  expect(verified.status, verified.stderr).toBe(0);

  // With the profile, go lists `example.com/p/lib [example.com/p/cmd/a]`.
  git('add', '.');
  git('commit', '-qm', 'second');
  made.write('lib/lib.go', made.read('lib/lib.go').replace('return 0', 'return 1'));
  const both = await made.run(['affected', '--since', 'HEAD', '--json']);
  expect(JSON.parse(both.stdout).archives.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
  made.write('lib/lib.go', 'package lib\n\nfunc Sum(n int) int { return x }\n');
  const broken = await made.run(['build']);
  expect(broken.stderr).toContain('undefined: x');
  expect(broken.stderr).toMatch(/bin\/a.*bin\/b|bin\/b.*bin\/a/s);
});

test.skipIf(process.platform === 'win32')(
  'a build without cgo starts go and no other program, whatever the sources hold',
  async () => {
    const made = project({
      'go.mod': goMod,
      'cmd/a/main.go': 'package main\n\nfunc main() { println("a") }\n',
      // An object file in a format that the linker does not know.
      'cmd/a/blob_amd64.syso': 'BC\xc0\xde not an object file',
      'cmd/a/asm.s': '',
      'lambdazip.json': oneHandler(),
    });
    const { directory } = made;
    const started = join(directory, 'STARTED');
    const programs = join(directory, 'programs');
    mkdirSync(programs);
    for (const name of 'gcc g++ cc c++ clang ld ar pkg-config hg svn bzr fossil swig gfortran sh'.split(
      ' ',
    )) {
      const path = join(programs, name);
      writeFileSync(path, `#!/bin/bash\necho ${name} >> ${started}\nexit 1\n`);
      chmodSync(path, 0o755);
    }
    const go = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
    symlinkSync(join(go, 'bin/go'), join(programs, 'go'));
    const trap = join(programs, 'gcc');
    const variables = { PATH: programs, CC: trap, CXX: trap, GOROOT: undefined };
    const refused = await made.run(['build'], { ...variables, GO_EXTLINK_ENABLED: '1' });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('GO_EXTLINK_ENABLED');
    expect(existsSync(started)).toBe(false);

    for (const go of [
      { ldflags: `-linkmode=external -extld=${trap}` },
      { ldflags: ['-X', 'main.a=b', '-cpuprofile=profile'] },
      { gcflags: 'all=-cpuprofile=profile' },
      { gcflags: '-d=ssa/all/dump=main' },
      { env: { GOCACHEPROG: trap } },
      { env: { CC: trap } },
    ]) {
      made.write('lambdazip.json', oneHandler(go));
      expect((await made.run(['build'], variables)).status, JSON.stringify(go)).toBe(2);
    }
    expect(existsSync(started)).toBe(false);
  },
);

test('a rebuild believes neither a poisoned build cache nor a poisoned cache directory', async () => {
  const made = project({
    'go.mod': goMod,
    'lib/lib.go': 'package lib\n\nvar V = "GOOD-GOOD-GOOD"\n',
    'cmd/a/main.go': 'package main\n\nimport "example.com/p/lib"\n\nfunc main() { println(lib.V) }\n',
    'lambdazip.json': oneHandler(),
  });
  const { directory } = made;
  const goCache = join(directory, '../', `${directory.split('/').at(-1)}-go`);
  const variables = { GOCACHE: goCache, LAMBDAZIP_CACHE_DIR: join(goCache, 'lambdazip') };
  const good = made.read('lib/lib.go');
  expect((await made.run(['build'], variables)).status).toBe(0);
  const goodZip = readFileSync(join(directory, 'dist/lambda.zip'));
  const compiled = (mark: string) => {
    const files = readdirSync(goCache, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(goCache, name),
    );
    return files
      .filter((file) => file.endsWith('-a'))
      .flatMap((action) => {
        const [, , output = ''] = readFileSync(action, 'utf8').split(' ');
        const path = join(goCache, output.slice(0, 2), `${output}-d`);
        return existsSync(path) && readFileSync(path, 'latin1').includes(mark) ? [action] : [];
      });
  };
  const goodActions = compiled('GOOD-GOOD-GOOD');
  made.write('lib/lib.go', good.replace('GOOD-GOOD-GOOD', 'EVIL-EVIL-EVIL'));
  expect((await made.run(['build'], variables)).status).toBe(0);
  const [evilAction = ''] = compiled('EVIL-EVIL-EVIL');
  expect(goodActions.length).toBeGreaterThan(0);

  // The good source again, and a build cache that answers for it with the other's object file.
  made.write('lib/lib.go', good);
  const [version, , ...evil] = readFileSync(evilAction, 'utf8').split(' ');
  for (const action of goodActions) {
    const [, id] = readFileSync(action, 'utf8').split(' ');
    writeFileSync(action, [version, id, ...evil].join(' '));
  }
  expect(
    (await made.run(['build'], { ...variables, LAMBDAZIP_CACHE_DIR: join(goCache, 'second') })).status,
  ).toBe(0);
  const wrong = readFileSync(join(directory, 'dist/lambda.zip'));
  expect(wrong.equals(goodZip)).toBe(false);
  expect(programOf(made)).toContain('EVIL-EVIL-EVIL');

  const verify = (zip: string) => made.run(['verify', zip, '--manifest', 'lambdazip.json'], variables);
  writeFileSync(join(directory, 'good.zip'), goodZip);
  const link = join(goCache, 'lambdazip/link');
  for (const name of readdirSync(link, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('/a')) writeFileSync(join(link, name), 'poison');
  }
  // That the rebuild gives the good bytes also means that it does not give the wrong ones.
  const verified = await verify('good.zip');
  expect(verified.status, verified.stderr).toBe(0);

  for (const name of ['GOCACHE', 'GOCACHEPROG', 'GOMODCACHE', 'GOFLAGS']) {
    made.write('lambdazip.json', oneHandler({ env: { [name]: goCache } }));
    const refused = await verify('dist/lambda.zip');
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain('go-env-reserved');
    expect(refused.stdout).not.toContain('verified');
  }
});
