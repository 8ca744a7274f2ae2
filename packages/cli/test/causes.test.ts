import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { makeZip, plainFile, program } from '../../core/test/hostile-zips.js';
import { isMatrix, matrixTest } from '../../core/test/matrix.js';
import { type Tool, testWith } from '../../core/test/tools.js';
import { type Project, project } from './project.js';

const main = `package main

import (
	_ "embed"

	"example.com/lib"
)

//go:embed greeting.txt
var greeting string

var version = "unset"

func main() { println(greeting, lib.Name(), version) }
`;

const manifest = (
  changes: { readonly go?: Record<string, unknown>; readonly bootstrap?: string } = {},
): string =>
  JSON.stringify({
    handlers: { 'bin/hello': './cmd/hello' },
    files: { 'notes.txt': './notes.txt' },
    variables: { VERSION: 'release-1.0.0' },
    ...changes,
    go: { ldflags: '-X main.version=${VERSION}', ...changes.go },
  });

const vendored = (version: string): Record<string, string> => ({
  'go.mod': `module example.com/p\n\ngo 1.21\n\nrequire example.com/lib ${version}\n`,
  'vendor/modules.txt': `# example.com/lib ${version}\n## explicit\nexample.com/lib\n`,
});

const sources: Readonly<Record<string, string>> = {
  'lambdazip.json': manifest(),
  'cmd/hello/main.go': main,
  'cmd/hello/greeting.txt': 'a greeting that is embedded',
  'vendor/example.com/lib/lib.go': 'package lib\n\nfunc Name() string { return "lib" }\n',
  'notes.txt': 'one\ntwo\n',
  ...vendored('v1.2.0'),
};

interface Comparison {
  readonly entries: readonly { name: string; kind: string }[];
  readonly causes: readonly { code: string; message: string; args: object; entries: readonly string[] }[];
}

/** Verifies a zip against the unchanged sources and returns the comparison. */
async function explained(given: Project, zip = 'planted.zip'): Promise<Comparison> {
  const { status, stdout, stderr } = await given.run([
    'verify',
    zip,
    '--manifest',
    'lambdazip.json',
    '--fast',
    '--json',
  ]);
  expect(status, stderr).toBe(1);
  return JSON.parse(stdout).rebuild.comparison;
}

const causesOf = ({ causes }: Comparison): string[] =>
  causes.map(({ code, message }) => `${code}: ${message}`);

/** Builds from changed sources and compares the archive with the unchanged sources. */
async function planted(
  changes: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<Comparison> {
  const given = project({ ...sources, ...changes });
  const built = await given.run(['build', '--quiet', '--no-provenance', ...flags]);
  expect(built.status, built.stderr).toBe(0);
  writeFileSync(join(given.directory, 'planted.zip'), readFileSync(join(given.directory, 'dist/lambda.zip')));
  for (const name of Object.keys(changes)) given.write(name, sources[name] ?? '');
  return explained(given);
}

/** Builds the program with `go build` and zips it with a different tool. */
async function byHand(given: Project, flags: readonly string[]): Promise<void> {
  execFileSync('go', ['build', '-o', 'hello', '-mod=vendor', ...flags, './cmd/hello'], {
    cwd: given.directory,
    env: { ...process.env, GOFLAGS: '', GOOS: 'linux', GOARCH: 'arm64', CGO_ENABLED: '0' },
  });
  const zip = new JSZip();
  zip.file('bin/hello', readFileSync(join(given.directory, 'hello')), { createFolders: false });
  zip.file('notes.txt', sources['notes.txt'] ?? '');
  const bytes = await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'UNIX' });
  writeFileSync(join(given.directory, 'planted.zip'), bytes);
}

const likeLambdazip = [
  '-trimpath',
  '-tags',
  'lambda.norpc',
  '-pgo=off',
  '-ldflags',
  '-s -w -B none -X main.version=release-1.0.0',
];

const otherGo: Tool = {
  name: 'go1.26.7',
  from: 'the module proxy, through a go of 1.21 or later',
  probe: ['env', 'GOTOOLCHAIN=go1.26.7', 'go', 'version'],
};

// In memory, compare/*.test.ts has every cause. The representatives show that real programs and zips have the facts that
// the causes follow from: `differs-tags` is read from what go records, `differs-ldflags` is searched for in the program
// because go does not record it, and the zip by hand has a build ID, a symbol table and no -trimpath.
describe('reports what makes a zip differ from its source', () => {
  if (isMatrix) {
    testWith(otherGo)('a different release of go', async () => {
      const [cause] = causesOf(await planted({ 'lambdazip.json': manifest({ go: { version: '1.26.7' } }) }));
      expect(cause).toMatch(/^differs-go-version: built with go1\.26\.7 \(in the rebuild: go1\./);
    });
  }

  matrixTest('a different version of a module', async () => {
    expect(causesOf(await planted(vendored('v1.3.0')))).toEqual([
      'differs-module: module example.com/lib: v1.3.0 (in the rebuild: v1.2.0)',
    ]);
  });

  test('a different build tag', async () => {
    expect(causesOf(await planted({ 'lambdazip.json': manifest({ go: { tags: ['extra'] } }) }))).toEqual([
      'differs-tags: built with -tags lambda.norpc,extra (in the rebuild: lambda.norpc)',
    ]);
  });

  test('different linker flags, which go does not record', async () => {
    expect(causesOf(await planted({}, ['--set', 'VERSION=release-2.0.0']))).toEqual([
      'differs-ldflags: built with -ldflags a different value (in the rebuild: -X main.version=release-1.0.0)',
    ]);
  });

  matrixTest('a different embedded file', async () => {
    const [cause] = causesOf(await planted({ 'cmd/hello/greeting.txt': 'another text that is embedded' }));
    expect(cause).toMatch(
      /^differs-embedded-file: the content of the embedded file .*cmd\/hello\/greeting\.txt differs$/,
    );
  });

  matrixTest(
    'a different embedded file, in an archive that is not built by the first go command of the manifest',
    async () => {
      const archives = {
        first: { handlers: { 'bin/hello': './cmd/hello' }, go: { tags: ['first'] } },
        lambda: { handlers: { 'bin/hello': './cmd/hello' } },
      };
      const given = project({ ...sources, 'lambdazip.json': JSON.stringify({ archives }) });
      given.write('cmd/hello/greeting.txt', 'another text that is embedded');
      expect((await given.run(['build', '--quiet', '--no-provenance', '--archive', 'lambda'])).status).toBe(
        0,
      );
      given.write('cmd/hello/greeting.txt', sources['cmd/hello/greeting.txt'] ?? '');
      expect(causesOf(await explained(given, 'dist/lambda.zip'))[0]).toMatch(/^differs-embedded-file: /);
    },
  );

  matrixTest('a PGO profile', async () => {
    const { causes } = await planted({
      'lambdazip.json': manifest({ go: { pgo: './cpu.pgo' } }),
      'cpu.pgo': '',
    });
    expect(causes.map(({ code }) => code)).toEqual(['differs-profile']);
    expect(causes[0]?.args).toEqual({
      found: expect.stringContaining('cpu.pgo'),
      other: 'none',
      otherFile: null,
    });
  });

  matrixTest('a different GOARM64', async () => {
    expect(causesOf(await planted({ 'lambdazip.json': manifest({ go: { goarm64: 'v9.0' } }) }))).toEqual([
      'differs-microarchitecture: built with GOARM64=v9.0 (in the rebuild: v8.0)',
    ]);
  });

  matrixTest('cgo', async () => {
    const { causes } = await planted({ 'lambdazip.json': manifest({ go: { cgo: true } }) });
    expect([...new Set(causes.map(({ code }) => code))]).toEqual(['differs-cgo']);
    expect(causes.map(({ args }) => args)).toContainEqual({
      name: 'CGO_ENABLED',
      found: '1',
      other: '0',
      otherFile: null,
    });
  });

  matrixTest('the VCS stamp of a dirty git tree', async () => {
    const given = project(sources);
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: given.directory,
        stdio: 'ignore',
      });
    git('init');
    git('add', '.');
    git('commit', '-m', 'first');
    given.write('dirt.txt', '');
    await byHand(given, ['-buildvcs=true', ...likeLambdazip]);
    const { causes } = await explained(given);
    const ofProgram = causes.filter(({ entries }) => entries.includes('bin/hello'));
    expect(ofProgram.map(({ code }) => code)).toContain('differs-vcs');
    expect(ofProgram[0]?.args).toMatchObject({ has: true });
    expect(ofProgram.filter(({ code }) => code !== 'differs-vcs' && code !== 'differs-mode')).toEqual([]);
  });

  matrixTest('a different encoder', async () => {
    const given = project(sources);
    await given.run(['build', '--quiet', '--no-provenance']);
    const built = readFileSync(join(given.directory, 'dist/lambda.zip'));
    const contents = contentsOf(built);
    const bytes = makeZip({
      entries: [...contents].map(([name, content]) => ({
        name,
        content,
        compressed: new Uint8Array(deflateRawSync(content, { level: 6, memLevel: 9 })),
        fields: { externalAttributes: name === 'notes.txt' ? plainFile : program },
      })),
    });
    writeFileSync(join(given.directory, 'planted.zip'), bytes);
    const comparison = await explained(given);
    expect(comparison.entries.map(({ kind }) => kind)).toContain('compression');
    expect(causesOf(comparison)).toEqual([
      'differs-encoder: same file contents, compressed with a different encoder or level',
    ]);
  });

  matrixTest('a replace with an absolute path', async () => {
    const given = project({ ...sources, ...vendored('v1.2.0') });
    const lib = join(given.directory, 'vendor/example.com/lib');
    given.write('vendor/example.com/lib/go.mod', 'module example.com/lib\n\ngo 1.21\n');
    given.write(
      'go.mod',
      `module example.com/p\n\ngo 1.21\n\nrequire example.com/lib v1.2.0\n\nreplace example.com/lib => ${lib}\n`,
    );
    given.write('lambdazip.json', manifest({ go: { mod: 'readonly' } }));
    expect((await given.run(['build', '--quiet', '--no-provenance'])).status).toBe(0);
    writeFileSync(
      join(given.directory, 'planted.zip'),
      readFileSync(join(given.directory, 'dist/lambda.zip')),
    );
    for (const name of ['go.mod', 'lambdazip.json']) given.write(name, sources[name] ?? '');
    const [cause] = causesOf(await explained(given));
    expect(cause).toMatch(/^differs-absolute-replace: go\.mod replaces .* with the absolute path/);
  });

  test('no -trimpath, a symbol table, and build IDs that were kept', async () => {
    const given = project(sources);
    const codes = async (flags: readonly string[]): Promise<string[]> => {
      await byHand(given, ['-buildvcs=false', ...flags]);
      const { causes } = await explained(given);
      return causes.filter(({ entries }) => entries.includes('bin/hello')).map(({ code }) => code);
    };
    expect(await codes(likeLambdazip)).toEqual(['differs-build-id', 'differs-mode']);
    const plain = likeLambdazip
      .filter((flag) => flag !== '-trimpath')
      .map((flag) => flag.replace('-s -w ', ''));
    expect(await codes(plain)).toEqual(expect.arrayContaining(['differs-trimpath', 'differs-symbols']));
  });

  matrixTest('the source, if nothing else differs', async () => {
    expect(
      causesOf(
        await planted({
          'vendor/example.com/lib/lib.go': 'package lib\n\nfunc Name() string { return "LIB" + "x" }\n',
        }),
      ),
    ).toMatchObject([expect.stringMatching(/^differs-source: /)]);
  });

  matrixTest('line endings, a different text, a different bootstrap, and extra files', async () => {
    expect(causesOf(await planted({ 'notes.txt': 'one\r\ntwo\r\n' }))).toEqual([
      'differs-line-ends: the text differs only in its line endings (CRLF, LF)',
    ]);
    expect(causesOf(await planted({ 'notes.txt': 'three\n' }))[0]).toMatch(/^differs-file/);
    expect(causesOf(await planted({}, ['--bootstrap', 'shell']))[0]).toMatch(
      /^differs-bootstrap: the bootstrap is lambdazip's shell bootstrap version 2 \(in the rebuild: lambdazip's native/,
    );
    const more = {
      ...JSON.parse(manifest()),
      files: { 'notes.txt': './notes.txt', 'more.txt': './notes.txt' },
    };
    const { entries, causes } = await planted({ 'lambdazip.json': JSON.stringify(more) });
    expect(entries).toMatchObject([{ name: 'more.txt', kind: 'added' }]);
    expect(causes.map(({ code }) => code)).toEqual(['differs-entries']);
  });

  matrixTest('the commands in the provenance, if they are known', async () => {
    const given = project(sources);
    expect((await given.run(['build', '--quiet', '--set', 'VERSION=release-2.0.0'])).status).toBe(0);
    const { causes } = await explained(given, 'dist/lambda.zip');
    expect(causes[0]).toMatchObject({
      code: 'differs-command',
      args: {
        found: expect.stringContaining('-X main.version=release-2.0.0'),
        other: expect.stringContaining('-X main.version=release-1.0.0'),
      },
    });
  });
});

function contentsOf(zip: Uint8Array): Map<string, Uint8Array> {
  const script = `import sys, zipfile, base64, json
z = zipfile.ZipFile(sys.argv[1])
print(json.dumps([[n, base64.b64encode(z.read(n)).decode()] for n in z.namelist()]))`;
  const path = join(project({}).directory, 'a.zip');
  writeFileSync(path, zip);
  const rows = JSON.parse(
    execFileSync('python3', ['-c', script, path], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
  ) as [string, string][];
  return new Map(rows.map(([name, content]) => [name, new Uint8Array(Buffer.from(content, 'base64'))]));
}
