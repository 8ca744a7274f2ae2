import { expect, test } from 'vitest';
import { planOf } from '../../test/machine-with-go.js';
import type { BuildPlan } from '../plan/build-plan.js';
import type { Command, ProcessResult } from '../ports/process-runner.js';
import { checkModuleCache } from './module-cache.js';

const plan = await planOf({ handlers: { 'bin/a': './cmd/a', 'bin/b': './cmd/b' } });

/** Checks a plan with a go whose `go mod verify` returns the given result. */
async function checked(given: BuildPlan, result: Partial<ProcessResult> = {}): Promise<Command[]> {
  const calls: Command[] = [];
  const done = { exitCode: 0, killedBy: null, standardOutput: 'all modules verified\n', standardError: '' };
  const processes = {
    run: async (command: Command) => {
      calls.push(command);
      return { ...done, ...result };
    },
  };
  await checkModuleCache(given, { processes });
  return calls;
}

const withMod = (mod: 'vendor' | 'readonly'): BuildPlan => ({
  ...plan,
  runs: plan.runs.map((run) => ({ ...run, settings: { ...run.settings, mod } })),
});

test('runs `go mod verify` once for each module', async () => {
  const [run] = plan.runs;
  const twice = { ...plan, runs: [...plan.runs, ...plan.runs] };
  expect(await checked(twice)).toMatchObject([
    { argv: ['/go/bin/go', 'mod', 'verify'], workingDirectory: run?.module.root },
  ]);
});

test('does not check vendored modules, which are inputs', async () => {
  expect(await checked(withMod('vendor'))).toEqual([]);
});

test('fails with the modules that were modified', async () => {
  const output = [
    'example.com/a v1.0.0: dir has been modified (/mod/example.com/a@v1.0.0)',
    'example.com/b v1.0.0: missing ziphash: open /mod/b: no such file',
    'example.com/c v1.0.0: zip has been modified (/mod/c.zip)',
  ];
  await expect(checked(plan, { exitCode: 1, standardError: output.join('\n') })).rejects.toMatchObject({
    code: 'verify-modules-modified',
    diagnostics: [{ args: { output: `${output[0]}; ${output[2]}` } }],
  });
});

test('ignores modules that are not downloaded, whatever the exit status', async () => {
  const standardError = 'example.com/b v1.0.0: missing ziphash: open /mod/b: no such file\n';
  expect(await checked(plan, { exitCode: 1, standardOutput: '', standardError })).toHaveLength(1);
});
