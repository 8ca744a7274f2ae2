import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { catalog, type DiagnosticCode } from './catalog.js';
import { diagnose } from './diagnostic.js';
import { failure } from './lambdazip-error.js';

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

  test('has a help for every code', () => {
    const lists = [
      'candidates',
      'commands',
      'examples',
      'files',
      'ids',
      'known',
      'names',
      'packages',
      'templates',
    ];
    const values = new Proxy({}, { get: (_, name) => (lists.includes(String(name)) ? ['a'] : 'x') });
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
