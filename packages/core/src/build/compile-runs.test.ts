import { expect, test } from 'vitest';
import { fakeGo } from '../../test/fake-go.js';
import { plannedBuild } from '../../test/planned-build.js';
import { diagnose } from '../diagnostics/diagnose.js';
import { compileFailure, compileRun, compileRuns } from './compile-runs.js';

const twoRuns = {
  archives: {
    one: { handlers: { 'bin/*': './cmd/*' } },
    two: { handlers: { 'bin/a': './cmd/a' }, architecture: 'x86_64' },
  },
};
const error = { ...diagnose('compile-error', { message: 'no', workspace: null }), handlers: ['bin/a'] };

test('each run is announced, and links its programs into its own directory', async () => {
  const { context, events, linked, openLinks } = await plannedBuild(twoRuns);
  await openLinks();
  expect(await compileRuns(context)).toEqual([]);
  expect(events).toEqual([
    { type: 'compiling', run: 1, runs: 2, programs: 2 },
    { type: 'compiling', run: 2, runs: 2, programs: 1 },
  ]);
  const [one, two] = context.plan.runs.map(({ id }) => `/cache/link/v1/${id}`);
  expect(linked).toEqual([`${one}/a`, `${one}/b`, `${two}/a`]);
});

test('a failed run does not prevent the next one', async () => {
  const { context, host } = await plannedBuild(twoRuns);
  const go = fakeGo(() => host.fileSystem, {
    answer: ({ argv, environment }) =>
      argv[1] === 'build' && environment.GOARCH === 'arm64'
        ? { exitCode: 1, standardError: '# example.com/m/cmd/a\ncmd/a/main.go:1:1: broken\n' }
        : undefined,
  });
  const findings = await compileRuns({ ...context, host: { ...host, processes: go } });
  expect(findings.map(({ handlers }) => handlers)).toEqual([['bin/a']]);
  expect(go.calls.filter(({ argv }) => argv[1] === 'build')).toHaveLength(2);
});

test('packages are reported while go compiles', async () => {
  const { context, host, events } = await plannedBuild();
  const go = fakeGo(() => host.fileSystem);
  const processes: typeof go = {
    ...go,
    run: async (command) => {
      command.onErrorLine?.('example.com/m/cmd/a');
      return await go.run(command);
    },
  };
  const [run] = context.plan.runs;
  if (run === undefined) throw new Error('the plan has no run');
  await compileRun({ ...context, host: { ...host, processes } }, run);
  expect(events).toEqual([{ type: 'package', action: 'compile', name: 'example.com/m/cmd/a' }]);
});

test('no run starts after an abort', async () => {
  const { context, events } = await plannedBuild();
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(compileRuns({ ...context, signal })).rejects.toThrow('stop');
  expect(events).toEqual([]);
});

test('the failure counts the handlers that cannot be built, each once', async () => {
  const { context } = await plannedBuild();
  expect(compileFailure([error, error], context.plan)).toMatchObject({
    code: 'compile-failed',
    diagnostics: [error, error],
    message: expect.stringMatching(/1 of 2/),
  });
});

test('a killed go is reported first', async () => {
  const { context } = await plannedBuild();
  const killed = diagnose('go-killed', { signal: 'SIGKILL' });
  expect(compileFailure([error, killed], context.plan)).toMatchObject({ code: 'go-killed' });
});
