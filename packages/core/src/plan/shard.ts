import { compareStrings } from '../bytes/compare.js';
import type { PlannedArchive } from './build-plan.js';

/** One of several parts of a build. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/**
 * The archives of a part, in the plan's order. Every machine that has the same archives and costs finds the same
 * parts: the dearest archive goes first, each to the part that has the least so far.
 *
 * @param costs by the archives' names, in any unit; one that is not there costs what the others do on average, and
 * where there are none its number of programs counts
 */
export function archivesOfShard(
  archives: readonly PlannedArchive[],
  { index, count }: Shard,
  costs: ReadonlyMap<string, number>,
): readonly PlannedArchive[] {
  const known = archives.flatMap(({ name }) => costs.get(name) ?? []);
  const average = known.reduce((sum, cost) => sum + cost, 0) / Math.max(known.length, 1);
  const costOf = ({ name, programs }: PlannedArchive): number =>
    known.length === 0 ? programs.length : (costs.get(name) ?? average);
  const dearest = [...archives].sort((a, b) => costOf(b) - costOf(a) || compareStrings(a.path, b.path));
  const parts = Array.from({ length: count }, () => ({ cost: 0, archives: new Set<PlannedArchive>() }));
  for (const archive of dearest) {
    const cheapest = parts.reduce((least, part) => (part.cost < least.cost ? part : least));
    cheapest.cost += costOf(archive);
    cheapest.archives.add(archive);
  }
  const chosen = parts[index - 1]?.archives;
  return archives.filter((archive) => chosen?.has(archive));
}
