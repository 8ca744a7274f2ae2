import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrateOptions, MigrateReport } from '@lambdazip/migrate';
import { projectIn } from './project.js';

// Each directory of fixtures/migrate is a project with one of the traps found in real projects. Next to it is the expected
// result: `expected.json` and the diff of the templates, `expected.diff`; for other options, `expected-<name>.json`.
const directory = fileURLToPath(new URL('fixtures/migrate', import.meta.url));

export interface Expected {
  readonly trap: string;
  /** The main package of each function, by its Handler or ID. */
  readonly handlers: Readonly<Record<string, string | readonly string[]>>;
  /** IDs of functions that need a decision. */
  readonly open: readonly string[];
  /** The candidate packages of undecided functions, by ID. Default: none. */
  readonly candidates?: Readonly<Record<string, readonly string[]>>;
  /** IDs of functions that stay unchanged. Default: none. */
  readonly left?: readonly string[];
  /** The codes of all findings, sorted. */
  readonly findings: readonly string[];
  /** `false` if nothing is written until a function is decided or an error fixed. Default: true. */
  readonly decided?: boolean;
  /** The resulting content of lambdazip.json; undefined if nothing is written. */
  readonly manifest?: unknown;
  /** Codes that `check` reports for the migrated template, because not everything can be migrated. Default: none. */
  readonly drift?: readonly string[];
  /** Default: the template in the project. */
  readonly templates?: readonly string[];
  readonly options?: Pick<MigrateOptions, 'layout' | 'architecture' | 'runtime' | 'map' | 'twoStep'>;
  /** Tools that the build needs. Default: only go. */
  readonly needs?: readonly string[];
}

export interface Fixture {
  readonly name: string;
  /** The original project. */
  readonly before: string;
  readonly expected: Expected;
  /** The diff of the existing files; empty if nothing changes. */
  readonly diff: string;
}

export const fixtures: readonly Fixture[] = readdirSync(directory)
  .sort()
  .flatMap((project) =>
    readdirSync(join(directory, project))
      .sort()
      .filter((file) => /^expected.*\.json$/.test(file))
      .map((file) => {
        const path = join(directory, project, file);
        const diff = path.replace(/\.json$/, '.diff');
        return {
          name: project + file.slice('expected'.length, -'.json'.length),
          before: join(directory, project, 'before'),
          expected: JSON.parse(readFileSync(path, 'utf8')) as Expected,
          diff: existsSync(diff) ? readFileSync(diff, 'utf8') : '',
        };
      }),
  );

const copies = mkdtempSync(join(tmpdir(), 'lambdazip-migrate-'));
// Several test files share this module.
process.once('exit', () => rmSync(copies, { recursive: true, force: true }));

/** The directory of a copy of a fixture. */
export function copyOf({ name, before }: Fixture): string {
  const root = mkdtempSync(join(copies, `${name}-`));
  cpSync(before, root, { recursive: true });
  return root;
}

/** A copy of a fixture in a git repository of its own, with everything committed. */
export function checkout(fixture: Fixture): string {
  const root = copyOf(fixture);
  const git = (...words: string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words], { cwd: root });
  };
  git('-c', 'init.defaultBranch=main', 'init', '--quiet', '--template=');
  git('-c', 'core.autocrlf=false', 'add', '--all', '--force');
  git('commit', '--quiet', '-m', 'before');
  return root;
}

/** Runs `lambdazip migrate --write` in a copy, as a user does. */
export async function migrated(
  root: string,
  { expected }: Fixture,
): Promise<{ readonly status: number; readonly report: MigrateReport; readonly stderr: string }> {
  const { layout, architecture, runtime, map = {}, twoStep } = expected.options ?? {};
  const words = [
    'migrate',
    ...(expected.templates ?? []),
    '--json',
    '--write',
    ...(layout === undefined ? [] : ['--layout', layout]),
    ...(architecture === undefined ? [] : ['--arch', architecture]),
    ...(runtime === undefined ? [] : ['--runtime', runtime]),
    ...(twoStep === true ? ['--two-step'] : []),
    ...Object.entries(map).flatMap(([name, main]) => ['--map', `${name}=${main}`]),
  ];
  const { status, stdout, stderr } = await projectIn(root).run(words);
  return { status: Number(status), report: stdout.startsWith('{') ? JSON.parse(stdout) : undefined, stderr };
}

/** Every file in a copy, except git's, with its bytes. */
export function contentOf(root: string): Readonly<Record<string, string>> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(root.length + 1))
    .filter((name) => !name.startsWith('.git/'));
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(root, name), 'latin1')]));
}
