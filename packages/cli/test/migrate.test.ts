import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckTemplatesReport, MigrateReport } from '@lambdazip/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { testWith, tools } from '../../core/test/tools.js';
import { invoke, linuxX64, unpack } from './emulator.js';
import { type Project, projectIn } from './project.js';

// Each directory of fixtures/migrate is a project with one of the traps that real projects hold, and what is to be found.
const fixtures = fileURLToPath(new URL('fixtures/migrate', import.meta.url));

interface Expected {
  /** The main package of each function, by its Handler or ID. */
  readonly handlers: Readonly<Record<string, string | readonly string[]>>;
  /** IDs of functions that cannot be decided. */
  readonly open: readonly string[];
  /** Codes of findings that must be there. */
  readonly findings: readonly string[];
  /** Default: the one that is there. */
  readonly templates?: readonly string[];
  /** Where the command is run. Default: the project's root. */
  readonly directory?: string;
  /** Codes that `check` finds in the migrated template, since not all of it can be moved. Default: none. */
  readonly drift?: readonly string[];
}

interface Fixture {
  readonly name: string;
  readonly expected: Expected;
}

const all: readonly Fixture[] = readdirSync(fixtures)
  .sort()
  .filter((name) => existsSync(join(fixtures, name, 'expected.json')))
  .map((name) => ({
    name,
    expected: JSON.parse(readFileSync(join(fixtures, name, 'expected.json'), 'utf8')),
  }));

/** A copy of a fixture in a repository of its own, with everything committed. */
function checkout({ name, expected }: Fixture): { readonly root: string; readonly project: Project } {
  const root = mkdtempSync(join(tmpdir(), `lambdazip-migrate-${name}-`));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  cpSync(join(fixtures, name, 'before'), root, { recursive: true });
  const git = (...words: string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words], { cwd: root });
  };
  git('-c', 'init.defaultBranch=main', 'init', '--quiet');
  git('-c', 'core.autocrlf=false', 'add', '--all', '--force');
  git('commit', '--quiet', '-m', 'before');
  return { root, project: projectIn(join(root, expected.directory ?? '.')) };
}

function migrate(project: Project, { expected }: Fixture, ...more: readonly string[]) {
  const { status, stdout, stderr } = project.run([
    'migrate',
    ...(expected.templates ?? []),
    '--json',
    ...more,
  ]);
  const report = stdout.startsWith('{') ? (JSON.parse(stdout) as MigrateReport) : undefined;
  return { status, stderr, report };
}

describe.each(all)('$name', (fixture) => {
  const { expected } = fixture;
  const isDecided = expected.open.length === 0 && !expected.findings.some((code) => blocking.has(code));

  test('each function has its main package, or is listed as open', () => {
    const { project } = checkout(fixture);
    const before = project.snapshot();
    const { status, stderr, report } = migrate(project, fixture);
    const functions = report?.functions ?? [];
    const moved = functions.filter(({ outcome }) => outcome === 'moved');
    const found = moved.map(({ id, handler, package: main }) => [
      id in expected.handlers ? id : String(handler),
      main,
    ]);
    expect(Object.fromEntries(found), stderr).toEqual(expected.handlers);
    expect(functions.filter(({ outcome }) => outcome === 'open').map(({ id }) => id)).toEqual(expected.open);
    const codes = report?.findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining([...expected.findings]));
    expect({ status, verdict: report?.verdict }).toEqual(
      isDecided ? { status: 0, verdict: 'decided' } : { status: 1, verdict: 'undecided' },
    );
    // Each decision names what it is made of.
    for (const { evidence } of moved) expect(evidence).not.toEqual([]);
    expect(project.snapshot()).toEqual(before);
  });

  if (!isDecided) {
    test('nothing is written', () => {
      const { project } = checkout(fixture);
      const before = project.snapshot();
      expect(migrate(project, fixture, '--write')).toMatchObject({ status: 1, report: { written: false } });
      expect(project.snapshot()).toEqual(before);
    });
    return;
  }

  test('what is shown is what git applies and what is written; it changes nothing the second time', () => {
    const [shown, written] = [checkout(fixture), checkout(fixture)];
    const { report } = migrate(shown.project, fixture);
    const patch = report?.changes.map(({ diff }) => diff).join('') ?? '';
    const applied = spawnSync('git', ['apply', '-'], {
      cwd: shown.project.directory,
      input: patch,
      encoding: 'utf8',
    });
    expect({ status: applied.status, stderr: applied.stderr }).toEqual({ status: 0, stderr: '' });
    expect(migrate(written.project, fixture, '--write')).toMatchObject({
      status: 0,
      report: { written: true, copies: [] },
    });
    expect(textsOf(written.root)).toEqual(textsOf(shown.root));
    expect(migrate(written.project, fixture, '--write')).toMatchObject({
      status: 0,
      report: { written: false, changes: [] },
    });
  });

  testWith(tools.emulator, ...linuxX64)('builds, agrees with its template, and answers', async () => {
    const { project } = checkout(fixture);
    const done = migrate(project, fixture, '--write', '--arch', 'x86_64');
    expect(done.status, done.stderr).toBe(0);
    const built = project.run(['build', '--json']);
    expect(built.status, built.stderr).toBe(0);
    const checked = project.run(['check', ...(expected.templates ?? []), '--json']);
    const { findings } = JSON.parse(checked.stdout) as CheckTemplatesReport;
    expect(
      findings.map(({ code }) => code),
      checked.stderr,
    ).toEqual(expected.drift ?? []);
    // The programs of the fixtures answer with the main package that they are.
    const answers: Record<string, unknown> = {};
    for (const { id, handler, newHandler, archive, outcome } of done.report?.functions ?? []) {
      if (outcome !== 'moved') continue;
      const task = mkdtempSync(join(tmpdir(), 'lambdazip-task-'));
      onTestFinished(() => rmSync(task, { recursive: true, force: true }));
      await unpack(join(project.directory, archive ?? ''), task);
      const { body, log } = await invoke({ task, handler: newHandler ?? handler ?? '', event: '{}' });
      answers[id in expected.handlers ? id : String(handler)] = parsed(body) ?? log;
    }
    const targets = Object.entries(expected.handlers).map(([name, target]) => [name, [target].flat()[0]]);
    expect(answers).toEqual(Object.fromEntries(targets));
  });
});

const blocking: ReadonlySet<string> = new Set(['migrate-no-module', 'migrate-lambda-library-too-old']);

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function textsOf(root: string): Readonly<Record<string, string>> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => !name.startsWith('.git/') && !name.startsWith('.git'));
  return Object.fromEntries(
    files.flatMap((name) => {
      try {
        return [[name, readFileSync(join(root, name), 'utf8')]];
      } catch {
        return [];
      }
    }),
  );
}
