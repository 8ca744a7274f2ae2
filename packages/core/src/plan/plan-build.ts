import { join, relative } from 'pathe';
import { type Diagnostic, diagnose, failureOf } from '../diagnostics/diagnose.js';
import type { InstalledGo } from '../go/toolchain.js';
import { DirectoryListings } from '../main-packages/directory-listings.js';
import { type ManifestReading, throwIfInvalid, uniqueFindings } from '../manifest/manifest-reading.js';
import type { Host } from '../ports/host.js';
import { checkRuntime } from '../preflight/check-runtime.js';
import { planArchives } from './archives.js';
import type { BuildPlan } from './build-plan.js';
import type { PlanContext } from './context.js';
import { findFiles } from './files.js';
import { ignoredSettings, rootSettings } from './ignored-settings.js';
import type { ArchiveContents } from './layouts/layout-rules.js';
import { completeMulticalls } from './multicalls.js';
import { findPackages } from './packages.js';
import { planRuns } from './runs.js';
import { selectArchives } from './select-archives.js';
import { shareModules } from './share-modules.js';
import { checkSpelling } from './spelling.js';
import { findTargets } from './targets.js';

export interface PlanRequest {
  /** Absolute, with `/`. */
  readonly manifestDirectory: string;
  /** Absolute; null for the manifest's own. */
  readonly outDir: string | null;
  /** The names of the archives to plan; all archives if empty. */
  readonly archives: readonly string[];
  /** The installed go, which is located concurrently. */
  readonly installed: Promise<InstalledGo>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Plans a build completely. Runs go to find its version and the packages; does not build or write anything.
 *
 * @throws LambdazipError `manifest-invalid` with all findings; `go-not-found`, `go-unusable`, `go-too-old`,
 * `go-toolchain-unavailable`, `go-list-failed`, `go-root-settings`
 */
export async function planBuild(
  reading: ManifestReading,
  request: PlanRequest,
  host: Host,
): Promise<BuildPlan> {
  const { manifest } = reading;
  const findings: Diagnostic[] = [...reading.diagnostics];
  const report = (diagnostic: Diagnostic) => findings.push(diagnostic);
  const specs = selectArchives(manifest.archives, request.archives, report);
  const installed = await request.installed.catch((error: unknown) => {
    // Errors in the manifest can be fixed without go, so they come first.
    throwIfInvalid(manifest.file, uniqueFindings(findings));
    throw error;
  });
  const context: PlanContext = {
    host,
    directory: await host.fileSystem.realPath(request.manifestDirectory),
    installed,
    listings: new DirectoryListings(host.fileSystem),
    report,
    signal: request.signal,
  };
  const found = (await Promise.all(specs.map((spec) => findTargets(spec, context)))).flat();
  const targets = await shareModules(found, context);
  const groups = await findPackages(targets, context).catch((error: unknown) => {
    throwIfInvalid(manifest.file, uniqueFindings(findings));
    throw error;
  });
  const planned = planRuns(groups);
  const { sources } = planned;
  const runs = await completeMulticalls(groups, planned, context);
  const outDir = request.outDir ?? join(request.manifestDirectory, manifest.outDir);
  // The search for files resolves links, so the output directory that it skips must have its links resolved too.
  const output = request.outDir ?? join(context.directory, manifest.outDir);
  const contents: ArchiveContents[] = [];
  for (const spec of specs) {
    const files = await findFiles(spec.files, { ...context, outDir: output });
    contents.push({ spec, files, sources: sources.filter(({ main }) => main.target.archive === spec) });
  }
  // If the output directory exists under a different spelling, its files would be packed as if they were not output.
  if (request.outDir === null) await checkOutDir(manifest.outDir, context);
  const archives = planArchives(contents, outDir, report);
  for (const runtime of new Set(archives.map((archive) => archive.runtime))) {
    for (const finding of checkRuntime(runtime, host.clock.now())) report(finding);
  }
  const ignored = ignoredSettings(installed.own, groups);
  if (ignored !== undefined) report(ignored);
  if (groups.some(({ settings }) => settings.cgo)) report(diagnose('cgo-not-pinned', {}));
  if (groups.some(({ settings }) => !settings.trimpath)) report(diagnose('trimpath-off', {}));

  for (const [path, reason] of context.listings.unread) {
    report(
      diagnose('directory-unreadable', { directory: relative(host.workingDirectory, path) || '.', reason }),
    );
  }
  const diagnostics = uniqueFindings(findings);
  throwIfInvalid(manifest.file, diagnostics);
  const fromRoot = rootSettings(installed, groups);
  if (fromRoot !== undefined) throw failureOf(fromRoot, [fromRoot]);
  return {
    manifest: manifest.file,
    outDir,
    maxCacheSize: manifest.maxCacheSize,
    acknowledged: manifest.acknowledged,
    variables: manifest.variables,
    runs,
    archives,
    directory: context.directory,
    specs,
    warnings: diagnostics,
    shard: null,
  };
}

/**
 * Reports an output directory that is spelled differently on disk. A different build may create it between the listing of its
 * parent and the question whether it exists, so the parent is listed again before anything is reported.
 */
async function checkOutDir(outDir: string, context: PlanContext): Promise<void> {
  if (await checkSpelling(outDir, null, { ...context, report: () => undefined })) return;
  const listings = new DirectoryListings(context.host.fileSystem);
  await checkSpelling(outDir, null, { ...context, listings });
}
