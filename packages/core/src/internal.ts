// What the other lambdazip packages use of the core. They are released in lock step with it. This is not part of the
// public API and may change in any release.
export { findCollisions } from './archive/names.js';
export { compareStrings, sortedRecord } from './bytes/compare.js';
export {
  type Architecture,
  architectureNames,
  defaultRuntime,
  type Layout,
  layouts,
  type Runtime,
} from './choices.js';
export { cdkGoLines } from './deploy/cdk-go-lines.js';
export { cdkLines } from './deploy/cdk-lines.js';
export type { DeployedArchive } from './deploy/deployment.js';
export { hclString, hclText } from './deploy/hcl-string.js';
export type { Flags, Items, Lists, MaybeTexts, None, Numbers, OneOf, Texts } from './diagnostics/args.js';
export { catalog, type DiagnosticArgs } from './diagnostics/catalog.js';
export { type Catalog, entry } from './diagnostics/catalog-entry.js';
export { type Diagnosing, diagnosing } from './diagnostics/diagnosing.js';
export { type DiagnosticOf, type Location, nowhere } from './diagnostics/diagnostic.js';
export { didYouMean } from './diagnostics/did-you-mean.js';
export { LambdazipError } from './diagnostics/lambdazip-error.js';
export { mebibytes } from './diagnostics/sizes.js';
export { withCodes } from './diagnostics/with-codes.js';
export { type GitProblem, problemFailure } from './git/git-problem.js';
export { openRepository } from './git/repository.js';
export { GitFailure } from './git/run-git.js';
export { filesBehindForeignFilters, statusLines } from './git/tree-state.js';
export { compileFileGlob, type FileGlob, GlobProblem, matchesFileGlob } from './globs/file-glob.js';
export { fillWildcards, hasWildcard, matchWildcards } from './globs/wildcards.js';
export type { BuildSettings } from './go/build-settings.js';
export { executableName } from './go/executable-name.js';
export { goList, type ListedPackage } from './go/go-list.js';
export { isGoFile, readGoSource } from './go/go-source.js';
export { defaultMod, findAbove, usedDirectories } from './go/module.js';
export { goMachine, listCall } from './go/run-command.js';
export { findGo, type InstalledGo, ownToolchain } from './go/toolchain.js';
export { compareGoVersions, compareModuleVersions, parseGoVersion } from './go/versions.js';
export { architectures, lambdaDefaultArchitecture } from './lambda/architectures.js';
export { defaultMaxSize, quotas } from './lambda/quotas.js';
export { go1xArchitecture, retiredRuntimes, runtimes } from './lambda/runtimes.js';
export { type CdkLanguage, cdkAppCommand, cdkLanguage } from './main-packages/cdk-app.js';
export { importPathOf, moduleDirectoryOf } from './main-packages/go-module.js';
export { findMainPackages, type MainPackage } from './main-packages/main-packages.js';
export { refusedFlag } from './manifest/allowed-flags.js';
export { archiveDefaults, buildSettings, defaultOutDir, goDefaults } from './manifest/defaults.js';
export { splitFlags } from './manifest/flags.js';
export { nameHandlers } from './manifest/handler-names.js';
export { archiveNameOf, defaultLayout, separateLayout } from './manifest/layouts.js';
export { likely } from './manifest/likely.js';
export { findManifest } from './manifest/load-manifest.js';
export type { ArchiveSpec, HandlerTarget, Manifest } from './manifest/manifest.js';
export { throwIfInvalid } from './manifest/manifest-reading.js';
export { parseJson } from './manifest/parse-json.js';
export { parseYaml } from './manifest/parse-yaml.js';
export { readManifest } from './manifest/read-manifest.js';
export { handlerProblem } from './manifest/rules.js';
export {
  type FileInput,
  type GoInput,
  type HandlerInput,
  type ManifestInput,
  manifestSchema,
} from './manifest/schema.js';
export { depthLimit, tooDeep } from './manifest/source-map.js';
export type { BuildPlan } from './plan/build-plan.js';
export { makeWholePlan } from './plan/plan.js';
export { fileSystemErrorCode } from './ports/file-system.js';
export { fileSystemReason } from './ports/file-system-reason.js';
export type { Host } from './ports/host.js';
export { readableEntries } from './ports/permitted.js';
export { lambdaLibrary, oldestLambdaLibrary } from './preflight/go-modules.js';
export { dotted, isWithin, place, segmentsOf, withAncestors } from './project/paths.js';
export { isInside, leadsTo, projectTop, repositoryAbove } from './project/project-boundary.js';
export {
  directoriesOf,
  isPassedOver,
  listProject,
  type ProjectFiles,
  projectFileLimit,
  TooManyFiles,
} from './project/project-files.js';
export { commonDirectory, findProjectRoot } from './project/project-root.js';
export { undoAbove, withLockedDirectory } from './publish/locked-directory.js';
export { type OutputFile, publishFiles } from './publish/publish.js';
export { baseSizeOf } from './size/advice.js';
export { type Distribution, distribute, type HandlerGroup } from './size/distribute.js';
export { isDivisible, type Measured, type MeasuredArchive, withMeasuring } from './size/measure.js';
export type { SizeOptions } from './size/size-options.js';
export type { HandlerSize } from './size/size-report.js';
