import { resolve } from 'pathe';
import { compareNames } from '../archive/names.js';
import type { BuildOptions } from '../build/build-options.js';
import { plannedCacheDirectory } from '../cache/cache.js';
import { linkPath, workPath } from '../cache/cache-layout.js';
import type { NoteStore } from '../cache/notes.js';
import { failure } from '../diagnostics/lambdazip-error.js';
import { findGo } from '../go/toolchain.js';
import { openManifest } from '../manifest/load-manifest.js';
import type { BuildPlan } from './build-plan.js';
import { narrowPlan } from './narrow-plan.js';
import { planBuild } from './plan-build.js';
import { archivesOfShard, type Shard } from './shard.js';
import { type PlanReport, planReport } from './plan-report.js';
import type { Host } from '../ports/host.js';
import { undoAbove } from '../publish/undo-interrupted.js';

/**
 * Decides everything that `build` would do, and says it. go is asked for its version and packages; nothing is
 * compiled or written.
 *
 * @throws LambdazipError with the code of what went wrong; docs/errors.md has them all
 */
export async function plan(options: BuildOptions, host: Host): Promise<PlanReport> {
  const cache = plannedCacheDirectory(options.cache, host);
  return planReport(await makePlan(options, cache, host), host.workingDirectory, options);
}

/** The plan of a build that keeps its programs in a cache directory. */
export async function makePlan(
  options: BuildOptions,
  cache: string,
  host: Host,
  notes?: NoteStore,
): Promise<BuildPlan> {
  const { architecture, bootstrap, outDir, archives = [], set, signal } = options;
  await undoAbove(host, [options.manifest ?? '.']);
  const costs = await costsOf(options, host);
  const installed = findGo(host, signal);
  // Where the manifest cannot be read, nobody waits for go's answer.
  installed.catch(() => undefined);
  const told = { set, overrides: { architecture, bootstrap } };
  const known = notes === undefined ? undefined : { notes, directory: cache };
  const loaded = await openManifest(options.manifest, told, host, known);
  const plan = await planBuild(
    loaded,
    {
      manifestDirectory: loaded.directory,
      outDir: outDir === undefined ? null : resolve(host.workingDirectory, outDir),
      archives,
      installed,
      directories: {
        link: (key) => linkPath(cache, key),
        work: (key) => workPath(cache, key),
      },
      signal,
    },
    host,
  );
  const narrowed = options.affectedSince === undefined ? plan : await affectedPart(plan, options, host);
  return options.shard === undefined ? narrowed : partOf(narrowed, options.shard, costs);
}

/** Whole archives: one never lacks a handler. */
async function affectedPart(plan: BuildPlan, options: BuildOptions, host: Host): Promise<BuildPlan> {
  const { touchedSince } = await import('../affected/touched-since.js');
  const { touched } = await touchedSince(plan, options, options.affectedSince ?? 'HEAD', host);
  return narrowPlan(
    plan,
    touched.map((each) => each.plan),
  );
}

/** The costs of archives by their names: the sizes in an earlier report. */
async function costsOf({ shard, costs }: BuildOptions, host: Host): Promise<ReadonlyMap<string, number>> {
  if (shard !== undefined) throwIfNoShard(shard);
  if (costs === undefined) return new Map();
  if (shard === undefined) throw failure('costs-without-shard', {});
  const { readReport } = await import('../build/read-report.js');
  const report = await readReport(costs, host);
  return new Map(report.archives.map(({ name, unzippedSize }) => [name, unzippedSize]));
}

function throwIfNoShard({ index, count }: Shard): void {
  const isShard = Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count;
  if (!isShard) throw failure('shard-invalid', { shard: `${index}/${count}` });
}

function partOf(plan: BuildPlan, shard: Shard, costs: ReadonlyMap<string, number>): BuildPlan {
  const archives = plan.archives.map(({ name }) => name).sort(compareNames);
  const part = narrowPlan(plan, archivesOfShard(plan.archives, shard, costs));
  return { ...part, shard: { ...shard, archives } };
}
