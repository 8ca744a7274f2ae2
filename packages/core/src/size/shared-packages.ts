import type { BuildPlan } from '../plan/build-plan.js';
import { neededPackages } from '../plan/declared-inputs.js';
import type { Host } from '../ports/host.js';
import type { SharedCode } from './size-report.js';

/**
 * Counts the packages that the programs of a plan depend on by how many of the programs need them. The main packages
 * themselves are not counted.
 *
 * @throws LambdazipError `go-list-failed`
 */
export async function sharedPackages(
  plan: BuildPlan,
  host: Pick<Host, 'platform' | 'processes' | 'temporaryDirectory'>,
  signal?: AbortSignal,
): Promise<Pick<SharedCode, 'programs' | 'packages'>> {
  const dependencies = new Map<string, ReadonlySet<string>>();
  for (const run of plan.runs) {
    const listed = new Map((await neededPackages(run, host, signal)).map((each) => [each.importPath, each]));
    for (const { importPath } of run.programs.flatMap(({ mains }) => mains)) {
      const known = dependencies.get(importPath) ?? [];
      // The same package may be built with different settings, and then needs different packages.
      dependencies.set(importPath, new Set([...known, ...(listed.get(importPath)?.dependencies ?? [])]));
    }
  }
  const needed = new Map<string, number>();
  for (const each of dependencies.values()) {
    for (const name of each) needed.set(name, (needed.get(name) ?? 0) + 1);
  }
  const packages = { byAll: 0, bySeveral: 0, byOne: 0 };
  for (const count of needed.values()) {
    if (count === dependencies.size) packages.byAll += 1;
    else if (count > 1) packages.bySeveral += 1;
    else packages.byOne += 1;
  }
  return { programs: dependencies.size, packages };
}
