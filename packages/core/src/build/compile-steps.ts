import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { failure, LambdazipError } from '../diagnostics/lambdazip-error.js';
import { compile } from '../go/compile.js';
import type { BuildPlan, GoStep } from '../plan/build-plan.js';
import { neededSteps } from '../plan/narrow-plan.js';
import type { BuildContext } from './build-context.js';

/** Runs go once a step, also after a step that failed, and gives what go complained of. */
export async function compileSteps(context: BuildContext): Promise<Diagnostic[]> {
  const findings: Diagnostic[] = [];
  const steps = neededSteps(context.plan);
  for (const [index, step] of steps.entries()) {
    context.signal?.throwIfAborted();
    context.onEvent({
      type: 'compiling',
      step: index + 1,
      steps: steps.length,
      programs: step.programs.length,
    });
    findings.push(...(await compileStep(context, step)));
  }
  return findings;
}

/** Runs go for the programs of a step. */
export async function compileStep(
  { host, signal, onEvent }: BuildContext,
  step: GoStep,
): Promise<Diagnostic[]> {
  return await compile(host, {
    ...step,
    argv: step.command,
    signal,
    onProgress: (action, name) => onEvent({ type: 'package', action, name }),
  });
}

/** What is thrown if go complained. */
export function compileFailure(findings: readonly Diagnostic[], plan: BuildPlan): LambdazipError {
  const failed = new Set(findings.flatMap(({ handlers = [] }) => handlers));
  const total = plan.steps.reduce(
    (sum, { programs }) => sum + programs.flatMap(({ handlers }) => handlers).length,
    0,
  );
  const killed = findings.find(({ code }) => code === 'go-killed');
  if (killed !== undefined) return new LambdazipError('go-killed', killed.message, findings);
  const { message } = failure('compile-failed', { count: failed.size, total });
  return new LambdazipError('compile-failed', message, findings);
}
