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
import { findPackages } from './packages.js';
import { planRuns } from './runs.js';
import { selectArchives } from './select-archives.js';
import { checkSpelling } from './spelling.js';
import { findTargets } from './targets.js';

export interface PlanRequest {
  /** Absolute, with `/`. */
  readonly manifestDirectory: string;
  /** Absolute; null for the manifest's own. */
  readonly outDir: string | null;
  /** The archives of the manifest to plan; all where none is named. */
  readonly archives: readonly string[];
  /** The machine's go, which is looked for meanwhile. */
  readonly installed: Promise<InstalledGo>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decides everything that a build will do. go is asked for its version and its packages; nothing is built or
 * written.
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
    // Mistakes of the manifest can be mended without go; they come first.
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
  const targets = (await Promise.all(specs.map((spec) => findTargets(spec, context)))).flat();
  const groups = await findPackages(targets, context).catch((error: unknown) => {
    throwIfInvalid(manifest.file, uniqueFindings(findings));
    throw error;
  });
  const { runs, sources } = planRuns(groups);
  const outDir = request.outDir ?? join(request.manifestDirectory, manifest.outDir);
  // Files are looked for with links resolved, so what is passed over there has to be named like them.
  const output = request.outDir ?? join(context.directory, manifest.outDir);
  const contents: ArchiveContents[] = [];
  for (const spec of specs) {
    const files = await findFiles(spec.files, { ...context, outDir: output });
    contents.push({ spec, files, sources: sources.filter(({ main }) => main.target.archive === spec) });
  }
  // What is below an existing directory by another name would be packed as if it were no output.
  if (request.outDir === null) await checkSpelling(manifest.outDir, null, context);
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
    variables: manifest.variables,
    runs,
    archives,
    directory: context.directory,
    specs,
    warnings: diagnostics,
    shard: null,
  };
}
