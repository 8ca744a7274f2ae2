import { resolve } from 'pathe';
import type { BuildOptions } from './build-options.js';
import { cacheDirectory } from './cache/cache.js';
import { linkPath, workPath } from './cache/cache-layout.js';
import { openManifest } from './load-manifest.js';
import type { BuildPlan } from './plan/build-plan.js';
import { planBuild } from './plan/plan-build.js';
import { type PlanReport, planReport } from './plan-report.js';
import type { Host } from './ports/host.js';

/**
 * Decides everything that `build` would do, and says it. go is asked for its version and packages; nothing is
 * compiled or written.
 *
 * @throws LambdazipError with the code of what went wrong; docs/errors.md has them all
 */
export async function plan(options: BuildOptions, host: Host): Promise<PlanReport> {
  const cache = cacheDirectory(options.cache === false ? undefined : options.cache, host);
  return planReport(await makePlan(options, cache, host), host.workingDirectory, options);
}

/** The plan of a build that keeps its programs in a cache directory. */
export async function makePlan(options: BuildOptions, cache: string, host: Host): Promise<BuildPlan> {
  const { architecture, bootstrap, outDir, archives = [], set, signal } = options;
  const loaded = await openManifest(options.manifest, { set, overrides: { architecture, bootstrap } }, host);
  return planBuild(
    loaded,
    {
      manifestDirectory: loaded.directory,
      outDir: outDir === undefined ? null : resolve(host.workingDirectory, outDir),
      archives,
      directories: {
        link: (key) => linkPath(cache, key),
        work: (key) => workPath(cache, key),
      },
      signal,
    },
    host,
  );
}
