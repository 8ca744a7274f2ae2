import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '@lambdazip/core';
import { type Host, nodeHost } from '@lambdazip/core/host';
import { checkTemplates, type MigrateChange, migrate } from '@lambdazip/migrate';
import { describe, expect, test } from 'vitest';
import { isMatrix } from '../../core/test/matrix.js';
import { type Tool, testWith, tools } from '../../core/test/tools.js';
import { invoke, linuxX64, unpack } from './emulator.js';
import { checkout, contentOf, copyOf, type Fixture, fixtures, migrated } from './migrated-fixture.js';

// The fixtures whose archives are built and started in any case: one of each template format, and those with the most
// different handlers. In the others, the manifest is compared with the expected one.
const built = [
  'sam',
  'makefile-method',
  'cloudformation-json',
  'serverless',
  'several-modules',
  'one-handler-string',
  'one-handler-string-multicall',
  'several-modules-multicall',
];

const isBuilt = ({ name }: Fixture): boolean => isMatrix || built.includes(name);

// One copy of a fixture is only read, the other is written by the command line. Both mostly wait, so they run concurrently.
describe.concurrent.each(fixtures)('$name', (fixture) => {
  const { expected, diff } = fixture;
  const { templates, options, decided = true } = expected;

  test('finds each main package or reports undecided functions, and shows the manifest and the diff', async () => {
    const root = copyOf(fixture);
    const before = contentOf(root);
    const report = await migrate({ templates, ...options, host: nodeHost({ workingDirectory: root }) });
    const { functions, findings, changes } = report;
    const of = (outcome: string) => functions.filter((each) => each.outcome === outcome);
    const moved = of('moved').map(({ id, handler, package: main }) => [
      nameIn(expected.handlers, id, handler),
      main,
    ]);
    expect(Object.fromEntries(moved)).toEqual(expected.handlers);
    expect(of('open').map(({ id }) => id)).toEqual(expected.open);
    expect(Object.fromEntries(of('open').map(({ id, candidates }) => [id, candidates]))).toEqual(
      expected.candidates ?? {},
    );
    expect(of('left').map(({ id }) => id)).toEqual(expected.left ?? []);
    expect(findings.map(({ code }) => code).sort(), JSON.stringify(findings)).toEqual(expected.findings);
    expect(report.verdict).toBe(decided ? 'decided' : 'undecided');
    // Each decision has evidence.
    for (const { evidence } of of('moved')) expect(evidence).not.toEqual([]);

    expect(diffOf(changes, 'change')).toBe(diff);
    expect(changes.filter(({ kind }) => kind === 'create').map(({ file }) => file)).toEqual(
      decided ? ['lambdazip.json'] : [],
    );
    expect(contentOf(root)).toEqual(before);
  });

  if (!decided) {
    test('nothing is written', async () => {
      const root = checkout(fixture);
      const before = contentOf(root);
      expect(await migrated(root, fixture)).toMatchObject({ status: 1, report: { written: false } });
      expect(contentOf(root)).toEqual(before);
    });
    return;
  }

  const needed = (expected.needs ?? []).map(
    (name): Tool => ({ name, from: `the package ${name}`, probe: [name, '--version'] }),
  );

  let result: Promise<Moved> | undefined;
  const moved = (): Promise<Moved> => {
    result ??= move(fixture);
    return result;
  };

  testWith(...needed)(
    'writes the changes it shows, once, and the manifest matches the template',
    async () => {
      const { report, status, stderr, written, host } = await moved();
      expect({ status, written: report?.written, copies: report?.copies }, stderr).toEqual({
        status: 0,
        written: true,
        copies: [],
      });
      expect(diffOf(report.changes, 'change')).toBe(diff);
      expect(JSON.parse(written['lambdazip.json'] ?? 'null')).toEqual(expected.manifest);
      // `git apply` of the shown diff has the same result.
      const shown = copyOf(fixture);
      const patch = diffOf(report.changes, 'create') + diff;
      const applied = spawnSync('git', ['apply', '-'], { cwd: shown, input: patch, encoding: 'utf8' });
      expect({ status: applied.status, stderr: applied.stderr }).toEqual({ status: 0, stderr: '' });
      expect(contentOf(shown)).toEqual(written);
      const again = await migrate({ templates, ...options, write: true, host });
      expect(again).toMatchObject({ verdict: 'decided', written: false, changes: [] });
      const { findings } = await checkTemplates({ templates, host });
      // Not every fixture is built.
      const codes = findings.map(({ code }) => code).filter((code) => code !== 'drift-archive-not-built');
      expect(codes, JSON.stringify(findings)).toEqual(expected.drift ?? []);
    },
  );

  if (!isBuilt(fixture)) return;

  testWith(
    tools.emulator,
    ...linuxX64,
    ...needed,
  )('every handler responds', async () => {
    const { root, report } = await moved();
    const functions = report.functions.filter(({ outcome }) => outcome === 'moved');
    const tasks = new Map<string | null, string>();
    for (const { archive } of functions) {
      if (tasks.has(archive)) continue;
      const task = mkdtempSync(join(root, 'task-'));
      tasks.set(archive, task);
      await unpack(join(root, archive ?? ''), task);
    }
    // The programs of the fixtures respond with the path of their main package.
    const answers = functions.map(async ({ id, handler, newHandler, archive }) => {
      const task = tasks.get(archive) ?? '';
      const { body, log } = await invoke({ task, handler: newHandler ?? handler ?? '', event: '{}' });
      return [nameIn(expected.handlers, id, handler), parsed(body) ?? log];
    });
    const targets = Object.entries(expected.handlers).map(([name, target]) => [name, [target].flat()[0]]);
    expect(Object.fromEntries(await Promise.all(answers))).toEqual(Object.fromEntries(targets));
  });
});

/** A fixture that the command line has migrated. */
interface Moved extends Awaited<ReturnType<typeof migrated>> {
  readonly root: string;
  readonly host: Host;
  /** The files after the first run. */
  readonly written: Readonly<Record<string, string>>;
}

async function move(fixture: Fixture): Promise<Moved> {
  const root = checkout(fixture);
  const done = await migrated(root, fixture);
  const written = contentOf(root);
  const host = nodeHost({ workingDirectory: root });
  // Not every machine that runs the tests is arm64; `check` compares the settings in the manifest.
  if (isBuilt(fixture)) await build({ architecture: 'x86_64', provenance: false, cache: sharedCache, host });
  return { ...done, root, host, written };
}

// Shared with other tests, so that each program is compiled once.
const sharedCache = join(tmpdir(), 'lambdazip-cli-cache');

function diffOf(changes: readonly MigrateChange[], kind: MigrateChange['kind']): string {
  return changes
    .filter((each) => each.kind === kind)
    .map((each) => each.diff)
    .join('');
}

/** A function's key in the expected `handlers`: its ID or its Handler. */
function nameIn(handlers: Fixture['expected']['handlers'], id: string, handler: string | null): string {
  return id in handlers ? id : String(handler);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
