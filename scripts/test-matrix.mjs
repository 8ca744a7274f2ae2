// `npm run test:matrix`: all tests with every case of each matrix and many more random inputs; takes most of an hour.
// `npm run test:matrix -- --seed 42` repeats the random inputs of a run, and further arguments are vitest's.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildPackages, checkMachine, install, run, stop, tool } from './workspace.mjs';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  options: { seed: { type: 'string', default: String(Date.now() % 2 ** 31) } },
  allowPositionals: true,
});
if (!/^-?\d+$/.test(values.seed)) stop(`--seed: expected a whole number, found ${values.seed}`);

checkMachine();
await install();
await buildPackages();
console.log(`Seed of the random inputs: ${values.seed}`);
const { ok } = await run('tests (vitest)', tool('node_modules/vitest/vitest.mjs', 'run', ...positionals), {
  live: true,
  env: { LAMBDAZIP_MATRIX: '1', LAMBDAZIP_TEST_SEED: values.seed },
});
process.exit(ok ? 0 : 1);
