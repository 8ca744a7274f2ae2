import { compareStrings } from '../bytes/compare.js';
import type { PlannedArchive } from './build-plan.js';

/** One of several shards of a build. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/**
 * The archives of a shard, in the plan's order. Every job with the same archives and costs computes the same shards:
 * archives are assigned by descending cost, each to the shard with the lowest total so far.
 *
 * @param costs by archive name, in any unit. A missing archive costs the average of the others; without any costs, an
 * archive costs its number of programs
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
