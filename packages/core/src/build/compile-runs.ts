import { runDirectories } from '../cache/cache-layout.js';
import { type Diagnostic, failure, failureOf } from '../diagnostics/diagnose.js';
import type { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { compile } from '../go/compile.js';
import { type GoRun, handlersOf } from '../go/go-run.js';
import type { BuildPlan } from '../plan/build-plan.js';
import type { BuildContext } from './build-context.js';
import { prepareRun } from './multicall-run.js';

/** Executes the runs of go, continuing after a failed one, and returns the diagnostics of go. */
export async function compileRuns(context: BuildContext): Promise<Diagnostic[]> {
  const findings: Diagnostic[] = [];
  const { runs } = context.plan;
  for (const [index, run] of runs.entries()) {
    context.signal?.throwIfAborted();
    context.onEvent({
      type: 'compiling',
      run: index + 1,
      runs: runs.length,
      programs: run.programs.length,
    });
    findings.push(...(await compileRun(context, run)));
  }
  return findings;
}

/** Builds the programs of a run with go. */
export async function compileRun(context: BuildContext, run: GoRun): Promise<Diagnostic[]> {
  const { host, cache, signal, onEvent } = context;
  const translate = await prepareRun(context, run);
  return await compile(host, {
    run,
    directories: runDirectories(cache.directory, run.id),
    translate,
    signal,
    onProgress: (action, name) => onEvent({ type: 'package', action, name }),
  });
}

/** The error to throw if go reported any. */
export function compileFailure(findings: readonly Diagnostic[], plan: BuildPlan): LambdazipError {
  const failed = new Set(findings.flatMap(({ handlers = [] }) => handlers));
  const total = plan.runs.reduce((sum, { programs }) => sum + programs.flatMap(handlersOf).length, 0);
  const killed = findings.find((finding) => finding.code === 'go-killed');
  if (killed !== undefined) return failureOf(killed, findings);
  return failure('compile-failed', { count: failed.size, total }, { diagnostics: findings });
}
