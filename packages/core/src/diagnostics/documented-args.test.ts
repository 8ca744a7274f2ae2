import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { argsDigestModule, argsOfCodes, withArgs } from '../../scripts/args-of-codes.mjs';
import { catalog } from './catalog.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

describe('the typed args of the codes', () => {
  const args = argsOfCodes();

  test('exist for every code of the catalog', () => {
    expect([...args.core.keys()].sort()).toEqual(Object.keys(catalog).sort());
    expect(args.core.get('file-missing')).toBe('Args: `source: string`');
    expect(args.core.get('go-not-found')).toBe('');
  });

  test('match docs/errors.md, which scripts/write-docs.mjs writes', () => {
    const reference = read('../../../../docs/errors.md');
    expect(reference).toBe(withArgs(reference, args));
  });

  test('match args-digest.ts, which scripts/write-docs.mjs writes', () => {
    expect(read('./args-digest.ts')).toBe(argsDigestModule(args));
  });
});
