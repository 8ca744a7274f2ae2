// The public API: one function per command, the functions that commands are built from (for build scripts), and their
// types. Modules that a build does not need are imported on first use: loading takes half the time of a build that has
// nothing to do.
import type { AffectedReport, AffectedOptions as AffectedRequest } from './affected/affected.js';
import { planParts } from './affected/plan-parts.js';
import { buildKeptPlan, build as buildWith } from './build/build.js';
import type { BuildOptions as BuildRequest, PlannedBuildOptions } from './build/build-options.js';
import type { BuildReport } from './build/build-report.js';
import type { Context } from './build/context.js';
import type { ReadReportOptions as ReadReportRequest } from './build/read-report.js';
import type { WatchOptions as WatchRequest } from './build/watch.js';
import {
  type WriteReportOptions as WriteReportRequest,
  writeReportFile as writeReportFileWith,
} from './build/write-report.js';
import { cacheDirectory } from './cache/cache.js';
import {
  type CacheInfo,
  type CacheRemoval,
  cacheInfo as cacheInfoOf,
  clearCache as clearCacheOf,
} from './cache/cache-maintenance.js';
import type { DiffReport, DiffOptions as DiffRequest } from './compare/diff.js';
import type { DeploymentTextOptions } from './deploy/deployment-text.js';
import type { DeploymentReport, DeploymentOptions as DeploymentRequest } from './deploy/deployment-values.js';
import { failure } from './diagnostics/diagnose.js';
import { withCodes } from './diagnostics/with-codes.js';
import type { InspectOptions as InspectRequest } from './inspect/inspect.js';
import type { InspectReport } from './inspect/inspect-report.js';
import type { InitReport, InitOptions as InitRequest } from './manifest/init.js';
import { loadManifest as loadManifestWith } from './manifest/load-manifest.js';
import type { Manifest } from './manifest/manifest.js';
import type {
  LoadManifestOptions as LoadManifestRequest,
  ParseManifestOptions,
} from './manifest/manifest-options.js';
import { nodeHost } from './node/host.js';
import { plan as planWith } from './plan/plan.js';
import type { PlanOptions as PlanRequest } from './plan/plan-options.js';
import type { PlanReport } from './plan/plan-report.js';
import type { Host, HostOption } from './ports/host.js';
import type { SizeOptions as SizeRequest } from './size/size-options.js';
import type { SizeReport } from './size/size-report.js';
import type { VerifyOptions as VerifyRequest } from './verify/verify-options.js';
import type { VerifyReport } from './verify/verify-report.js';

export type {
  AffectedArchive,
  AffectedHandler,
  AffectedReport,
} from './affected/affected.js';
export type { Change, Reason } from './affected/reason.js';
export { type CreateArchiveOptions, createArchive } from './archive/create-archive.js';
export type { ArchiveEntry, EntryMode } from './archive/entry.js';
export type { BootstrapKind } from './bootstrap/kinds.js';
export type { PlannedBuildOptions } from './build/build-options.js';
export type {
  ArchiveReport,
  BuildRecord,
  BuildReport,
  EntryReport,
  ShardReport,
} from './build/build-report.js';
export type { Context } from './build/context.js';
export { type MergedReport, mergeReports, type NamedReport } from './build/merge-reports.js';
export type { WatchedBuild } from './build/watch.js';
export type { CacheInfo, CacheRemoval } from './cache/cache-maintenance.js';
export type {
  ArchiveComparison,
  BuildInfoDifference,
  Cause,
  ContentDifference,
  Difference,
  EntryDifference,
  ProgramDifference,
  SectionDifference,
  Verdict,
} from './compare/comparison.js';
export type { DiffedFile, DiffReport } from './compare/diff.js';
export type {
  BuiltArchive,
  DeploymentFormat,
} from './deploy/deployment.js';
export type { DeploymentTextOptions } from './deploy/deployment-text.js';
export type { DeploymentArchive, DeploymentReport } from './deploy/deployment-values.js';
export type { Blame } from './diagnostics/catalog-entry.js';
export type { Diagnostic, DiagnosticArgs, DiagnosticCode } from './diagnostics/diagnose.js';
export type { AnyDiagnostic, Location } from './diagnostics/diagnostic.js';
export { LambdazipError } from './diagnostics/lambdazip-error.js';
export type { StandingWarning } from './diagnostics/standing-warnings.js';
export type { BootstrapReport } from './inspect/bootstrap-report.js';
export type { InspectedEntry, InspectReport } from './inspect/inspect-report.js';
export type { GoProgramReport, ProgramReport } from './inspect/program-report.js';
export type { Architecture } from './lambda/architectures.js';
export type { Runtime } from './lambda/runtimes.js';
export type { InitReport } from './manifest/init.js';
export type { Layout } from './manifest/layouts.js';
export type {
  ArchiveSpec,
  FileSpec,
  GoSettings,
  HandlerSpec,
  HandlerTarget,
  Manifest,
} from './manifest/manifest.js';
export type { ParseManifestOptions } from './manifest/manifest-options.js';
export type { ContainedHandler } from './multicall/handler-catalog.js';
export type {
  HandlerReport,
  MachineCommand,
  PlannedArchiveReport,
  PlannedCommand,
  PlanReport,
} from './plan/plan-report.js';
export type { GoCommand } from './plan/recorded-command.js';
export type { Shard } from './plan/shard.js';
export type { BuildEvent, EntrySize } from './ports/build-event.js';
export type { Resource, Statement } from './provenance/statement.js';
export type {
  ArchiveSize,
  HandlerSize,
  LayoutSize,
  MeasuredLayout,
  RefusedLayout,
  SharedCode,
  SizeAdvice,
  SizeQuotas,
  SizeReport,
} from './size/size-report.js';
export type {
  CanonicalCheck,
  CodeSha256Check,
  ProvenanceCheck,
  RebuildCheck,
  VerifiedFile,
  VerifyReport,
} from './verify/verify-report.js';

/** The options of `build`. */
export interface BuildOptions extends BuildRequest, HostOption {}

/** The options of `plan`. */
export interface PlanOptions extends PlanRequest, HostOption {}

/** The options of `affected`. */
export interface AffectedOptions extends AffectedRequest, HostOption {}

/** The options of `watch`. */
export interface WatchOptions extends WatchRequest, HostOption {}

/** The options of `init`. */
export interface InitOptions extends InitRequest, HostOption {}

/** The options of `verify`. */
export interface VerifyOptions extends VerifyRequest, HostOption {}

/** The options of `size`. */
export interface SizeOptions extends SizeRequest, HostOption {}

/** The options of `inspect`. */
export interface InspectOptions extends InspectRequest, HostOption {}

/** The options of `diff`. */
export interface DiffOptions extends DiffRequest, HostOption {}

/** The options of `deploymentValues`. */
export interface DeploymentOptions extends DeploymentRequest, HostOption {}

/** The options of `loadManifest`. */
export interface LoadManifestOptions extends LoadManifestRequest, HostOption {}

/** The options of `cacheInfo` and `clearCache`. */
export interface CacheOptions extends HostOption {
  /**
   * The cache directory, relative to the working directory. Default: LAMBDAZIP_CACHE_DIR, else the platform's cache
   * directory.
   */
  readonly cache?: string | undefined;
}

/** The options of `readReportFile`. */
export interface ReadReportOptions extends ReadReportRequest, HostOption {}

/** The options of `writeReportFile`. */
export interface WriteReportOptions extends WriteReportRequest, HostOption {}

/**
 * Builds a manifest: compiles the programs, checks them, and writes all archives or none. With `plan`, builds a plan
 * that `plan` returned earlier.
 *
 * @throws LambdazipError with any of the codes in docs/errors.md; with `plan` also `plan-stale` and `plan-unknown`
 */
export function build(options: BuildOptions | PlannedBuildOptions = {}): Promise<BuildReport> {
  if (options.plan !== undefined) return withCodes(() => buildKeptPlan(options, planParts));
  const { host = nodeHost(), ...others } = options;
  return withCodes(() => buildWith(others, host, planParts));
}

/**
 * Plans a build that can then be run many times: for tools that watch files themselves, plugins, or the CDK.
 *
 * @throws LambdazipError with the codes of `plan`
 */
export async function context({ host = nodeHost(), ...options }: BuildOptions = {}): Promise<Context> {
  const { context: contextWith } = await import('./build/context.js');
  return await withCodes(() => contextWith(options, host, planParts));
}

/**
 * Returns everything that `build` would do, without compiling or writing anything.
 *
 * @throws LambdazipError with the codes that `build` throws before it compiles
 */
export function plan({ host = nodeHost(), ...options }: PlanOptions = {}): Promise<PlanReport> {
  return withCodes(() => planWith(options, host, planParts));
}

/**
 * Builds the manifest as it is and in each layout, without writing any archive, and reports their sizes, what the handlers
 * share, and what to do if an archive exceeds Lambda's quotas.
 *
 * @throws LambdazipError the codes of `build`, if the manifest cannot be built as it is
 */
export async function size({ host = nodeHost(), ...options }: SizeOptions = {}): Promise<SizeReport> {
  const { size: sizeWith } = await import('./size/size.js');
  return await withCodes(() => sizeWith(options, host));
}

/**
 * Finds the archives and handlers that are affected by changes since a git revision, with the reasons.
 *
 * @throws LambdazipError `since-no-repository`, `since-unknown`, and the codes of `plan`
 */
export async function affected({ host = nodeHost(), ...options }: AffectedOptions): Promise<AffectedReport> {
  const { affected: affectedWith } = await import('./affected/affected.js');
  return await withCodes(() => affectedWith(options, host));
}

/**
 * Builds, then rebuilds whenever an input of the build changes, until the signal is aborted.
 *
 * @throws LambdazipError if the first build fails because of its options or the environment, with the codes of `build`
 */
export async function watch({ host = nodeHost(), ...options }: WatchOptions): Promise<void> {
  const { watch: watchWith } = await import('./build/watch.js');
  return await withCodes(() => watchWith(options, host, planParts));
}

/**
 * Finds the main packages that use aws-lambda-go and writes a manifest for them. Never overwrites a file.
 *
 * @throws LambdazipError `manifest-exists`, `init-no-handlers`, `manifest-unwritable`, `go-not-found`, `go-unusable`
 */
export async function init({ host = nodeHost(), ...options }: InitOptions = {}): Promise<InitReport> {
  const { init: initWith } = await import('./manifest/init.js');
  return await withCodes(() => initWith(options, host));
}

/**
 * Verifies a zip: that it is canonical (archive format 1, re-created byte for byte from its own content), matches its
 * provenance, has the same bytes as a rebuild from source, and is the deployed archive. Mismatches are in the report,
 * with their likely causes; they are not thrown.
 *
 * @throws LambdazipError `archive-unreadable`, `provenance-unreadable`, `verify-nothing`, `code-sha256-invalid`,
 * `verify-archive-ambiguous`, `verify-build-failed`, `verify-modules-modified`, `verify-not-checked`, and the codes of
 * `plan`
 */
export async function verify({ host = nodeHost(), ...options }: VerifyOptions): Promise<VerifyReport> {
  const { verify: verifyWith } = await import('./verify/verify.js');
  return await withCodes(() => verifyWith(options, host));
}

/**
 * Reads a zip written by any tool, or an ELF file, and reports its contents and anything that would fail on Lambda.
 *
 * @throws LambdazipError `archive-unreadable`, `inspect-unknown-file`
 */
export async function inspect({ host = nodeHost(), ...options }: InspectOptions): Promise<InspectReport> {
  const { inspect: inspectWith } = await import('./inspect/inspect.js');
  return await withCodes(() => inspectWith(options, host));
}

/**
 * Compares two zips written by any tool, from coarse to fine, and reports the likely cause of each difference.
 *
 * @throws LambdazipError `archive-unreadable`
 */
export async function diff({ host = nodeHost(), ...options }: DiffOptions): Promise<DiffReport> {
  const { diff: diffWith } = await import('./compare/diff.js');
  return await withCodes(() => diffWith(options, host));
}

/**
 * Returns the deployment settings of the built archives, for Terraform, the CDK, SAM and other tools. Refuses archives
 * that would not work.
 *
 * @throws LambdazipError `deployment-refused` with all findings, `archive-unreadable`, and the codes of `plan`
 */
export async function deploymentValues({
  host = nodeHost(),
  ...options
}: DeploymentOptions = {}): Promise<DeploymentReport> {
  const { deploymentValues: valuesWith } = await import('./deploy/deployment-values.js');
  return await withCodes(() => valuesWith(options, host));
}

/** Formats the functions of built archives as configuration for a deployment tool. Never rejects. */
export async function deploymentText(options: DeploymentTextOptions): Promise<string> {
  const { deploymentText: textWith } = await import('./deploy/deployment-text.js');
  return textWith(options);
}

/**
 * Reads a manifest from disk and checks it. Problems that only go can find, such as a missing package, are found by
 * `plan`.
 *
 * @throws LambdazipError `manifest-not-found`, `manifest-ambiguous`, `manifest-unreadable`, `manifest-invalid`
 */
export function loadManifest({ host = nodeHost(), ...options }: LoadManifestOptions = {}): Promise<Manifest> {
  return withCodes(() => loadManifestWith(options, host));
}

/**
 * Parses the text of a manifest and checks it. Problems that only the disk or go can show, such as a missing package,
 * are found by `plan`.
 *
 * @throws LambdazipError `manifest-invalid` with every error in the text
 */
export async function parseManifest(
  text: string,
  { file, set, ...overrides }: ParseManifestOptions = {},
): Promise<Manifest> {
  const { parseManifest: parseWith } = await import('./manifest/read-manifest.js');
  return await parseWith(text, { file, set, overrides });
}

/** Returns the JSON Schema of the manifest, for editors. Never rejects. */
export async function manifestJsonSchema(): Promise<object> {
  const { manifestJsonSchema: makeSchema } = await import('./manifest/schema.js');
  return makeSchema();
}

/**
 * Returns the path of the cache and its size.
 *
 * @throws LambdazipError `cache-directory-unknown`, `cache-unusable`
 */
export function cacheInfo({ host = nodeHost(), cache }: CacheOptions = {}): Promise<CacheInfo> {
  return withCodes(() => cacheInfoOf(host, knownCacheDirectory(cache, host)));
}

/**
 * Removes everything that lambdazip keeps in the cache, except entries that a running build uses.
 *
 * @throws LambdazipError `cache-directory-unknown`, `cache-unusable`
 */
export function clearCache({ host = nodeHost(), cache }: CacheOptions = {}): Promise<CacheRemoval> {
  return withCodes(() => clearCacheOf(host, knownCacheDirectory(cache, host)));
}

function knownCacheDirectory(
  cache: string | undefined,
  host: Pick<Host, 'defaultCacheDirectory' | 'environment' | 'workingDirectory'>,
): string {
  const directory = cacheDirectory(cache, host);
  if (directory === undefined) throw failure('cache-directory-unknown', {});
  return directory;
}

/**
 * Reads a build report from disk.
 *
 * @throws LambdazipError `report-unreadable`
 */
export async function readReportFile({
  host = nodeHost(),
  ...options
}: ReadReportOptions): Promise<BuildReport> {
  const { readReport } = await import('./build/read-report.js');
  return await withCodes(() => readReport(options, host));
}

/**
 * Writes a report to a file as JSON, completely or not at all.
 *
 * @throws LambdazipError `output-not-writable`, `disk-full`, `output-write-failed`
 */
export async function writeReportFile({ host = nodeHost(), ...options }: WriteReportOptions): Promise<void> {
  return await withCodes(() => writeReportFileWith(options, host));
}
