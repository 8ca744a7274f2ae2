import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { layoutNames } from '../../core/src/choices.js';
import { matrixTest } from '../../core/test/matrix.js';
import { goMod, mainGo, type Project, project, twoHandlers } from './project.js';

/** Programs that embed the same number of zero bytes each: large, and quickly compressed. */
function largeHandlers(names: readonly string[], mebibytes: number, manifest: string, file: string): Project {
  const made = project({ 'go.mod': goMod, [file]: manifest });
  for (const name of names) {
    made.write(
      `cmd/${name}/main.go`,
      `package main\n\nimport _ "embed"\n\n//go:embed data\nvar data string\n\nfunc main() { println(len(data), "${name}") }\n`,
    );
    const data = join(made.directory, `cmd/${name}/data`);
    writeFileSync(data, '');
    truncateSync(data, mebibytes * 1024 * 1024);
  }
  return made;
}

describe('lambdazip size', () => {
  test('prints what each layout weighs, what the programs share, and advice', async () => {
    const given = project(twoHandlers);
    const before = given.snapshot();
    const { status, stdout, stderr } = await given.run(['size']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^lambdazip\.json: 2 handlers in 1 archive\n\n {2}archive +unzipped +zipped\n {2}lambda /,
    );
    for (const layout of layoutNames) expect(stdout).toMatch(new RegExp(`\\n  ${layout} +\\S`));
    expect(stdout).toMatch(/\n {2}binaries +\d+\.\d MiB +\d+\.\d [KM]iB {2}1 archive, current\n/);
    expect(stdout).toMatch(/\n {2}per-handler +\d+\.\d MiB +\d+\.\d [KM]iB {2}2 archives\n/);
    expect(stdout).toMatch(/\n {2}bin\/create +\d+\.\d MiB\n {2}bin\/delete +\d+\.\d MiB\n/);
    expect(stdout).toMatch(
      /\n2 programs of \d+\.\d MiB together depend on \d+ packages:\n\d+ in all of them, 0 in several, 0 in only one\.\n/,
    );
    expect(stdout).toMatch(
      /\nAdvice: keep the manifest as it is\. Every archive is within Lambda's quotas\.\n$/,
    );
    expect(given.snapshot()).toEqual(before);
  });

  test('prints a program that several handlers share once, and compares layouts without `functions`', async () => {
    const handlers = { 'bin/create': './cmd/create', 'bin/delete': './cmd/delete' };
    const functions = { 'shop-create': 'bin/create' };
    const given = project({
      ...twoHandlers,
      'lambdazip.json': JSON.stringify({ layout: 'multicall', handlers, functions }),
    });
    const { status, stdout, stderr } = await given.run(['size']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\n {2}handler +program\n {2}all 2 handlers +\d+\.\d MiB\n\n/);
    expect(stdout).not.toContain('cannot be built');
    const archives = { api: { handlers }, job: { handlers: { job: './cmd/create' } } };
    given.write('lambdazip.json', JSON.stringify({ layout: 'multicall', archives }));
    expect((await given.run(['size'])).stdout).toMatch(
      /\n {2}all 2 handlers of api +\d+\.\d MiB\n {2}job +\d+\.\d MiB\n\n/,
    );
  });

  test('gives the sizes of a build with --json', async () => {
    const given = project(twoHandlers);
    const report = JSON.parse((await given.run(['size', '--json'])).stdout);
    const built = JSON.parse((await given.run(['build', '--json'])).stdout);
    const [archive] = built.archives;
    const { size, unzippedSize, entries } = archive;
    expect(report.archives).toMatchObject([{ name: 'lambda', size, unzippedSize, over: [] }]);
    for (const { handler, size: program } of report.archives[0].handlers) {
      expect(entries).toContainEqual(expect.objectContaining({ name: handler, size: program }));
    }
  });

  test('`plan --sizes` adds the same to the plan', async () => {
    const given = project(twoHandlers);
    const [plan, sized] = [
      await given.run(['plan', '--json']),
      await given.run(['plan', '--sizes', '--json']),
    ];
    const sizes = JSON.parse((await given.run(['size', '--json'])).stdout);
    expect(JSON.parse(sized.stdout)).toEqual({ ...JSON.parse(plan.stdout), sizes });
    expect((await given.run(['plan', '--sizes'])).stdout).toContain('\nAdvice: ');
    expect(await given.run(['plan', '--sizes', '--shard', '1/2'])).toMatchObject({ status: 2 });
  });
});

const names = ['a', 'b', 'c'];
const manifest = `# The shop.
handlers:
  # All of them.
  bin/*: ./cmd/*
files:
  go.mod: ./go.mod
`;

// Compressing 270 MB takes 20 s.
matrixTest(
  'an archive over the quota is refused with the ways out, measured, and divided; the programs stay the same',
  async () => {
    const given = largeHandlers(names, 90, manifest, 'lambdazip.yaml');
    const refused = JSON.parse((await given.run(['build', '--json'])).stdout);
    expect(refused.error.code).toBe('check-failed');
    const [error] = refused.diagnostics;
    expect(error).toMatchObject({ code: 'check-unzipped-too-large', args: { programs: 3 } });
    expect(error.help).toContain('lambdazip split --max-size 225MiB');

    const sizes = JSON.parse((await given.run(['size', '--json'])).stdout);
    expect(sizes.archives).toMatchObject([{ over: ['unzippedSize'] }]);
    expect(sizes.archives[0].unzippedSize).toBe(error.args.size);

    const before = given.snapshot();
    const shown = await given.run(['split', '--dry-run']);
    expect(shown.status, shown.stderr).toBe(0);
    expect(shown.stdout).toContain('\n+  lambda-2:\n');
    expect(shown.stderr).toContain('split-wildcard-expanded');
    expect(given.snapshot()).toEqual(before);

    const written = await given.run(['split']);
    expect(written.status, written.stderr).toBe(0);
    expect(given.read('lambdazip.yaml')).toBe(`# The shop.
archives:
  lambda:
    handlers:
      # All of them.
      bin/a: ./cmd/a
      bin/c: ./cmd/c
    files:
      go.mod: ./go.mod
  lambda-2:
    handlers:
      # All of them.
      bin/b: ./cmd/b
    files:
      go.mod: ./go.mod
`);
    const { archives } = JSON.parse((await given.run(['build', '--json'])).stdout);
    expect(archives.map(({ name }: { name: string }) => name)).toEqual(['lambda', 'lambda-2']);
    const programs = archives.flatMap(({ entries }: { entries: { name: string; size: number }[] }) =>
      entries.filter(({ name }) => name.startsWith('bin/')).map(({ name, size }) => [name, size]),
    );
    const measured = sizes.archives[0].handlers.map((each: { handler: string; size: number }) => [
      each.handler,
      each.size,
    ]);
    expect(programs.sort()).toEqual(measured);
    const again = given.snapshot();
    const nothing = await given.run(['split']);
    expect(nothing).toMatchObject({ status: 0, stderr: expect.stringContaining('Nothing to change.') });
    expect(given.snapshot()).toEqual(again);
  },
);

describe('lambdazip split', () => {
  const three = {
    'go.mod': goMod,
    'cmd/a/main.go': mainGo,
    'cmd/b/main.go': mainGo.replace('hello', 'b'),
    'cmd/c/main.go': mainGo.replace('hello', 'c'),
  };
  const handlers = { a: './cmd/a', b: './cmd/b', c: './cmd/c' };

  test('replaces a wildcard by its handlers, with a warning, and every program has the bytes of before', async () => {
    const manifest = '{\n  // All of them.\n  "handlers": { "bin/*": "./cmd/*" },\n  "compression": 9\n}\n';
    const given = project({ ...three, 'lambdazip.json': manifest });
    type Built = { archives: { name: string; entries: { name: string; sha256: string }[] }[] };
    const programsOf = ({ archives }: Built): string[] =>
      archives.flatMap(({ entries }) => entries.map(({ name, sha256 }) => `${sha256} ${name}`)).sort();
    const before: Built = JSON.parse((await given.run(['build', '--json'])).stdout);
    const files = given.snapshot();
    const shown = await given.run(['split', '--max-size', '3MB', '--dry-run']);
    expect(shown.status, shown.stderr).toBe(0);
    expect(shown.stdout).toContain('\n+  "archives": {');
    expect(shown.stderr).toContain('warning[split-wildcard-expanded]');
    expect(shown.stderr).toContain('Nothing was written; run again without `--dry-run`.');
    expect(given.snapshot()).toEqual(files);
    const written = await given.run(['split', '--max-size', '3MB', '--quiet']);
    expect(written.status, written.stderr).toBe(0);
    expect(given.read('lambdazip.json')).toContain('// All of them.');
    const after: Built = JSON.parse((await given.run(['build', '--json'])).stdout);
    expect(after.archives.map(({ name }) => name)).toEqual(['lambda', 'lambda-2']);
    expect([...new Set(programsOf(after))]).toEqual(programsOf(before));
    const again = given.snapshot();
    const nothing = await given.run(['split', '--max-size', '3MB']);
    expect(nothing).toMatchObject({ status: 0, stderr: expect.stringContaining('Nothing to change.') });
    expect(given.snapshot()).toEqual(again);
  });

  test('moves handlers to an archive of an earlier split that has room', async () => {
    const archives = {
      api: { compression: 9, handlers: { a: './cmd/a', b: './cmd/b' } },
      'api-2': { compression: 9, handlers: { c: './cmd/c' } },
    };
    const given = project({ ...three, 'lambdazip.json': JSON.stringify({ archives }, null, 2) });
    const { archives: measured } = JSON.parse((await given.run(['size', '--json'])).stdout);
    const max = measured[0].unzippedSize + 1;
    // Both fit, so nothing moves.
    expect((await given.run(['split', '--max-size', `${max}B`])).stderr).toContain('Nothing to change');
    const report = JSON.parse((await given.run(['split', '--json', '--max-size', `${max - 2}B`])).stdout);
    expect(report).toMatchObject({ verdict: 'divided', written: true });
    expect(report.archives.map(({ name }: { name: string }) => name)).toEqual(['api', 'api-2', 'api-3']);
    expect(JSON.parse(given.read('lambdazip.json')).archives['api-3']).toMatchObject({ compression: 9 });
  });

  test('names a handler that is too large on its own, and writes nothing', async () => {
    const given = project({ ...three, 'lambdazip.json': JSON.stringify({ handlers }) });
    const before = given.snapshot();
    const { status, stderr } = await given.run(['split', '--max-size', '1MB']);
    expect(status).toBe(1);
    expect(stderr).toContain('split-handler-too-large');
    expect(stderr).toContain('an archive with only a (1.');
    expect(given.snapshot()).toEqual(before);
  });

  test('refuses an archive whose handlers share one program, and writes nothing', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const given = project({
      'go.mod': goMod,
      'lambdazip.json': '{"layout":"multicall","handlers":{"bin/*":"./cmd/*"}}',
      ...Object.fromEntries(names.map((name) => [`cmd/${name}/main.go`, mainGo.replace('hello', name)])),
    });
    const before = given.snapshot();
    const { status, stderr } = await given.run(['split', '--max-size', '1MB']);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /error\[split-program-shared\].*its 6 handlers \(bin\/a, bin\/b, bin\/c, bin\/d, bin\/e and 1 more\) share one program of \d/,
    );
    expect(stderr).toContain('under `archives`');
    const shown = JSON.parse((await given.run(['split', '--max-size', '1MB', '--json'])).stdout);
    const { programSize, size, ...args } = shown.diagnostics[0].args;
    expect(args).toEqual({
      archive: 'lambda',
      maxSize: 1_000_000,
      handlers: names.map((name) => `bin/${name}`),
    });
    // The archive has nothing else.
    expect(programSize).toBe(size);
    expect(given.snapshot()).toEqual(before);
  });

  test('refuses a manifest that it cannot divide, and writes nothing', async () => {
    const manifest =
      'archives:\n  x: &x\n    handlers: &all\n      a: ./cmd/a\n      b: ./cmd/b\n      c: ./cmd/c\n  y:\n    compression: 9\n    handlers: *all\n';
    const given = project({ ...three, 'lambdazip.yaml': manifest });
    const before = given.snapshot();
    const { status, stderr } = await given.run(['split', '--max-size', '3MB']);
    expect(status).toBe(2);
    expect(stderr).toContain('split-manifest-form');
    expect(given.snapshot()).toEqual(before);
  });

  test.each(['200', '0MB', '-1MB', 'large'])('refuses the size %s', async (size) => {
    expect(await project({}).run(['split', `--max-size=${size}`])).toMatchObject({ status: 2 });
  });
});
