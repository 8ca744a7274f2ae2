import type { BuildPlan, PlannedArchive } from './build-plan.js';

/**
 * Narrows a plan to some of its archives, with only the runs and programs that they need.
 *
 * @param archives archives of that plan
 */
export function narrowPlan(plan: BuildPlan, archives: readonly PlannedArchive[]): BuildPlan {
  const needed = new Map<string, Set<string>>();
  for (const { run, executable } of archives.flatMap(({ programs }) => programs)) {
    needed.set(run, (needed.get(run) ?? new Set()).add(executable));
  }
  const runs = plan.runs.flatMap((run) => {
    const executables = needed.get(run.id);
    if (executables === undefined) return [];
    return [{ ...run, programs: run.programs.filter(({ executable }) => executables.has(executable)) }];
  });
  return { ...plan, archives, runs };
}
