// `npm test`: sets everything up and runs every check. It ends with the slowest test files and a line of counts.
// LAMBDAZIP_COVERAGE=1, as in .ci/run, also measures coverage and compares it with the floor of each room.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import process from 'node:process';
import { runChecks } from './checks.mjs';
import { compareCoverage } from './coverage.mjs';
import { buildPackages, checkMachine, install, root, run, tool } from './workspace.mjs';

checkMachine();
await install();
await buildPackages();

const reports = mkdtempSync(join(tmpdir(), 'lambdazip-test-'));
const report = join(reports, 'vitest.json');
const withCoverage = process.env.LAMBDAZIP_COVERAGE === '1';
const vitest = tool(
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...(withCoverage ? ['--coverage'] : []),
);
const [tests, checks] = await Promise.all([run('tests (vitest)', vitest, { live: true }), runChecks()]);

const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
if (withCoverage) checks.push(compareCoverage(join(root, 'coverage/coverage-summary.json')));
rmSync(reports, { recursive: true });

const files = results?.testResults ?? [];
const skipped = files.flatMap(({ assertionResults }) =>
  assertionResults.filter(({ status }) => status === 'pending' || status === 'skipped' || status === 'todo'),
);
if (skipped.length > 0) {
  console.log('\nSkipped because a tool is missing (.ci/run installs them all):');
  for (const { fullName } of skipped) console.log(`  ${fullName}`);
}
for (const { title } of checks.filter(({ ok }) => !ok)) console.log(`FAILED ${title}`);

const slowest = files
  .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
  .sort((a, b) => b.seconds - a.seconds)
  .slice(0, 10);
console.log('\nSlowest test files:');
for (const { name, seconds } of slowest) {
  console.log(`${seconds.toFixed(1).padStart(7)} s  ${relative(root, name)}`);
}

const failedChecks = checks.filter(({ ok }) => !ok).length;
const passed = (results?.numPassedTests ?? 0) + checks.length - failedChecks;
// A run that ended before any test failed has still failed.
const failed = Math.max(results?.numFailedTests ?? 0, tests.ok ? 0 : 1) + failedChecks;
console.log(`\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
