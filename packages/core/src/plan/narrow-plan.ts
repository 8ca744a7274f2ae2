import type { BuildPlan, PlannedArchive } from './build-plan.js';

/**
 * A plan without what other archives need. Steps keep their places; those that are not needed build nothing.
 *
 * @param archives of that plan
 */
export function narrowPlan(plan: BuildPlan, archives: readonly PlannedArchive[]): BuildPlan {
  const wanted = new Set(
    archives.flatMap(({ programs }) => programs).map(({ step, executable }) => `${step} ${executable}`),
  );
  const steps = plan.steps.map((step, index) => ({
    ...step,
    programs: step.programs.filter(({ executable }) => wanted.has(`${index} ${executable}`)),
  }));
  return { ...plan, archives, steps };
}

/** The steps that build something. */
export function neededSteps({ steps }: BuildPlan): BuildPlan['steps'] {
  return steps.filter(({ programs }) => programs.length > 0);
}
