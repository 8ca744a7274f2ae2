// Writes everything generated from the schema (schema/manifest.schema.json and the tables in docs/manifest.md) and
// from the types of args (the `Args:` lines in docs/errors.md and src/diagnostics/args-digest.ts). Tests check that
// the files are up to date.
//
//   pnpm build && node scripts/write-docs.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { manifestJsonSchema } from '../dist/index.js';
import { argsDigestModule, argsOfCodes, withArgs } from './args-of-codes.mjs';
import { settingsTables } from './settings-tables.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const schema = await manifestJsonSchema();
mkdirSync(file('../schema'), { recursive: true });
writeFileSync(file('../schema/manifest.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);

const reference = file('../../../docs/manifest.md');
const text = readFileSync(reference, 'utf8');
const [before] = text.split('<!-- settings:begin -->');
const [, after] = text.split('<!-- settings:end -->');
writeFileSync(
  reference,
  `${before}<!-- settings:begin -->\n\n${settingsTables(schema)}\n<!-- settings:end -->${after}`,
);

const args = argsOfCodes();
const errors = file('../../../docs/errors.md');
writeFileSync(errors, withArgs(readFileSync(errors, 'utf8'), args));
writeFileSync(file('../src/diagnostics/args-digest.ts'), argsDigestModule(args));
