import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { makeZip } from '../../core/test/hostile-zips.js';
import { casesOf, isMatrix } from '../../core/test/matrix.js';
import { type Tool, testWith } from '../../core/test/tools.js';
import { project } from './project.js';

// What a rebuild believes of the user's module cache, with the real go and a module proxy of files.

const module = 'example.com/lib';
const good = 'package lib\n\nvar V = "GOOD-GOOD-GOOD"\n';
const evil = good.replaceAll('GOOD', 'EVIL');
const libMod = `module ${module}\n\ngo 1.21\n`;

function moduleZip(source: string): Uint8Array {
  const entry = (name: string, text: string) => {
    const content = new TextEncoder().encode(text);
    return { name: `${module}@v1.0.0/${name}`, content, compressed: new Uint8Array(deflateRawSync(content)) };
  };
  return makeZip({ entries: [entry('go.mod', libMod), entry('lib.go', source)] });
}

/** `h1:` of golang.org/x/mod/sumdb/dirhash for the files of the module. */
function hashOf(source: string): string {
  const sha256 = (text: string) => createHash('sha256').update(text);
  const lines = Object.entries({ 'go.mod': libMod, 'lib.go': source }).map(
    ([name, text]) => `${sha256(text).digest('hex')}  ${module}@v1.0.0/${name}\n`,
  );
  return `h1:${sha256(lines.join('')).digest('base64')}`;
}

const toolchain: Tool = {
  name: 'go1.26.7',
  from: 'the module proxy, through a go of 1.21 or later',
  probe: ['env', 'GOTOOLCHAIN=go1.26.7', 'go', 'version'],
};

// Compiles a whole toolchain's library twice.
const checkToolchain = isMatrix ? testWith(toolchain) : () => undefined;

checkToolchain('a rebuild does not trust a toolchain in the module cache', async () => {
  const made = project({
    'go.mod': 'module example.com/p\n\ngo 1.21\n',
    'cmd/a/main.go': 'package main\n\nfunc main() { println("hello") }\n',
    'lambdazip.json': JSON.stringify({
      architecture: 'x86_64',
      handlers: { 'bin/a': './cmd/a' },
      go: { version: '1.26.7' },
    }),
  });
  const at = (...names: readonly string[]): string => join(made.directory, ...names);
  const go = (words: readonly string[], more: Readonly<Record<string, string>> = {}): string =>
    execFileSync('go', words, {
      cwd: made.directory,
      env: { ...process.env, ...more },
      encoding: 'utf8',
    }).trim();
  const shared = { GOPROXY: `file://${go(['env', 'GOMODCACHE'])}/cache/download,${go(['env', 'GOPROXY'])}` };
  const variables = { GOMODCACHE: at('mod'), LAMBDAZIP_CACHE_DIR: at('cache'), ...shared };
  const root = go(['env', 'GOROOT'], { ...variables, GOTOOLCHAIN: 'go1.26.7' });
  onTestFinished(() => void go(['clean', '-modcache'], { GOMODCACHE: at('mod'), GOTOOLCHAIN: 'local' }));
  const source = join(root, 'src/runtime/proc.go');
  chmodSync(source, 0o644);
  writeFileSync(source, `${readFileSync(source, 'utf8')}\nfunc init() { println("EVIL-EVIL-EVIL") }\n`);
  expect((await made.run(['build'], variables)).status).toBe(0);
  const program = execFileSync('unzip', ['-p', at('dist/lambda.zip'), 'bin/a'], { maxBuffer: 1 << 28 });
  expect(program.includes('EVIL-EVIL-EVIL')).toBe(true);
  const verified = await made.run(['verify', 'dist/lambda.zip', '--manifest', 'lambdazip.json'], variables);
  expect(verified.status, verified.stdout + verified.stderr).toBe(1);
  expect(verified.stdout).not.toContain('verified');
});

// The last changes all that go keeps of a module; with less, go itself finds a difference.
const poisons = casesOf<readonly [string, readonly string[]]>(
  [
    ['a changed source', ['source']],
    ['a changed source and the hash that go keeps of it', ['source', 'hash']],
    ['a changed source, zip and hash', ['source', 'hash', 'zip']],
  ],
  ['a changed source, zip and hash'],
);

test.each(poisons)('a rebuild does not believe a module cache with %s', async (_, poisoned) => {
  const made = project({
    'go.mod': `module example.com/p\n\ngo 1.21\n\nrequire ${module} v1.0.0\n`,
    'cmd/a/main.go': `package main\n\nimport "${module}"\n\nfunc main() { println(lib.V) }\n`,
    'lambdazip.json': '{ "architecture": "x86_64", "handlers": { "bin/a": "./cmd/a" } }',
    [`proxy/${module}/@v/list`]: 'v1.0.0\n',
    [`proxy/${module}/@v/v1.0.0.info`]: '{ "Version": "v1.0.0" }',
    [`proxy/${module}/@v/v1.0.0.mod`]: libMod,
  });
  const at = (...names: readonly string[]): string => join(made.directory, ...names);
  writeFileSync(at('proxy', module, '@v/v1.0.0.zip'), moduleZip(good));
  const cache = at('mod');
  const variables = {
    GOPROXY: `file://${at('proxy')}`,
    GONOSUMDB: '*',
    GOFLAGS: '-modcacherw',
    GOMODCACHE: cache,
    LAMBDAZIP_CACHE_DIR: at('cache'),
  };
  execFileSync('go', ['mod', 'tidy'], { cwd: made.directory, env: { ...process.env, ...variables } });
  expect((await made.run(['build'], variables)).status).toBe(0);
  mkdirSync(at('good'));
  cpSync(at('dist'), at('good'), { recursive: true });

  const downloaded = join(cache, 'cache/download', module, '@v/v1.0.0');
  if (poisoned.includes('source')) writeFileSync(join(cache, `${module}@v1.0.0`, 'lib.go'), evil);
  if (poisoned.includes('hash')) writeFileSync(`${downloaded}.ziphash`, hashOf(evil));
  if (poisoned.includes('zip')) writeFileSync(`${downloaded}.zip`, moduleZip(evil));
  // A program built from the poisoned source, as an attacker would deploy it.
  made.write('evil/go.mod', 'module example.com/p\n\ngo 1.21\n');
  made.write(
    'evil/cmd/a/main.go',
    `package main\n\nvar v = "EVIL-EVIL-EVIL"\n\nfunc main() { println(v) }\n`,
  );
  made.write('evil/lambdazip.json', made.read('lambdazip.json'));
  expect((await made.run(['build', '-C', 'evil'], variables)).status).toBe(0);

  for (const zip of ['good/lambda.zip', 'evil/dist/lambda.zip', 'dist/lambda.zip']) {
    const verified = await made.run(['verify', zip, '--manifest', 'lambdazip.json'], variables);
    expect(verified.status, verified.stdout + verified.stderr).not.toBe(0);
    expect(verified.stdout).not.toContain('verified');
    expect(verified.stderr).toMatch(/example\.com\/lib@?\s?v1\.0\.0/);
  }
  expect(readFileSync(at('go.sum'), 'utf8')).toContain(hashOf(good));
});
