// `npm test`: installs the dependencies and runs every check. The last line counts the results.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { buildPackages, checkMachine, install, pnpm, root, run, tool } from './workspace.mjs';

checkMachine();
await install();
await buildPackages();

const reports = mkdtempSync(join(tmpdir(), 'lambdazip-test-'));
const report = join(reports, 'vitest.json');
const hermeticGo = { GOFLAGS: '', GOOS: 'linux', GOARCH: 'arm64', CGO_ENABLED: '0' };
const examples = ['quickstart', 'many-handlers', 'sam', 'serverless', 'cdk', 'terraform'].map((name) =>
  join(root, 'examples', name),
);

const checks = [];
const check = async (...args) => checks.push(await run(...args));

await check(
  'format and lint (biome)',
  tool('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
);
await check(
  'types (tsc)',
  pnpm('exec', 'turbo', 'run', 'typecheck', '--output-logs=errors-only', '--no-daemon'),
);
await check('unused code and dependencies (knip)', tool('node_modules/knip/bin/knip.js', '--no-progress'));
for (const name of ['core', 'migrate', 'cli']) {
  await check(`package ${name} (publint)`, pnpm('exec', 'publint', `packages/${name}`, '--strict'));
}
for (const name of ['core', 'migrate']) {
  await check(
    `types of package ${name} (are-the-types-wrong)`,
    pnpm(
      'exec',
      'attw',
      '--pack',
      `packages/${name}`,
      '--profile',
      'esm-only',
      '--format',
      'ascii',
      '--exclude-entrypoints',
      './manifest.schema.json',
    ),
  );
}
checks.push(lockFileCheck());
for (const cwd of examples) {
  const name = cwd.split(/[\\/]/).at(-1);
  await check(`example ${name} (go vet)`, ['go', 'vet', '-tags', 'lambda.norpc', './...'], {
    cwd,
    env: hermeticGo,
  });
  await check(`example ${name} (go test)`, ['go', 'test', './...'], { cwd, env: { GOFLAGS: '' } });
}
const vitest = tool(
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
);
const tests = await run('tests (vitest)', vitest, { live: true });

const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
rmSync(reports, { recursive: true });
const skipped = (counts?.testResults ?? []).flatMap(({ assertionResults }) =>
  assertionResults.filter(({ status }) => status === 'pending' || status === 'skipped' || status === 'todo'),
);
if (skipped.length > 0) {
  console.log('\nSkipped; .ci/run installs the missing tools:');
  for (const { fullName } of skipped) console.log(`  ${fullName}`);
}
const failedChecks = checks.filter(({ ok }) => !ok).length;
const passed = (counts?.numPassedTests ?? 0) + checks.length - failedChecks;
// A run that crashed before any test failed counts as a failure.
const failed = Math.max(counts?.numFailedTests ?? 0, tests.ok ? 0 : 1) + failedChecks;
console.log(`\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);

// A lock file with download URLs would tie every user to its author's registry.
function lockFileCheck() {
  const lock = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');
  const ok = !/tarball:|https?:\/\//.test(lock);
  console.log(`${ok ? 'ok    ' : 'FAILED'} pnpm-lock.yaml contains no download URLs`);
  return { ok };
}
