import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { catalog, type DiagnosticCode } from './catalog.js';
import { diagnose } from './diagnostic.js';
import { failure } from './lambdazip-error.js';

const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{f0000}-\u{fffff}]/u;
const keepsLines: ReadonlySet<DiagnosticCode> = new Set([
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

/** The diagnostic of a code with the same text in each of its values, in lists where the wording takes a list. */
function hostileDiagnostic(code: DiagnosticCode, text: string): { message: string; help: string } {
  const { message, help } = catalog[code] as unknown as Record<'message' | 'help', (v: unknown) => string>;
  const names = new Set<string>();
  const recorder = new Proxy(
    {},
    {
      get: (_, name) => {
        names.add(String(name));
        return listOrText(String(name), 'x');
      },
    },
  );
  message(recorder);
  help(recorder);
  const values = Object.fromEntries([...names].map((name) => [name, listOrText(name, text)]));
  return diagnose(code, values as never);
}

const lists = new Set([
  'candidates',
  'commands',
  'examples',
  'files',
  'ids',
  'known',
  'names',
  'packages',
  'templates',
]);

function listOrText(name: string, text: string): string | readonly string[] {
  return lists.has(name) ? [text, text] : text;
}

const reference = readFileSync(fileURLToPath(new URL('../../../../docs/errors.md', import.meta.url)), 'utf8');

describe('docs/errors.md', () => {
  // The command line's own codes: a call that never reaches the core, and an answer that never reaches its reader.
  const codes = ['usage', 'standard-output-failed', ...Object.keys(catalog)].sort();

  test('has a paragraph for every code, and for nothing else', () => {
    const headings = [...reference.matchAll(/^## (.+)$/gm)].map(([, code]) => code);
    expect([...headings].sort()).toEqual(codes);
  });

  test('puts each code under who has to act on it', () => {
    const sections = {
      manifest: 'The manifest',
      call: 'The call',
      machine: 'The machine',
      code: 'The code',
      work: 'The work',
      advice: 'Warnings',
      interrupt: 'The rest',
      defect: 'The rest',
    } as const;
    for (const [code, { blame }] of Object.entries(catalog)) {
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
    expect(diagnose('go-not-found', {})).toMatchObject({ file: null, line: null, column: null });
  });

  test('that is fatal is the error and its only diagnostic', () => {
    const error = failure('manifest-ambiguous', { names: ['a', 'b'] });
    expect(error).toMatchObject({ code: 'manifest-ambiguous', blame: 'call' });
    expect(error.diagnostics.map(({ message }) => message)).toEqual([error.message]);
  });

  test('of any code can be printed, whatever its values hold', () => {
    const hostile =
      'a\u001b[31m\u009b\u007f\r\u202e\u2028\u0085\u200b\ufeff\u061c\ud800\u{e0041}\u{f001b}\0z';
    for (const code of Object.keys(catalog) as DiagnosticCode[]) {
      const { message, help } = hostileDiagnostic(code, hostile);
      expect(message, code).not.toMatch(unprintable);
      expect(help, code).not.toMatch(unprintable);
      const lines = hostileDiagnostic(code, 'a\nerror[forged]: b');
      // Only what a program printed may have lines.
      if (!keepsLines.has(code)) expect(`${lines.message}${lines.help}`, code).not.toContain('\n');
    }
  });

  test('shows what it escapes once, also between quotes', () => {
    const { message } = diagnose('file-missing', { source: 'a\u001b[31m"\\b' });
    expect(message).toContain(String.raw`"a\u001b[31m\"\\b"`);
  });

  test('has a help for every code', () => {
    const values = new Proxy({}, { get: (_, name) => listOrText(String(name), 'x') });
    for (const code of Object.keys(catalog) as DiagnosticCode[]) {
      const { message, help } = catalog[code] as unknown as Record<
        'message' | 'help',
        (v: unknown) => string
      >;
      expect(message(values), code).not.toBe('');
      expect(help(values), code).not.toBe('');
    }
  });
});
