import { isAbsolute, relative, resolve } from 'pathe';
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
import { PlanInputs } from './plan-inputs.js';
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
  return reportOf(await makeKeptPlan(options, host, parts));
}

/** A plan that can be built later, as long as what it was made from is the same. */
export interface KeptPlan {
  readonly plan: BuildPlan;
  readonly options: PlanOptions;
  readonly host: Host;
  readonly inputs: PlanInputs;
}

/** The plans behind the reports that `plan` gave. */
const kept = new WeakMap<PlanReport, KeptPlan>();

/** The plan of a build, with what it was made from. */
export async function makeKeptPlan(
  options: PlanOptions,
  host: Host,
  parts: PlanParts,
  notes?: ManifestNotes,
): Promise<KeptPlan> {
  const inputs = new PlanInputs(host);
  return { plan: await makePlan(options, inputs.host, parts, notes), options, host, inputs };
}

/** The plan as it is shown; {@link keptPlanOf} gives it back. */
export function reportOf(planned: KeptPlan): PlanReport {
  const { plan: made, options, host } = planned;
  const cache = plannedCacheDirectory(options.cache, host);
  const report = planReport(made, {
    workingDirectory: host.workingDirectory,
    directories: (run) => runDirectories(cache, run.id),
    documents: options,
  });
  kept.set(report, planned);
  return report;
}

/**
 * The plan that a report shows.
 *
 * @throws LambdazipError `plan-unknown`
 */
export function keptPlanOf(report: PlanReport): KeptPlan {
  const planned = kept.get(report);
  if (planned === undefined) throw failure('plan-unknown', {});
  return planned;
}

/** What a kept plan was made from and is different now, as the user knows it; none if it can be built as it is. */
export async function changesOfInputs(
  { options, inputs }: KeptPlan,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const { affectedSince } = options;
  // Which archives a change touches follows from every source.
  if (affectedSince !== undefined) return [`the sources since ${affectedSince}`];
  return await inputs.changes(signal);
}

/**
 * The plan that was kept, if planning again gives the same.
 *
 * @throws LambdazipError `plan-stale`, and what planning throws
 */
export async function confirmedPlan(
  planned: KeptPlan,
  parts: PlanParts,
  signal?: AbortSignal,
): Promise<BuildPlan> {
  const { plan: made, options, host } = planned;
  const changes = await changesOfInputs(planned, signal);
  if (changes.length === 0) return made;
  const current = await makePlan({ ...options, signal }, host, parts);
  if (JSON.stringify(current) === JSON.stringify(made)) return made;
  const shown = changes.map((each) =>
    isAbsolute(each) ? relative(host.workingDirectory, each) || '.' : each,
  );
  throw failure('plan-stale', { manifest: made.manifest, paths: shown });
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
