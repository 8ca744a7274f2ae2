import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { settingsTables } from '../../scripts/settings-tables.mjs';
import { manifestJsonSchema } from './schema.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

test('the shipped schema matches the code (written by scripts/write-docs.mjs)', () => {
  expect(JSON.parse(read('../../schema/manifest.schema.json'))).toEqual(manifestJsonSchema());
});

test('the reference has every setting with its description in the schema (written by scripts/write-docs.mjs)', () => {
  const reference = read('../../../../docs/manifest.md');
  const [, rest = ''] = reference.split('<!-- settings:begin -->');
  expect(rest.split('<!-- settings:end -->')[0]?.trim()).toBe(settingsTables(manifestJsonSchema()).trim());
});
