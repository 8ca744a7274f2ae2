import type { Host, ProjectFiles } from '@lambdazip/core/internal';
import {
  archiveDefaults,
  fileSystemReason,
  findGo,
  findMainPackages,
  findManifest,
  go1xArchitecture,
  LambdazipError,
  layouts,
  undoAbove,
  withLockedDirectory,
} from '@lambdazip/core/internal';
import { dirname, isAbsolute, join, relative } from 'pathe';
import { archiveLayouts, type LayoutOptions, layOutArchives } from './decide/archive-layout.js';
import { contestedBuilds, refuseUnknownTarget } from './decide/build-choices.js';
import { decideFunctions } from './decide/decide.js';
import type { Decision } from './decide/decision.js';
import { evidenceFindings, outsideFindings } from './decide/evidence-findings.js';
import { mapConflicts } from './decide/map-conflicts.js';
import { mapFromRoot, shownTarget } from './decide/map-from-root.js';
import { mapKeyFor, refuseMapKeys } from './decide/map-keys.js';
import { dividedPrograms, packagesWithC, sharedPrograms } from './decide/shared-programs.js';
import { diagnose, failure, type MigrationDiagnostic } from './diagnostics/diagnose.js';
import { readBuildEvidence } from './evidence/read-evidence.js';
import type { FileChange } from './migrate/file-changes.js';
import { diffsOf } from './migrate/file-changes.js';
import {
  archiveNames,
  archivesOfLayout,
  buildsPackage,
  hasPrograms,
  type KnownManifest,
  knownPackages,
  readKnownManifest,
} from './migrate/known-manifest.js';
import { manifestArchives } from './migrate/manifest-archives.js';
import { manifestChange } from './migrate/manifest-change.js';
import type { MigrateReport } from './migrate/migration-report.js';
import { targetOf } from './migrate/move-target.js';
import { reportFunctions } from './migrate/report-functions.js';
import { findSharedIncludes } from './migrate/shared-includes.js';
import { templateChanges } from './migrate/template-changes.js';
import { refuseOtherEncodings, writeChanges } from './migrate/write-changes.js';
import type { MigrateOptions } from './migrate-options.js';
import { findObstacles } from './obstacles/find-obstacles.js';
import { twoStepObstacles } from './obstacles/two-step.js';
import { type OpenedTemplates, openTemplates } from './sources/open-templates.js';
import { readSources } from './sources/read-sources.js';
import { editedSources, functionSources, isWritten } from './sources/sources.js';
import type { Template } from './sources/template-function.js';
import type { ParseTerraform } from './sources/terraform/parse-terraform.js';

/**
 * Migrates templates: finds the Go functions and the main package of each, and returns the manifest and the changes to the
 * templates. With `write`, writes them, unless a decision or fix is needed first.
 *
 * @throws LambdazipError `template-not-found`, `template-ambiguous`, `template-unreadable`, `template-syntax`,
 * `template-format-unknown`, `template-language-unsupported`, `template-project-too-large`, `manifest-ambiguous`,
 * `manifest-unreadable`, `manifest-invalid`, `migrate-map-unused`, `migrate-map-ambiguous`, `migrate-map-repeated`,
 * `migrate-map-twice`, `migrate-build-target-unused`, `migrate-two-step-architecture`; with `write`
 * `migrate-write-outside`, `migrate-tree-dirty`, `migrate-file-changed`, `output-not-writable`, `disk-full`,
 * `output-write-failed`
 */
export async function migrate(
  options: MigrateOptions,
  host: Host,
  parseTerraform: ParseTerraform,
): Promise<MigrateReport> {
  const { signal, write = false, force = false } = options;
  const { architecture = go1xArchitecture } = options;
  if (options.twoStep === true && architecture !== go1xArchitecture) {
    throw failure('migrate-two-step-architecture', { architecture });
  }
  await undoAbove(host, ['.', ...(options.templates ?? [])]);
  const given = await manifestOf(options, host);
  const opened = await openTemplates(host, options.templates ?? [], signal, given);
  const { project } = opened;
  const manifest = relative(project.root, join(project.root, opened.workingDirectory, given));
  const known = await readKnownManifest(project, manifest);
  if (known === undefined) await refuseUnreadable(manifest, project, host);
  const { templates, findings: read } = await readSources(opened.files, options.format, {
    host,
    parseTerraform,
    project,
    built: known === undefined ? null : new Set(Object.values(knownPackages(known))),
    signal,
  });

  const found = await decide(opened, templates, known, options);
  const decided = found.decisions.filter((each) => each.kind === 'decided');
  const archiveOptions = layoutOptions(options, known);
  const { shared: sharedLayout } = archiveLayouts(archiveOptions.layout);
  const programs = sharedPrograms(decided, {
    layout: sharedLayout,
    shared: archiveOptions.shared ?? archiveDefaults.name,
    files: project.files,
    ...(layouts[sharedLayout].sharesProgram ? { withC: await packagesWithC(decided, project) } : {}),
    known: known === undefined ? [] : archivesOfLayout(known, sharedLayout),
  });
  const layout = layOutArchives(decided, {
    ...archiveOptions,
    ...(programs === undefined ? {} : { programs }),
    manifestDirectory: dirname(manifest),
  });
  const obstacles = await findObstacles(
    { ...found, templates, project, go: await installedGo(host, signal), layout: options.layout ?? null },
    host,
    signal,
  );

  const request = {
    manifestDirectory: dirname(manifest),
    targetOf: (archive: string) => targetOf(options, known, archive),
    display: project.display,
  };
  const written = manifestChange({ manifest, known, decided, layout, obstacles, ...request });
  const archives = manifestArchives(layout, known, request);
  const edited = templateChanges(templates, decided, layout, archives, request);
  const sources = [...new Set(templates.map((each) => functionSources[each.format]))];
  const findings = [
    ...unreadDirectories(project),
    ...read,
    ...openFindings(found.decisions, project),
    ...contestedBuilds(found.decisions),
    ...(await Promise.all(sources.map((each) => each.unreadSettings(project)))).flat(),
    ...found.conflicts,
    ...evidenceFindings(
      found.decisions,
      found.evidence,
      found.mains,
      project.files,
      (target) => known !== undefined && buildsPackage(known, target),
    ),
    ...obstacles.diagnostics,
    ...dividedPrograms(layout, sharedLayout),
    ...keptLayouts(options.layout, known, found.decisions),
    ...(options.twoStep === true ? twoStepObstacles(decided, layout) : []),
    ...written.findings,
    ...edited.findings,
    ...(await findSharedIncludes(edited.changes, templates, project)),
    ...(found.decisions.every(
      (each) => each.kind === 'left' && each.why !== 'moved' && each.why !== 'repeated',
    ) && !sources.some(({ mayBeEmpty }) => mayBeEmpty)
      ? [diagnose('migrate-no-functions', { templates: templates.map(({ file }) => project.display(file)) })]
      : []),
  ];
  const isDecided = findings.every(({ severity }) => severity !== 'error');
  const changes: readonly FileChange[] = isDecided ? [...written.changes, ...edited.changes] : [];
  findings.push(...outsideFindings(project));
  const { root, display } = project;
  await refuseOtherEncodings({ root, changes, display }, host);
  options.onFindings?.(findings);
  const isWritten = write && changes.length > 0;
  const copies = isWritten
    ? await withLockedDirectory(host, root, signal, () =>
        writeChanges({ root, changes, force, display, signal }, host),
      )
    : [];
  return {
    verdict: isDecided ? 'decided' : 'undecided',
    written: isWritten,
    manifest: display(manifest),
    templates: templates.map(({ file, format }) => ({ file: display(file), format })),
    functions: reportFunctions(found.decisions, templates, layout, dirname(manifest), project),
    changes: diffsOf(changes, display),
    copies: copies.map(display),
    instructions: isDecided ? edited.instructions : [],
    cdk: isDecided ? edited.lines : [],
    findings,
  };
}

/** Existing archives keep their names and paths. */
function layoutOptions(
  options: MigrateOptions,
  known: KnownManifest | undefined,
): Omit<LayoutOptions, 'manifestDirectory' | 'programs'> {
  const layout = options.layout ?? null;
  if (known === undefined) return { layout };
  return { layout, outDir: known.outDir, ...archiveNames(known, layout) };
}

/** A warning if `--layout` asks for a different layout of a manifest that is complete. */
function keptLayouts(
  layout: MigrateOptions['layout'],
  known: KnownManifest | undefined,
  decisions: readonly Decision[],
): readonly MigrationDiagnostic[] {
  if (layout === undefined || known === undefined) return [];
  const { archives, file } = known.manifest;
  const isMigrated = decisions.some((each) => each.kind === 'left' && each.why === 'moved');
  if (!isMigrated || decisions.some((each) => each.kind !== 'left')) return [];
  if (archives.some((archive) => archive.layout === layout)) return [];
  const found = [...new Set(archives.map((archive) => archive.layout))];
  return [diagnose('migrate-layout-kept', { layout, manifest: file, layouts: found })];
}

/**
 * The manifest to extend or write, relative to the working directory: an existing one under any of the names that `build`
 * looks for, so that there is never a second one.
 */
async function manifestOf(
  { manifest }: MigrateOptions,
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
): Promise<string> {
  if (manifest === undefined) {
    return await findManifest(host).catch((error: unknown) => {
      if (error instanceof LambdazipError && error.code === 'manifest-not-found') return 'lambdazip.json';
      throw error;
    });
  }
  return isAbsolute(manifest) ? relative(host.workingDirectory, manifest) : manifest;
}

/** An existing file that cannot be read must not be overwritten. */
async function refuseUnreadable(
  manifest: string,
  { root, display, outside }: ProjectFiles,
  host: Pick<Host, 'fileSystem'>,
): Promise<void> {
  const path = join(root, manifest);
  if ((await host.fileSystem.lstat(path)) === undefined) return;
  const isOutside = outside().some((each) => each.path === manifest);
  const reason = isOutside
    ? 'a symbolic link leads out of the project'
    : await host.fileSystem.readFile(path).then(() => 'file too large', fileSystemReason);
  throw failure('manifest-unreadable', { file: display(manifest), reason });
}

function unreadDirectories({ unread = [], display }: ProjectFiles): readonly MigrationDiagnostic[] {
  return unread.map(({ path, reason }) =>
    diagnose('directory-unreadable', { directory: display(path), reason }),
  );
}

/** Reads the project's build files, and decides on the main package of each function. */
async function decide(
  { project, workingDirectory }: OpenedTemplates,
  templates: readonly Template[],
  known: KnownManifest | undefined,
  options: MigrateOptions,
) {
  const read = await readBuildEvidence(project);
  const plugins = templates
    .filter(isWritten)
    .flatMap((template) => editedSources[template.format].buildCommands(template, project));
  const evidence = { ...read, commands: [...plugins, ...read.commands] };
  refuseUnknownTarget(options.buildTarget, evidence);
  const mains = await findMainPackages(project);
  const map = mapFromRoot(options.map ?? {}, workingDirectory, project);
  const packages = known && { file: project.display(known.file), packages: knownPackages(known) };
  const decisions = decideFunctions(templates, evidence, mains, {
    map,
    known: packages,
    buildTarget: options.buildTarget,
    files: project.files,
    isMoved: (archive, handlers) => known !== undefined && hasPrograms(known, archive, handlers),
    scripts: await bootstrapScripts(project),
    display: project.display,
  });
  refuseMapKeys(map, decisions, project.display);
  const conflicts = packages === undefined ? [] : mapConflicts(decisions, map, packages);
  return { decisions, evidence, mains, conflicts };
}

/** A hand-written `bootstrap` script starts something other than a Go program. */
async function bootstrapScripts(project: ProjectFiles): Promise<readonly string[]> {
  const scripts: string[] = [];
  for (const file of project.files.filter((each) => /(^|\/)bootstrap$/.test(each))) {
    if ((await project.read(file))?.startsWith('#!')) scripts.push(file);
  }
  return scripts;
}

function openFindings(
  decisions: readonly Decision[],
  { display }: ProjectFiles,
): readonly MigrationDiagnostic[] {
  return decisions.flatMap((each) => {
    if (each.kind !== 'open') return [];
    const { handler, reason, candidates, function: fn } = each;
    const names = candidates.map(({ target }) => shownTarget(target, display));
    return [
      diagnose(
        'migrate-undecided',
        { id: fn.id, key: mapKeyFor(fn, decisions, display), handler, reason, candidates: names },
        fn.location,
        [handler],
      ),
    ];
  });
}

/** null if go is not installed: checks that need it are skipped with a warning. */
async function installedGo(host: Host, signal: AbortSignal | undefined) {
  return await findGo(host, signal).catch((error: unknown) => {
    if (error instanceof LambdazipError) return null;
    throw error;
  });
}
