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

/** Both catalogs: what a code's diagnostic is when each of its args is a text. */
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
  // The command line's own codes: a call that never reaches the core, and an answer that never reaches its reader.
  const codes = ['usage', 'standard-output-failed', ...all.map(({ code }) => code)].sort();

  test('has a paragraph for every code, and for nothing else', () => {
    const headings = [...reference.matchAll(/^## (.+)$/gm)].map(([, code]) => code);
    expect([...headings].sort()).toEqual(codes);
  });

  test('has each code in the section of its blame', () => {
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
  test('is a warning where its code gives advice, else an error', () => {
    expect(diagnose('trimpath-off', {}).severity).toBe('warning');
    expect(diagnose('go-not-found', {}).severity).toBe('error');
  });

  test('always has its place, null where there is none', () => {
    expect(diagnose('go-not-found', {}).location).toEqual({ file: null, line: null, column: null });
  });

  test('has its keys in the order that reports print', () => {
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

  test('has exact args, typed by its code, next to escaped sentences', () => {
    const found = diagnose('manifest-ambiguous', { names: ['a\u001b', 'b'] }) as Diagnostic;
    if (found.code !== 'manifest-ambiguous') throw new Error(found.code);
    const names: readonly string[] = found.args.names;
    expect(names).toEqual(['a\u001b', 'b']);
    expect(found.message).toContain(String.raw`a\u001b, b`);
  });

  test('that is fatal is the error and its only diagnostic', () => {
    const error = failure('manifest-ambiguous', { names: ['a', 'b'] });
    expect(error).toMatchObject({ code: 'manifest-ambiguous', blame: 'call' });
    expect(error.diagnostics.map(({ message }) => message)).toEqual([error.message]);
  });

  test('that is fatal among others gives the error its code, message and blame', () => {
    const found = [diagnose('trimpath-off', {}), diagnose('go-not-found', {})] as const;
    const error = failureOf(found[1], found);
    expect(error).toMatchObject({ code: 'go-not-found', blame: 'machine', message: found[1].message });
    expect(error.diagnostics).toEqual(found);
  });

  test('of any code can be printed, whatever its args hold', () => {
    for (const { code, made } of all) {
      const { message, help } = made(hostileText);
      expect(message, code).not.toMatch(unprintable);
      expect(help ?? '', code).not.toMatch(unprintable);
      const lines = made('a\nerror[forged]: b');
      // Only what a program printed may have lines.
      if (!keepsLines.has(code)) expect(`${lines.message}${lines.help}`, code).not.toContain('\n');
    }
  });

  test('shows what it escapes once, also between quotes', () => {
    const { message } = diagnose('file-missing', { source: 'a\u001b[31m"\\b' });
    expect(message).toContain(String.raw`"a\u001b[31m\"\\b"`);
  });

  test('has a message for every code, and no empty help', () => {
    for (const { code, made } of all) {
      const { message, help } = made('x');
      expect(message, code).not.toBe('');
      expect(help, code).not.toBe('');
    }
  });

  test('has a code of one catalog only', () => {
    expect(codesOf(migrationCatalog).filter((code) => code in catalog)).toEqual([]);
  });
});

test('the help of a requirement is that of its trouble', () => {
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
