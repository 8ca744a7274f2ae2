import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../../core/src/diagnostics/catalog.js';
import type { Blame } from '../../../core/src/diagnostics/catalog-entry.js';
import { type Diagnostic, diagnose, failure, failureOf } from '../../../core/src/diagnostics/diagnose.js';
import type { AnyDiagnostic } from '../../../core/src/diagnostics/diagnostic.js';
import { argsOf, hostileText, unprintable } from '../../../core/test/hostile-args.js';
import { migrationCatalog } from './catalog.js';
import { diagnose as diagnoseMigration } from './diagnose.js';
import type { RequirementTrouble } from './obstacle-catalog.js';

const reference = readFileSync(fileURLToPath(new URL('../../../../docs/errors.md', import.meta.url)), 'utf8');

/** Both catalogs: the diagnostic of each code if all its text args are `text`. */
const all: readonly {
  readonly code: string;
  readonly blame: Blame;
  readonly made: (text: string) => AnyDiagnostic;
}[] = [
  ...codesOf(catalog).map((code) => ({
    code,
    blame: catalog[code].blame,
    made: (text: string): AnyDiagnostic => diagnose(code, argsOf(catalog, code, text)),
  })),
  ...codesOf(migrationCatalog).map((code) => ({
    code,
    blame: migrationCatalog[code].blame,
    made: (text: string): AnyDiagnostic => diagnoseMigration(code, argsOf(migrationCatalog, code, text)),
  })),
];

function codesOf<Codes extends object>(each: Codes): (keyof Codes & string)[] {
  return Object.keys(each) as (keyof Codes & string)[];
}

const keepsLines: ReadonlySet<string> = new Set([
  'go-unusable',
  'go-toolchain-unavailable',
  'go-list-failed',
  'compile-error',
  'go-sum-missing',
  'verify-build-failed',
  'verify-not-checked',
  'verify-modules-modified',
  'unexpected',
]);

describe('docs/errors.md', () => {
  // The command line's own codes: usage errors, which never reach the core, and failures to write the output.
  const codes = ['usage', 'standard-output-failed', ...all.map(({ code }) => code)].sort();

  test('has a paragraph for every code and no other sections', () => {
    const headings = [...reference.matchAll(/^## (.+)$/gm)].map(([, code]) => code);
    expect([...headings].sort()).toEqual(codes);
  });

  test('groups the codes by who has to act', () => {
    const sections = {
      manifest: 'The manifest',
      call: 'Usage',
      machine: 'The environment',
      code: 'The source code',
      work: 'Failures',
      advice: 'Warnings',
      interrupt: 'Other',
      defect: 'Other',
    } as const;
    for (const { code, blame } of all) {
      const before = reference.slice(0, reference.indexOf(`\n## ${code}\n`));
      const [, section] = [...before.matchAll(/^# (.+)$/gm)].at(-1) ?? [];
      expect(section, code).toBe(sections[blame]);
    }
  });
});

describe('a diagnostic', () => {
  test('is a warning if its code gives advice, otherwise an error', () => {
    expect(diagnose('trimpath-off', {}).severity).toBe('warning');
    expect(diagnose('go-not-found', {}).severity).toBe('error');
  });

  test('always has a location, which is null if unknown', () => {
    expect(diagnose('go-not-found', {}).location).toEqual({ file: null, line: null, column: null });
  });

  test('has its keys in the order of the reports', () => {
    const location = { file: 'a.json', line: 1, column: 2 };
    expect(Object.keys(diagnose('file-missing', { source: 'a' }, location, ['bin/a']))).toEqual([
      'code',
      'severity',
      'message',
      'help',
      'location',
      'args',
      'handlers',
    ]);
  });

  test('has exact args, typed by its code, and escapes them in its message', () => {
    const found = diagnose('manifest-ambiguous', { names: ['a\u001b', 'b'] }) as Diagnostic;
    if (found.code !== 'manifest-ambiguous') throw new Error(found.code);
    const names: readonly string[] = found.args.names;
    expect(names).toEqual(['a\u001b', 'b']);
    expect(found.message).toContain(String.raw`a\u001b, b`);
  });

  test('that is fatal is the only diagnostic of the error', () => {
    const error = failure('manifest-ambiguous', { names: ['a', 'b'] });
    expect(error).toMatchObject({ code: 'manifest-ambiguous', blame: 'call' });
    expect(error.diagnostics.map(({ message }) => message)).toEqual([error.message]);
  });

  test('that is fatal gives the error its code, message and blame, even if there are others', () => {
    const found = [diagnose('trimpath-off', {}), diagnose('go-not-found', {})] as const;
    const error = failureOf(found[1], found);
    expect(error).toMatchObject({ code: 'go-not-found', blame: 'machine', message: found[1].message });
    expect(error.diagnostics).toEqual(found);
  });

  test('of any code can be printed, whatever its args contain', () => {
    for (const { code, made } of all) {
      const { message, help } = made(hostileText);
      expect(message, code).not.toMatch(unprintable);
      expect(help ?? '', code).not.toMatch(unprintable);
      const lines = made('a\nerror[forged]: b');
      // Only the output of programs may have several lines.
      if (!keepsLines.has(code)) expect(`${lines.message}${lines.help}`, code).not.toContain('\n');
    }
  });

  test('escapes quoted text once', () => {
    const { message } = diagnose('file-missing', { source: 'a\u001b[31m"\\b' });
    expect(message).toContain(String.raw`"a\u001b[31m\"\\b"`);
  });

  test('has a message and a hint or null for every code', () => {
    for (const { code, made } of all) {
      const { message, help } = made('x');
      expect(message, code).not.toBe('');
      expect(help, code).not.toBe('');
    }
  });

  test('has a code of only one catalog', () => {
    expect(codesOf(migrationCatalog).filter((code) => code in catalog)).toEqual([]);
  });
});

test('the hint of a requirement depends on its trouble', () => {
  const help = (trouble: RequirementTrouble) => {
    const args = { module: 'api/go.mod', words: 'x', directory: 'api', path: 'a.com/b', more: 0, trouble };
    return diagnoseMigration('migrate-requirements', args).help;
  };
  expect(help('sum')).toContain('`cd api && go mod tidy`');
  expect(help('vendor')).toContain('`cd api && go mod tidy && go mod vendor`');
  expect(help('directory')).toContain('the `replace`');
  expect(help('gone')).toContain('GOPRIVATE');
  expect(help('own import')).toContain('`a.com/b/...`');
  expect(help('own package')).toContain('generate it first');
  expect(help('other')).toContain('`cd api && go list -deps ./...`');
});
