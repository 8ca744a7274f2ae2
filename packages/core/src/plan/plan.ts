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
import type { LayoutOverride, PlanOptions, WholePlanOptions } from './plan-options.js';
import { type PlanReport, planReport } from './plan-report.js';
import { archivesOfShard, type Shard } from './shard.js';

/**
 * Returns everything that `build` would do. Runs go to find its version and the packages; does not compile or write
 * anything.
 *
 * @throws LambdazipError with any of the codes in docs/errors.md
 */
export async function plan(options: PlanOptions, host: Host, parts: PlanParts): Promise<PlanReport> {
  return reportOf(await makeKeptPlan(options, host, parts));
}

/** A plan that can be built later, as long as its inputs are the same. */
export interface KeptPlan {
  readonly plan: BuildPlan;
  readonly options: PlanOptions;
  readonly host: Host;
  readonly inputs: PlanInputs;
}

/** The plans behind the reports that `plan` returned. */
const kept = new WeakMap<PlanReport, KeptPlan>();

/** The plan of a build, with its inputs. */
export async function makeKeptPlan(
  options: PlanOptions,
  host: Host,
  parts: PlanParts,
  notes?: ManifestNotes,
): Promise<KeptPlan> {
  const inputs = new PlanInputs(host);
  return { plan: await makePlan(options, inputs.host, parts, notes), options, host, inputs };
}

/** The report of a plan; {@link keptPlanOf} is the inverse. */
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
 * The plan of a report.
 *
 * @throws LambdazipError `plan-unknown`
 */
export function keptPlanOf(report: PlanReport): KeptPlan {
  const planned = kept.get(report);
  if (planned === undefined) throw failure('plan-unknown', {});
  return planned;
}

/** The inputs of a kept plan that have changed, as the user knows them; empty if the plan can still be built. */
export async function changesOfInputs(
  { options, inputs }: KeptPlan,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const { affectedSince } = options;
  // Every source can affect which archives are affected.
  if (affectedSince !== undefined) return [`the sources since ${affectedSince}`];
  return await inputs.changes(signal);
}

/**
 * The kept plan, if planning again returns the same.
 *
 * @throws LambdazipError `plan-stale`, and the codes of planning
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

/** Functions of higher-level modules that select archives of a plan. */
export interface PlanParts {
  /** The archives that are affected by changes since a git revision. */
  readonly touchedSince: (
    plan: BuildPlan,
    options: WholePlanOptions,
    since: string,
    host: Host,
  ) => Promise<readonly PlannedArchive[]>;
  /** Sizes of archives by name, from an earlier build report. */
  readonly sizesIn: (file: string, host: Host) => Promise<ReadonlyMap<string, number>>;
}

/**
 * The plan of a build: all archives, or those selected by the options.
 *
 * @param notes earlier readings of the manifest
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

/** The plan of all archives, or those selected by name. */
export async function makeWholePlan(
  options: WholePlanOptions & LayoutOverride,
  host: Host,
  notes?: ManifestNotes,
): Promise<BuildPlan> {
  const { architecture, bootstrap, layout, outDir, archives = [], set, signal } = options;
  await undoAbove(host, [options.manifest ?? '.']);
  const installed = findGo(host, signal);
  // Avoid an unhandled rejection if the manifest cannot be read.
  installed.catch(() => undefined);
  const flags = { set, overrides: { architecture, bootstrap, layout } };
  const loaded = await openManifest(options.manifest, flags, host, notes);
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

/** The costs of archives by name: their sizes in an earlier report. */
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
