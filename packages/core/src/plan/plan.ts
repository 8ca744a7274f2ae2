import { resolve } from 'pathe';
import { compareStrings } from '../bytes/compare.js';
import { plannedCacheDirectory } from '../cache/cache.js';
import { runDirectories } from '../cache/cache-layout.js';
import { failure } from '../diagnostics/diagnose.js';
import { findGo } from '../go/toolchain.js';
import { type ManifestNotes, openManifest } from '../manifest/load-manifest.js';
import type { Host } from '../ports/host.js';
import { undoAbove } from '../publish/locked-directory.js';
import type { BuildPlan, PlannedArchive } from './build-plan.js';
import { narrowPlan } from './narrow-plan.js';
import { planBuild } from './plan-build.js';
import type { PlanOptions, WholePlanOptions } from './plan-options.js';
import { type PlanReport, planReport } from './plan-report.js';
import { archivesOfShard, type Shard } from './shard.js';

/**
 * Decides everything that `build` would do, and says it. go is asked for its version and packages; nothing is
 * compiled or written.
 *
 * @throws LambdazipError with the code of what went wrong; docs/errors.md has them all
 */
export async function plan(options: PlanOptions, host: Host, parts: PlanParts): Promise<PlanReport> {
  const cache = plannedCacheDirectory(options.cache, host);
  return planReport(await makePlan(options, host, parts), {
    workingDirectory: host.workingDirectory,
    directories: (run) => runDirectories(cache, run.id),
    documents: options,
  });
}

/** What is asked of verbs that know more than plans to find the part of a plan that is wanted. */
export interface PlanParts {
  /** The archives that a change since a git revision touches. */
  readonly touchedSince: (
    plan: BuildPlan,
    options: WholePlanOptions,
    since: string,
    host: Host,
  ) => Promise<readonly PlannedArchive[]>;
  /** Sizes of archives by their names, from the report of an earlier build. */
  readonly sizesIn: (file: string, host: Host) => Promise<ReadonlyMap<string, number>>;
}

/**
 * The plan of a build: all of it, or the part that is asked for.
 *
 * @param notes readings of the manifest by earlier runs
 */
export async function makePlan(
  options: PlanOptions,
  host: Host,
  parts: PlanParts,
  notes?: ManifestNotes,
): Promise<BuildPlan> {
  const { affectedSince, shard } = options;
  const costs = await costsOf(options, host, parts);
  const whole = await makeWholePlan(options, host, notes);
  const narrowed =
    affectedSince === undefined
      ? whole
      : narrowPlan(whole, await parts.touchedSince(whole, options, affectedSince, host));
  return shard === undefined ? narrowed : partOf(narrowed, shard, costs);
}

/** The plan of all archives that are named. */
export async function makeWholePlan(
  options: WholePlanOptions,
  host: Host,
  notes?: ManifestNotes,
): Promise<BuildPlan> {
  const { architecture, bootstrap, outDir, archives = [], set, signal } = options;
  await undoAbove(host, [options.manifest ?? '.']);
  const installed = findGo(host, signal);
  // Where the manifest cannot be read, nobody waits for go's answer.
  installed.catch(() => undefined);
  const told = { set, overrides: { architecture, bootstrap } };
  const loaded = await openManifest(options.manifest, told, host, notes);
  return await planBuild(
    loaded,
    {
      manifestDirectory: loaded.directory,
      outDir: outDir === undefined ? null : resolve(host.workingDirectory, outDir),
      archives,
      installed,
      signal,
    },
    host,
  );
}

/** The costs of archives by their names: the sizes in an earlier report. */
async function costsOf(
  { shard, costs }: PlanOptions,
  host: Host,
  parts: PlanParts,
): Promise<ReadonlyMap<string, number>> {
  if (shard !== undefined) throwIfNoShard(shard);
  if (costs === undefined) return new Map();
  if (shard === undefined) throw failure('costs-without-shard', {});
  return await parts.sizesIn(costs, host);
}

function throwIfNoShard({ index, count }: Shard): void {
  const isShard = Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count;
  if (!isShard) throw failure('shard-invalid', { shard: `${index}/${count}` });
}

function partOf(plan: BuildPlan, shard: Shard, costs: ReadonlyMap<string, number>): BuildPlan {
  const archives = plan.archives.map(({ name }) => name).sort(compareStrings);
  const part = narrowPlan(plan, archivesOfShard(plan.archives, shard, costs));
  return { ...part, shard: { ...shard, archives } };
}
