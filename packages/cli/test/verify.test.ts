import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casesOf, matrixTest } from '../../core/test/matrix.js';
import { recordedProgram } from '../../core/test/recorded-program.js';
import { bin, goMod, mainGo, type Project, project, projectIn, twoHandlers } from './project.js';

const zip = 'dist/lambda.zip';
const record = `${zip}.provenance.json`;
const manifestWithNotes = JSON.stringify({
  handlers: { 'bin/create': './cmd/create' },
  files: { 'notes.txt': './notes.txt' },
});

// Two handlers, built once; tests copy the directory.
const shared = mkdtempSync(join(tmpdir(), 'lambdazip-cli-'));
afterAll(() => rmSync(shared, { recursive: true, force: true }));

beforeAll(async () => {
  const made = projectIn(shared);
  for (const [path, content] of Object.entries(twoHandlers)) made.write(path, content);
  const { status, stderr } = await made.run(['build', '--quiet']);
  expect(status, stderr).toBe(0);
});

/** Two handlers, built: a copy of the shared ones. */
function copied(): Project {
  const given = project({});
  cpSync(shared, given.directory, { recursive: true });
  return given;
}

/** Two handlers with changes, built. */
async function built(
  files: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<Project> {
  const given = project({ ...twoHandlers, ...files });
  const { status, stderr } = await given.run(['build', '--quiet', ...flags]);
  expect(status, stderr).toBe(0);
  return given;
}

const codeSha256 = (given: Project, file = zip): string =>
  createHash('sha256')
    .update(readFileSync(join(given.directory, file)))
    .digest('base64');

/** The codes of all diagnostics of a run. */
async function codesOf(given: Project, args: readonly string[], status = 1): Promise<string[]> {
  const done = await given.run(['verify', ...args, '--json']);
  expect(done.status, done.stdout + done.stderr).toBe(status);
  const { canonical, provenance, rebuild, codeSha256: deployed, diagnostics } = JSON.parse(done.stdout);
  const findings = [canonical, provenance, rebuild, deployed].flatMap((check) => check?.findings ?? []);
  return [...findings, ...(diagnostics ?? [])].map(({ code }: { code: string }) => code);
}

function git(given: Project, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: given.directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

describe('lambdazip verify', () => {
  test('verifies an unchanged zip', async () => {
    const given = copied();
    const deployed = ['--code-sha256', codeSha256(given)];
    const { status, stdout, stderr } = await given.run(['verify', zip, ...deployed]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^dist\/lambda\.zip: verified\n {2}size +[\d.]+ [KM]iB\n {2}SHA-256 +[0-9a-f]{64}\n/,
    );
    expect(stdout).toMatch(/\n {2}canonical +yes: re-created byte for byte at compression level 6\n/);
    expect(stdout).toMatch(/\n {2}provenance +matches dist\/lambda\.zip\.provenance\.json\n/);
    expect(stdout).toMatch(/\n {2}deployed +same CodeSha256 as dist\/lambda\.zip\n$/);
  });

  test('reports where a zip was changed', async () => {
    const given = copied();
    rmSync(join(given.directory, record));
    const bytes = readFileSync(join(given.directory, zip));
    bytes[10] = 1;
    writeFileSync(join(given.directory, zip), bytes);
    const { status, stdout } = await given.run(['verify', zip]);
    expect(status).toBe(1);
    expect(stdout).toContain(
      '"bin/create": last mod file time (local file header, offset 10): expected 0, found 1 [verify-field]',
    );
    expect(await given.run(['verify', zip, '--quiet'])).toMatchObject({ status: 1, stdout: '' });
  });

  test('detects a different mode of a plain file with the provenance or a rebuild; the format allows either mode', async () => {
    const given = await built({ 'lambdazip.json': manifestWithNotes, 'notes.txt': 'notes' });
    const bytes = readFileSync(join(given.directory, zip));
    bytes[bytes.lastIndexOf(Buffer.of(0xa4, 0x81))] = 0xed;
    writeFileSync(join(given.directory, zip), bytes);
    expect(await codesOf(given, [zip])).toEqual(['provenance-digest']);
    writeFileSync(join(given.directory, 'without-provenance.zip'), bytes);
    expect((await given.run(['verify', 'without-provenance.zip'])).status).toBe(0);
    const { stdout } = await given.run([
      'verify',
      'without-provenance.zip',
      '--manifest',
      'lambdazip.json',
      '--fast',
    ]);
    expect(stdout).toContain('mode         0755 (in the rebuild: 0644)');
  });

  test('rebuilds identical bytes from the manifest and leaves no files behind', async () => {
    const given = copied();
    const temporary = join(given.directory, 'tmp');
    mkdirSync(temporary);
    const { status, stdout } = await given.run(['verify', zip, '--manifest', 'lambdazip.json', '-j', '2'], {
      TMPDIR: temporary,
    });
    expect(stdout).toContain('identical bytes (clean rebuild from a copy of the sources)');
    expect(status).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('leaves no files behind if it is interrupted or the rebuild fails', async () => {
    const given = copied();
    const temporary = join(given.directory, 'tmp');
    mkdirSync(temporary);
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(process.execPath, [bin, 'verify', zip, '--manifest', 'lambdazip.json'], {
      cwd: given.directory,
      env,
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    while (readdirSync(temporary).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);

    given.write('cmd/create/main.go', 'package main\n\nfunc main() { undefined() }\n');
    const failed = await given.run(['verify', zip, '--manifest', 'lambdazip.json', '--fast'], {
      TMPDIR: temporary,
    });
    expect(failed.status).toBe(2);
    expect(failed.stderr).toContain('error[compile-error]');
    expect(failed.stderr).toMatch(/^error\[verify-build-failed\]: /m);
    expect(readdirSync(temporary)).toEqual([]);
  });

  // In memory, verify.test.ts compares with the file, the rebuild and the provenance; the first test has the file.
  matrixTest('identifies the deployed archive by its CodeSha256', async () => {
    const given = copied();
    const deployed = codeSha256(given);
    const other = createHash('sha256').update('other').digest('base64');
    const manifest = ['--manifest', 'lambdazip.json', '--fast'];
    expect(await given.run(['verify', '--code-sha256', deployed, ...manifest])).toMatchObject({ status: 0 });
    expect(await codesOf(given, ['--code-sha256', other, ...manifest])).toEqual(['verify-code-sha256']);
    expect((await given.run(['verify', zip, '--code-sha256', deployed])).status).toBe(0);
    expect(await codesOf(given, [zip, '--code-sha256', other])).toEqual(['verify-code-sha256']);
    expect((await given.run(['verify', '--provenance', record, '--code-sha256', deployed])).status).toBe(0);
    expect(await codesOf(given, ['--provenance', record, '--code-sha256', other])).toEqual([
      'verify-code-sha256',
    ]);
  });

  // In memory, verify.test.ts and select-archive.test.ts select it in each of these ways.
  matrixTest('selects the archive by its file name, by --archive or by the digest', async () => {
    const given = await built({
      'lambdazip.json': JSON.stringify({
        archives: {
          a: { handlers: { 'bin/create': './cmd/create' } },
          b: { handlers: { 'bin/delete': './cmd/delete' }, compression: 9 },
        },
      }),
    });
    const manifest = ['--manifest', 'lambdazip.json', '--fast'];
    writeFileSync(join(given.directory, 'function.zip'), readFileSync(join(given.directory, 'dist/b.zip')));
    expect((await given.run(['verify', 'dist/b.zip', ...manifest])).status).toBe(0);
    expect(await codesOf(given, ['function.zip', ...manifest], 2)).toEqual(['verify-archive-ambiguous']);
    expect((await given.run(['verify', 'function.zip', ...manifest, '--archive', 'b'])).status).toBe(0);
    expect(await codesOf(given, ['function.zip', ...manifest, '--archive', 'a'])).toEqual([
      'verify-rebuild-differs',
    ]);
    expect(await codesOf(given, ['function.zip', ...manifest, '--archive', 'c'], 2)).toEqual([
      'archive-unknown',
    ]);
    const digest = codeSha256(given, 'dist/b.zip');
    const { stdout, status } = await given.run(['verify', '--code-sha256', digest, ...manifest]);
    expect([status, stdout]).toEqual([0, expect.stringContaining('same CodeSha256 as b')]);
  });

  test('accepts the options of `build`', async () => {
    const given = await built({}, ['--arch', 'x86_64', '--bootstrap', 'shell']);
    const manifest = ['--manifest', 'lambdazip.json', '--fast'];
    const flags = ['--arch', 'x86_64', '--bootstrap', 'shell'];
    expect((await given.run(['verify', zip, ...manifest, ...flags])).status).toBe(0);
  });

  const siblings = {
    'services/lambdazip.yaml':
      'handlers:\n  bin/a: ./a\n  bin/one: [./files/one.go]\nfiles:\n  static/: ./assets/**\n',
    'services/go.mod':
      'module example.com/services\n\ngo 1.21\n\nrequire example.com/lib v0.0.0\n\nreplace (\n\texample.com/lib => ../lib\n\texample.com/unused => ../unused\n)\n',
    'services/a/main.go':
      'package main\n\nimport (\n\t"embed"\n\n\t"example.com/lib"\n)\n\n//go:embed all:data\nvar data embed.FS\n\nfunc main() { println(lib.Name()); _, _ = data.ReadDir(".") }\n',
    'services/a/data/deep/x.txt': 'x',
    'services/a/data/.hidden': 'h',
    'services/files/one.go': mainGo,
    'services/files/two.go': mainGo,
    'services/assets/deep/logo.txt': 'logo',
    'lib/go.mod': 'module example.com/lib\n\ngo 1.21\n',
    'lib/lib.go': 'package lib\n\nfunc Name() string { return "lib" }\n',
    'unused/go.mod': 'module example.com/unused\n\ngo 1.21\n',
  };
  const inServices = ['-C', 'services'];

  async function expectVerified(given: Project): Promise<void> {
    const done = { status: 0, stderr: '' };
    expect(await given.run(['build', '--quiet', ...inServices])).toMatchObject(done);
    const manifest = ['--manifest', 'lambdazip.yaml', '--fast'];
    expect(await given.run(['verify', zip, ...manifest, ...inServices])).toMatchObject(done);
  }

  test('rebuilds from sibling modules, embedded directories, file lists and assets', async () => {
    await expectVerified(project(siblings));
  });

  // Only the list of inputs differs from the test above.
  matrixTest('rebuilds from the modules of a workspace', async () => {
    const given = project(siblings);
    given.write('go.work', 'go 1.21\n\nuse (\n\t./services\n\t./lib\n)\n');
    appendFileSync(join(given.directory, 'services/lambdazip.yaml'), 'go:\n  work: true\n');
    await expectVerified(given);
  });

  test.each([
    ['nothing', [], 'verify-nothing'],
    ['a missing zip', ['no.zip'], 'archive-unreadable'],
    ['a directory', ['dist'], 'archive-unreadable'],
    ['a device', ['/dev/zero'], 'archive-unreadable'],
    ['a missing manifest', [zip, '--manifest', 'no.json'], 'manifest-not-found'],
    ['missing provenance', [zip, '--provenance', 'no.json'], 'provenance-unreadable'],
    ['a digest in hexadecimal', [zip, '--code-sha256', 'ab'.repeat(32)], 'code-sha256-invalid'],
    ['only a digest', ['--code-sha256', `${'A'.repeat(43)}=`], 'verify-nothing'],
    ['an invalid number of jobs', [zip, '-j', '0'], 'usage'],
    ['two zips', [zip, zip], 'usage'],
  ])('cannot check %s: exit 2', async (_, args, code) => {
    expect(await codesOf(copied(), args, 2)).toEqual([code]);
  });

  test('fails for a file that is not a zip, and for one that is too large', async () => {
    const given = project({ 'a.zip': 'hello', 'empty.zip': '' });
    expect(await codesOf(given, ['a.zip'])).toEqual(['verify-damaged']);
    expect(await codesOf(given, ['empty.zip'])).toEqual(['verify-damaged']);
    truncateSync(join(given.directory, 'a.zip'), 400 * 1024 * 1024);
    expect(await codesOf(given, ['a.zip'])).toEqual(['verify-too-large']);
  });
});

describe('provenance', () => {
  interface Statement {
    readonly subject: { name: string; digest: { sha256: string } }[];
    readonly predicate: {
      readonly buildDefinition: {
        readonly internalParameters: {
          compression: number;
          archiveFormat: number;
          commands: { environment: Record<string, string> }[];
        };
        readonly resolvedDependencies: {
          name: string;
          digest?: { gitCommit?: string };
          annotations?: Record<string, string>;
        }[];
      };
    };
  }

  const statementOf = (given: Project): Statement => JSON.parse(given.read(record));

  test('contains nothing of the machine and no secrets', async () => {
    const given = project(twoHandlers);
    const secrets = {
      GOPROXY: 'https://user:hunter2@proxy.example.com,off',
      GOAUTH: 'netrc',
      GOPRIVATE: 'example.com/secret',
      HTTPS_PROXY: '',
      no_proxy: 'hunter2.example.com',
      HOME: join(given.directory, 'a-home'),
      GOCACHE: execFileSync('go', ['env', 'GOCACHE'], { encoding: 'utf8' }).trim(),
    };
    const done = await given.run(['build', '--quiet'], secrets);
    expect(done.status, done.stderr).toBe(0);
    const text = given.read(record);
    expect(text).not.toMatch(/hunter2|GOPROXY|GOAUTH|GOPRIVATE|a-home|GOCACHE|GOTMPDIR/);
    expect(text).not.toContain(given.directory);
    expect(text).toContain('$OUT/');
  });

  test('does not depend on which other archives are built', async () => {
    const archives = {
      a: { handlers: { 'bin/create': './cmd/create' } },
      b: { handlers: { 'bin/delete': './cmd/delete' } },
    };
    const given = await built({ 'lambdazip.json': JSON.stringify({ archives }) });
    const both = given.read('dist/a.zip.provenance.json');
    expect((await given.run(['build', '--quiet', '--archive', 'a'])).status).toBe(0);
    expect(given.read('dist/a.zip.provenance.json')).toBe(both);
  });

  test('is not written with --no-provenance, and an outdated one is removed', async () => {
    const given = copied();
    given.write('dist/other.provenance.json', '{}');
    expect((await given.run(['build', '--quiet', '--no-provenance'])).status).toBe(0);
    expect(readdirSync(join(given.directory, 'dist')).sort()).toEqual([
      'lambda.zip',
      'other.provenance.json',
    ]);
    given.write(record, '{"mine": true}');
    expect((await given.run(['build', '--quiet', '--no-provenance'])).status).toBe(0);
    expect(given.read(record)).toBe('{"mine": true}');
  });

  test('names the commit and whether the tree was clean, ignoring files written by builds', async () => {
    const given = project(twoHandlers);
    git(given, 'init');
    git(given, 'add', '.');
    git(given, 'commit', '-m', 'first');
    const commit = git(given, 'rev-parse', 'HEAD').trim();
    const build = async (): Promise<unknown> => {
      expect((await given.run(['build', '--quiet', '--report', 'report.json'])).status).toBe(0);
      return statementOf(given).predicate.buildDefinition.resolvedDependencies[0];
    };
    const clean = { name: 'source', digest: { gitCommit: commit }, annotations: { tree: 'clean' } };
    expect([await build(), await build()]).toEqual([clean, clean]);
    given.write('cmd/create/more.go', 'package main\n');
    expect(await build()).toEqual({ ...clean, annotations: { tree: 'dirty' } });
    const { status, stderr } = await given.run(['verify', zip]);
    expect([status, stderr]).toEqual([0, expect.stringContaining('warning[provenance-tree-dirty]')]);
  });

  test('matches its own commit only', async () => {
    const given = project({ ...twoHandlers, '.gitignore': 'dist\n' });
    git(given, 'init');
    git(given, 'add', '.');
    git(given, 'commit', '-m', 'first');
    expect((await given.run(['build', '--quiet'])).status).toBe(0);
    const manifest = ['--manifest', 'lambdazip.json', '--fast'];
    expect(await given.run(['verify', zip, ...manifest])).toMatchObject({ status: 0, stderr: '' });
    git(given, 'commit', '--allow-empty', '-m', 'second');
    expect(await given.run(['verify', zip])).toMatchObject({ status: 0, stderr: '' });
    expect(await codesOf(given, [zip, ...manifest])).toEqual(['provenance-commit']);
    const { subject, predicate, ...rest } = statementOf(given);
    const [source] = predicate.buildDefinition.resolvedDependencies;
    if (source?.digest !== undefined) source.digest.gitCommit = 'f'.repeat(40);
    given.write(record, JSON.stringify({ ...rest, subject, predicate }));
    expect(await codesOf(given, [zip])).toEqual(['provenance-commit']);
  });

  const another = { sha256: 'a'.repeat(64) };
  const dependencies = ({ predicate }: Statement) => predicate.buildDefinition.resolvedDependencies;
  const parameters = ({ predicate }: Statement) => predicate.buildDefinition.internalParameters;

  const falsified: readonly (readonly [claim: string, (statement: Statement) => unknown, code: string])[] = [
    [
      'digest of the zip',
      ({ subject }) => Object.assign(subject[0]?.digest ?? {}, another),
      'provenance-digest',
    ],
    [
      'digest of a file',
      ({ subject }) => Object.assign(subject[1]?.digest ?? {}, another),
      'provenance-digest',
    ],
    [
      'list of files, with one more',
      ({ subject }) => subject.push({ name: 'x', digest: another }),
      'provenance-entries',
    ],
    ['list of files, with one less', ({ subject }) => subject.pop(), 'provenance-entries'],
    ['level', (statement) => Object.assign(parameters(statement), { compression: 1 }), 'provenance-format'],
    [
      'format',
      (statement) => Object.assign(parameters(statement), { archiveFormat: 2 }),
      'provenance-format',
    ],
    [
      'command',
      (statement) => Object.assign(parameters(statement).commands[0]?.environment ?? {}, { GOARCH: 'amd64' }),
      'provenance-command',
    ],
    [
      'toolchain',
      (statement) => {
        const found = dependencies(statement).findIndex(({ name }) => /^go\d/.test(name));
        dependencies(statement).splice(found, 1, { name: 'go1.20' });
      },
      'provenance-toolchain',
    ],
    [
      'list of modules',
      (statement) =>
        dependencies(statement).push({ name: 'example.com/x', annotations: { version: 'v1.0.0' } }),
      'provenance-module',
    ],
  ];

  // One claim about the zip and one about its sources; check-statement.test.ts has all of them in memory.
  test.each(casesOf(falsified, ['digest of a file', 'command']))(
    'does not match if its %s differs',
    async (_, change, code) => {
      const given = copied();
      const statement = statementOf(given);
      change(statement);
      given.write('other.json', JSON.stringify(statement));
      expect(await codesOf(given, [zip, '--provenance', 'other.json'])).toContain(code);
    },
  );

  test('has no go commands for a program in `files`', async () => {
    const given = project({
      ...twoHandlers,
      'lambdazip.json': manifestWithNotes.replace('./notes.txt', './helper'),
    });
    writeFileSync(join(given.directory, 'helper'), recordedProgram());
    const refused = await given.run(['build']);
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('error[check-not-executable]'),
    ]);
    const { files: _, ...manifest } = JSON.parse(manifestWithNotes);
    const files = { 'tools/helper': { source: './helper', mode: '0755' } };
    given.write('lambdazip.json', JSON.stringify({ ...manifest, files }));
    expect((await given.run(['build', '--quiet'])).status).toBe(0);
    expect(await given.run(['verify', zip])).toMatchObject({ status: 0, stderr: '' });
  });

  // In memory, verify.test.ts has the same files.
  matrixTest('does not match if the file is not provenance', async () => {
    const given = copied();
    for (const text of ['', '{', '[]', '{"_type":"https://in-toto.io/Statement/v1"}']) {
      given.write('other.json', text);
      expect(await codesOf(given, [zip, '--provenance', 'other.json']), text).toEqual([
        'provenance-malformed',
      ]);
    }
  });

  test('contains the sums of vendored modules, from go.sum', async () => {
    const given = await built({
      'go.mod': `${goMod}\nrequire example.com/lib v1.2.0\n`,
      'go.sum': 'example.com/lib v1.2.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n',
      'vendor/modules.txt': '# example.com/lib v1.2.0\n## explicit\nexample.com/lib\n',
      'vendor/example.com/lib/lib.go': 'package lib\n\nfunc Name() string { return "lib" }\n',
      'cmd/create/main.go':
        'package main\n\nimport "example.com/lib"\n\nfunc main() { println(lib.Name()) }\n',
    });
    expect(statementOf(given).predicate.buildDefinition.resolvedDependencies).toContainEqual({
      name: 'example.com/lib',
      uri: 'pkg:golang/example.com/lib@v1.2.0',
      // The digest of an empty list of files, as in in-toto's own example.
      digest: { dirHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
      annotations: { version: 'v1.2.0', sum: 'h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' },
    });
    expect((await given.run(['verify', zip])).status).toBe(0);
  });
});

describe('the SBOM', () => {
  test('is written only on request, identically in two builds', async () => {
    const given = copied();
    const file = `${zip}.cdx.json`;
    expect(existsSync(join(given.directory, file))).toBe(false);
    expect((await given.run(['build', '--quiet', '--sbom'])).status).toBe(0);
    const first = given.read(file);
    appendFileSync(join(given.directory, 'cmd/create/main.go'), '// a comment\n');
    expect((await given.run(['build', '--quiet', '--sbom', '--no-cache'])).status).toBe(0);
    expect(given.read(file)).toBe(first);
    const { specVersion, components } = JSON.parse(first);
    expect(specVersion).toBe('1.6');
    expect(components.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['bin/create', 'bin/delete', 'bootstrap', 'std']),
    );
  });
});
