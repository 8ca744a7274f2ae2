import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { argsDigestModule, argsOfCodes, withArgs } from '../../scripts/args-of-codes.mjs';
import { catalog } from './catalog.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

describe('the args of the codes, as they are typed', () => {
  const args = argsOfCodes();

  test('are those of every code of the catalog', () => {
    expect([...args.core.keys()].sort()).toEqual(Object.keys(catalog).sort());
    expect(args.core.get('file-missing')).toBe('Args: `source: string`');
    expect(args.core.get('go-not-found')).toBe('');
  });

  test('are in docs/errors.md; scripts/write-docs.mjs writes them', () => {
    const reference = read('../../../../docs/errors.md');
    expect(reference).toBe(withArgs(reference, args));
  });

  test('are in the digest that notes of earlier builds are read by; scripts/write-docs.mjs writes it', () => {
    expect(read('./args-digest.ts')).toBe(argsDigestModule(args));
  });
});
