import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ascii, makeZip, plainFile, program } from '../../core/test/hostile-zips.js';
import { isMatrix, matrixTest } from '../../core/test/matrix.js';
import { type Tool, testWith, tools } from '../../core/test/tools.js';
import { type Project, project, twoHandlers } from './project.js';

interface Report {
  readonly kind: string;
  readonly codeSha256: string;
  readonly entries: readonly {
    name: string;
    kind: string;
    mode: string | null;
    method: string;
    sha256: string | null;
    modified: string;
  }[];
  readonly bootstrap: {
    kind: string;
    version: number | null;
    machine: string | null;
    interpreter: string | null;
  } | null;
  readonly programs: readonly {
    name: string;
    machine: string;
    isStatic: boolean;
    go: {
      version: string;
      mainPackage: string;
      mainModule: { path: string; version: string; sum: string } | null;
      dependencies: readonly {
        path: string;
        version: string;
        sum: string;
        replacedBy: { path: string; version: string; sum: string } | null;
      }[];
      settings: Readonly<Record<string, string>>;
      norpc: boolean;
      lambdaLibrary: string | null;
    } | null;
  }[];
  readonly findings: readonly { code: string; message: string }[];
}

async function inspected(given: Project, file: string, flags: readonly string[] = []): Promise<Report> {
  const { status, stdout, stderr } = await given.run(['inspect', file, '--json', ...flags]);
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

const codesOf = ({ findings }: Report): string[] => findings.map(({ code }) => code);

/** The output of `go version -m`, recreated from the report. */
function moduleText({ programs }: Report): string {
  const [only] = programs;
  const { go } = only ?? {};
  if (go == null) return '';
  const row = (...cells: readonly string[]): string => `\t${cells.join('\t')}`;
  const quoted = (text: string): string => (/[\s"]/.test(text) ? JSON.stringify(text) : text);
  return [
    row('path', go.mainPackage),
    ...(go.mainModule === null
      ? []
      : [row('mod', go.mainModule.path, go.mainModule.version, go.mainModule.sum)]),
    ...go.dependencies.flatMap(({ path, version, sum, replacedBy }) =>
      replacedBy === null
        ? [row('dep', path, version, sum)]
        : [row('dep', path, version), row('=>', replacedBy.path, replacedBy.version, replacedBy.sum)],
    ),
    ...Object.entries(go.settings).map(([name, value]) => row('build', `${name}=${quoted(value)}`)),
  ].join('\n');
}

describe('lambdazip inspect', () => {
  test('describes an archive built by lambdazip', async () => {
    const given = project(twoHandlers);
    expect((await given.run(['build', '--quiet'])).status).toBe(0);
    const report = await inspected(given, 'dist/lambda.zip', ['--strict']);
    expect(report.bootstrap).toEqual({ kind: 'native', version: 2, machine: 'arm64', interpreter: null });
    expect(report.entries.map(({ name, mode, method, modified }) => [name, mode, method, modified])).toEqual(
      ['bin/create', 'bin/delete', 'bootstrap'].map((name) => [
        name,
        '0755',
        'deflate',
        '1980-02-01 00:00:00',
      ]),
    );
    expect(report.programs.filter(({ go }) => go !== null)).toMatchObject([
      { name: 'bin/create', machine: 'arm64', isStatic: true, go: { norpc: true, lambdaLibrary: null } },
      { name: 'bin/delete', go: { mainPackage: 'example.com/p/cmd/delete' } },
    ]);
    expect(report.findings).toEqual([]);
    const { stdout } = await given.run(['inspect', 'dist/lambda.zip']);
    expect(stdout).toMatch(/^dist\/lambda\.zip: zip, 3 entries\n {2}target +provided\.al2023, arm64\n/);
    expect(stdout).toContain("lambdazip's native bootstrap for arm64, version 2");
    expect(stdout).toMatch(/\nNo findings\.\n$/);
    expect((await given.run(['build', '--quiet', '--bootstrap', 'shell'])).status).toBe(0);
    expect((await inspected(given, 'dist/lambda.zip')).bootstrap).toMatchObject({
      kind: 'shell',
      version: 2,
    });
  });

  test('reads the same build info as go, for programs with replaced modules and unusual settings', async () => {
    const given = project({
      ...twoHandlers,
      'go.mod':
        'module example.com/p\n\ngo 1.21\n\nrequire example.com/lib v1.2.0\n\nreplace example.com/lib => ./lib\n',
      'lib/go.mod': 'module example.com/lib\n\ngo 1.21\n',
      'lib/lib.go': 'package lib\n\nfunc Name() string { return "lib" }\n',
      'cmd/create/main.go':
        'package main\n\nimport "example.com/lib"\n\nfunc main() { println(lib.Name()) }\n',
    });
    for (const flags of [
      ['-trimpath'],
      ['-ldflags', '-X "main.a=b c"', '-tags', 'one,two'],
      ['-gcflags=all=-N -l'],
    ]) {
      execFileSync('go', ['build', '-o', 'create', ...flags, './cmd/create'], {
        cwd: given.directory,
        env: { ...process.env, GOFLAGS: '', GOWORK: 'off' },
      });
      const expected = execFileSync('go', ['version', '-m', 'create'], {
        cwd: given.directory,
        encoding: 'utf8',
      });
      // After a replaced module, go prints a line with only a tab.
      const [head = '', ...lines] = expected.split('\n').filter((line) => line.trim() !== '');
      const report = await inspected(given, 'create');
      expect(report.kind).toBe('elf');
      expect(head).toBe(`create: ${report.programs[0]?.go?.version}`);
      expect(moduleText(report).split('\n')).toEqual(lines);
    }
  });

  const zip: Tool = { name: 'zip', from: 'the package zip', probe: ['zip', '-v'] };
  const packers: readonly (readonly [tool: Tool, argv: readonly string[]])[] = [
    [tools.python, ['python3', '-m', 'zipfile', '-c', 'a.zip', 'bootstrap', 'public']],
    [zip, ['zip', '-r', '-q', 'a.zip', 'bootstrap', 'public']],
    [tools.sevenZip, ['7zz', 'a', '-tzip', 'a.zip', 'bootstrap', 'public']],
    [tools.bsdtar, ['bsdtar', '-a', '-cf', 'a.zip', 'bootstrap', 'public']],
  ];
  // In `npm test`, zip, whose entries have extra fields, and bsdtar, which writes sizes behind contents that it streams:
  // the others write nothing that these two do not.
  const represented = packers.filter(([tool]) => isMatrix || tool === zip || tool === tools.bsdtar);
  for (const [tool, [packer = '', ...args]] of represented) {
    testWith(tool)(`reads what ${tool.name} packs`, async () => {
      const given = project({ bootstrap: '#!/bin/sh\necho hello\n', 'public/a.txt': 'a'.repeat(1000) });
      chmodSync(join(given.directory, 'bootstrap'), 0o755);
      execFileSync(packer, args, { cwd: given.directory });
      const report = await inspected(given, 'a.zip');
      expect(report.bootstrap).toMatchObject({ kind: 'script', interpreter: '/bin/sh' });
      const files = report.entries.filter(({ kind }) => kind === 'file');
      expect(files.map(({ name }) => name).sort()).toEqual(['bootstrap', 'public/a.txt']);
      expect(files.every(({ sha256 }) => sha256 !== null)).toBe(true);
      expect(codesOf(report)).toEqual([]);
      expect((await given.run(['verify', 'a.zip'])).status).toBe(1);
      expect((await given.run(['diff', 'a.zip', 'a.zip'])).status).toBe(0);
    });
  }

  test('exits with status 1 if there are findings and --strict is given', async () => {
    const given = project({});
    const entries = [{ name: 'bootstrap', content: ascii('#!/bin/sh\n') }];
    writeFileSync(join(given.directory, 'mode.zip'), makeZip({ entries }));
    expect(codesOf(await inspected(given, 'mode.zip'))).toEqual(['check-not-executable']);
    expect((await given.run(['inspect', 'mode.zip', '--strict', '--quiet'])).status).toBe(1);
    expect(codesOf(await inspected(given, 'mode.zip', ['--runtime', 'provided.al2']))).toContain(
      'runtime-deprecated',
    );
  });

  // In memory, inspect.test.ts has every finding; the test above has one of them on disk.
  matrixTest('reports what would fail on Lambda, with exit status 1 if --strict is given', async () => {
    const given = project(twoHandlers);
    expect((await given.run(['build', '--quiet', '--arch', 'x86_64', '--no-provenance'])).status).toBe(0);
    execFileSync('unzip', ['-q', 'dist/lambda.zip'], { cwd: given.directory });
    const goProgram = new Uint8Array(readFileSync(join(given.directory, 'bin/create')));
    const script = ascii('#!/bin/sh\n');
    const cases: readonly (readonly [file: string, zip: Parameters<typeof makeZip>[0], code: string])[] = [
      [
        'none',
        { entries: [{ name: 'dist/bootstrap', content: script, fields: { externalAttributes: program } }] },
        'check-bootstrap-missing',
      ],
      ['mode', { entries: [{ name: 'bootstrap', content: script }] }, 'check-not-executable'],
      [
        'dos',
        {
          entries: [
            { name: 'bootstrap', content: script, fields: { versionMadeBy: 20, externalAttributes: 0x20 } },
          ],
        },
        'check-not-executable',
      ],
      [
        'crlf',
        {
          entries: [
            { name: 'bootstrap', content: ascii('#!/bin/sh\r\n'), fields: { externalAttributes: program } },
          ],
        },
        'check-script-line-ends',
      ],
      [
        'secret',
        {
          entries: [
            { name: 'a.txt', content: script, fields: { externalAttributes: (0o100600 << 16) >>> 0 } },
          ],
        },
        'check-not-readable',
      ],
      ['upwards', { entries: [{ name: '../a.txt', content: script }] }, 'archive-name-invalid'],
      [
        'encrypted',
        { entries: [{ name: 'a.txt', content: script, fields: { flags: 1 } }] },
        'check-entry-unreadable',
      ],
      [
        'method',
        { entries: [{ name: 'a.txt', content: script, fields: { method: 12 } }] },
        'check-entry-unreadable',
      ],
      [
        'damaged',
        { entries: [{ name: 'a.txt', content: script, fields: { crc32: 1 } }] },
        'check-entry-unreadable',
      ],
      [
        'large',
        { entries: [{ name: 'a.txt', content: script, fields: { size: 0x7fffffff } }] },
        'check-unzipped-too-large',
      ],
      [
        'library',
        { entries: [{ name: 'bin/create', content: goProgram, fields: { externalAttributes: plainFile } }] },
        'check-not-executable',
      ],
    ];
    for (const [name, made, code] of cases) {
      writeFileSync(join(given.directory, `${name}.zip`), makeZip(made));
      expect(codesOf(await inspected(given, `${name}.zip`)), name).toContain(code);
      expect((await given.run(['inspect', `${name}.zip`, '--strict', '--quiet'])).status, name).toBe(1);
    }
    expect(codesOf(await inspected(given, 'dist/lambda.zip', ['--arch', 'arm64']))).toContain(
      'check-wrong-architecture',
    );
    expect(codesOf(await inspected(given, 'dist/lambda.zip', ['--runtime', 'provided.al2']))).toContain(
      'runtime-deprecated',
    );
  });

  test('cannot inspect a file that is missing, or neither a zip nor a program', async () => {
    const given = project({ 'a.txt': 'hello', 'cut.zip': 'PK\u0003\u0004' });
    for (const [file, code] of [
      ['a.txt', 'inspect-unknown-file'],
      ['cut.zip', 'inspect-unknown-file'],
      ['no.zip', 'archive-unreadable'],
    ] as const) {
      const { status, stdout } = await given.run(['inspect', file, '--json']);
      expect([status, JSON.parse(stdout).error.code]).toEqual([2, code]);
    }
  });
});

describe('lambdazip diff', () => {
  test('reports differences and their causes, in either direction', async () => {
    const given = project(twoHandlers);
    expect((await given.run(['build', '--quiet', '--out-dir', 'a'])).status).toBe(0);
    expect((await given.run(['build', '--quiet', '--out-dir', 'b', '--arch', 'x86_64'])).status).toBe(0);
    const { status, stdout } = await given.run(['diff', 'a/lambda.zip', 'b/lambda.zip']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^a\/lambda\.zip and b\/lambda\.zip differ\n/);
    expect(stdout).toMatch(/built for GOARCH=arm64 \(in b\/lambda\.zip: amd64\)/);
    const turned = await given.run(['diff', 'b/lambda.zip', 'a/lambda.zip']);
    expect(turned.stdout).toMatch(/built for GOARCH=amd64 \(in a\/lambda\.zip: arm64\)/);
    const same = await given.run(['diff', 'a/lambda.zip', 'a/lambda.zip']);
    expect([same.status, same.stdout]).toEqual([0, expect.stringContaining('are identical')]);
  });

  test('tells apart a different container, a file that is not a zip and a missing file', async () => {
    const given = project({ 'c.txt': 'no zip' });
    const content = ascii('the same file');
    const write = (name: string, date: number): void => {
      const path = join(given.directory, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, makeZip({ entries: [{ name: 'a.txt', content, fields: { date } }] }));
    };
    write('a.zip', 0x41);
    write('b.zip', 0x5000);
    const report = JSON.parse((await given.run(['diff', 'a.zip', 'b.zip', '--json'])).stdout);
    expect(report.comparison.causes).toMatchObject([{ code: 'differs-container' }]);
    expect(await given.run(['diff', 'a.zip', 'c.txt'])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('c.txt: it has no central directory'),
    });
    expect((await given.run(['diff', 'a.zip', 'no.zip'])).status).toBe(2);
  });
});
