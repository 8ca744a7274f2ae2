import type { Location } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { RequirementTrouble } from '../diagnostics/obstacle-catalog.js';
import type { PackageListing } from './listed-packages.js';
import type { MovedModule } from './moved-program.js';

/** The kind of problem in go's error. */
type Trouble = RequirementTrouble | 'unreachable';

interface Problem {
  readonly trouble: Trouble;
  readonly words: string;
  /** `cmd/a/main.go:3:8`, relative to the module; empty if go names none. */
  readonly place: string;
}

/**
 * Requirements of a module that go cannot resolve: one diagnostic per kind of problem, with go's own words.
 *
 * @param root the project's root, which is removed from the words
 */
export function findUnresolved(
  module: MovedModule,
  listing: PackageListing,
  root: string,
): readonly MigrationDiagnostic[] {
  const { location, handlers, mod, directory } = module;
  const name = location.file ?? '';
  const findings: MigrationDiagnostic[] = [];
  for (const problem of firstOfEach(problemsOf(listing, module, root))) {
    const { trouble, words, place, more } = problem;
    if (trouble === 'unreachable') {
      findings.push(diagnose('migrate-unchecked', { module: name, reason: words }, location, handlers));
      continue;
    }
    findings.push(
      diagnose(
        'migrate-requirements',
        { module: name, trouble, words, more, directory, path: mod.path },
        placeOf(place, problem, module),
        handlers,
      ),
    );
  }
  return findings;
}

function problemsOf(listing: PackageListing, module: MovedModule, root: string): readonly Problem[] {
  const problems =
    listing.kind === 'refused'
      ? refusals(listing.words).map((words) => ({ words, place: '' }))
      : listing.packages.flatMap(({ error }) => (error === null ? [] : [error]));
  return problems
    .filter(({ words }) => !isConstraint(words))
    .map(({ words, place }) => ({
      trouble: troubleOf(words, module),
      words: shortened(words, root),
      place,
    }));
}

/** Whether every required package was found. */
export function isWhole(listing: PackageListing): boolean {
  return (
    listing.kind === 'listed' &&
    listing.packages.every(({ error }) => error === null || isConstraint(error.words))
  );
}

function isConstraint(words: string): boolean {
  return /build constraints exclude all Go files/.test(words);
}

/** Whether the fix is at the import. */
function isInCode(trouble: Trouble): boolean {
  return trouble === 'own import' || trouble === 'own package' || trouble === 'other';
}

/** go's output on standard error, split into separate errors. */
function refusals(output: string): readonly string[] {
  const texts = output
    .replace(/:\n(?=\S)/g, ': ')
    .split(/\n(?!\s)/)
    .map((text) => text.trim())
    .filter((text) => text !== '' && !/^go: downloading /.test(text));
  return texts.length === 0 ? [output] : texts;
}

const patterns: readonly (readonly [Trouble, RegExp])[] = [
  [
    'unreachable',
    /\b(401|403) [A-Z]|dial tcp|no such host|connection refused|i\/o timeout|network is unreachable|TLS handshake|lookup disabled by GOPROXY=off|terminal prompts disabled|could not read Username|Could not resolve host|Permission denied \(publickey|Host key verification failed|: EOF$/,
  ],
  ['directory', /replacement directory .* does not exist|reading .*go\.mod: open .*no such file/],
  ['vendor', /inconsistent vendoring|-mod=vendor|vendor\/modules\.txt/],
  [
    'gone',
    /\b(404|410) [A-Z]|unknown revision|no matching versions|not found|checksum mismatch|module declares its path as|invalid version|does not contain package/,
  ],
  [
    'own import',
    /is not in std|is not in GOROOT|local import ".*" in non-local package|is relative, but relative|cannot find package/,
  ],
  [
    'sum',
    /missing go\.sum entry|updates to go\.(mod|sum) needed|cannot find module providing package|no required module provides package|go mod tidy|ambiguous import/,
  ],
];

function troubleOf(words: string, { mod }: MovedModule): Trouble {
  const [, missing = ''] = /cannot find module providing package (\S+?):/.exec(words) ?? [];
  if (missing.startsWith(`${mod.path}/`) || words.endsWith('directory not found')) return 'own package';
  return patterns.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
}

function firstOfEach(problems: readonly Problem[]): readonly (Problem & { readonly more: number })[] {
  const firsts = new Map<Trouble, Problem & { more: number }>();
  const seen = new Set<string>();
  for (const problem of problems) {
    if (seen.has(problem.words)) continue;
    seen.add(problem.words);
    const first = firsts.get(problem.trouble);
    if (first === undefined) firsts.set(problem.trouble, { ...problem, more: 0 });
    else first.more += 1;
  }
  return [...firsts.values()];
}

/** go's error on one line, without its advice, local directories and server responses. */
function shortened(words: string, root: string): string {
  const line = words
    .replace(/^go: /, '')
    .replace(/;? ?to (add it|add|get it|update it):[\s\S]*$/, '')
    .replace(/\n\s*To ignore the vendor directory[\s\S]*$/, '')
    .replace(/\n\s*server response:[\s\S]*$/, '')
    .replace(/\s*\(imported by [^)]*\)/, '')
    .replace(/\s+/g, ' ')
    .replace(/\breading https?:\/\/\S+: /, '')
    .replace(/ \((?:from )?(?:[A-Za-z]:)?[\\/][^)]*\)/g, '')
    .replaceAll(`${root}/`, '')
    .replace(/^stat /, '')
    .replaceAll(` in ${root}`, '')
    .trim();
  return line.length <= 240 ? line : `${line.slice(0, 237)}...`;
}

function placeOf(place: string, { trouble, words }: Problem, { mod, location }: MovedModule): Location {
  if (trouble === 'directory') {
    const replace = mod.replaces.find(({ by }) => words.includes(by));
    return { ...location, line: replace?.line ?? null };
  }
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(place) ?? [];
  if (!isInCode(trouble) || file === undefined) return location;
  const directory = (location.file ?? '').replace(/[^/]*$/, '');
  return {
    file: `${directory}${file}`,
    line: Number(line),
    column: column === undefined ? null : Number(column),
  };
}
