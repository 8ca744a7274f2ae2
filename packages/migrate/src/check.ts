import type { BuildPlan, Host, ProjectFiles } from '@lambdazip/core/internal';
import { makeWholePlan, undoAbove, withLockedDirectory } from '@lambdazip/core/internal';
import { dirname, join, relative } from 'pathe';
import type { CheckTemplatesReport } from './check-report.js';
import { outsideFindings } from './decide/evidence-findings.js';
import { failure, failureOf } from './diagnostics/diagnose.js';
import { type Drift, type ExpectedArchive, findDrift } from './migrate/drift.js';
import type { FileChange } from './migrate/file-changes.js';
import { diffsOf, editedFiles } from './migrate/file-changes.js';
import { archivePath } from './migrate/template-changes.js';
import { refuseOtherEncodings, writeChanges } from './migrate/write-changes.js';
import type { MigrateOptions } from './migrate-options.js';
import { type OpenedTemplates, openTemplates } from './sources/open-templates.js';
import { explainedFormatOf } from './sources/read-sources.js';
import { readTemplates } from './sources/read-templates.js';
import { editTemplate } from './sources/sources.js';
import { type EditedFormat, templateFormats } from './sources/template-formats.js';

/** Which templates to compare with which manifest. */
export interface CheckTemplatesOptions extends Pick<MigrateOptions, 'templates' | 'force' | 'signal'> {
  /** Relative to the working directory. Default: the manifest in the working directory. */
  readonly manifest?: string | undefined;
  /** Default: detected from the file. */
  readonly format?: EditedFormat | undefined;
  /** Fix mismatches that have only one possible fix. Default: false. */
  readonly fix?: boolean | undefined;
}

/**
 * Checks whether templates match a manifest: handlers, archives, runtimes, architectures.
 *
 * @throws LambdazipError the codes of reading the templates and of `plan`, `drift-tool-unsupported`; with `fix` the codes
 * of `migrate` with `write`
 */
export async function checkTemplates(
  options: CheckTemplatesOptions,
  host: Host,
): Promise<CheckTemplatesReport> {
  const { templates: named = [], format, fix = false, signal } = options;
  await undoAbove(host, ['.', ...named]);
  const opened = await openTemplates(host, named, signal);
  refuseOtherTools(opened);
  const plan = await makeWholePlan({ manifest: options.manifest, signal }, host);
  let { project } = opened;
  let read = await readTemplates(project, opened.files, format);
  let drift = findDrift(read.templates, await expectedArchives(plan, project, host));
  let changes: readonly FileChange[] = [];
  let copies: readonly string[] = [];
  if (fix && drift.fixes.length > 0) {
    changes = changesOf(drift, project);
    const { root, display } = project;
    await refuseOtherEncodings({ root, changes, display }, host);
    const request = { root, changes, force: options.force ?? false, display, signal };
    copies = await withLockedDirectory(host, root, signal, () => writeChanges(request, host));
    ({ project } = await openTemplates(host, named, signal));
    read = await readTemplates(project, opened.files, format);
    drift = findDrift(read.templates, await expectedArchives(plan, project, host));
  }
  // The unreadable part of a template may contain the mismatch.
  const unreadable = read.findings.find(({ severity }) => severity === 'error');
  if (unreadable !== undefined) throw failureOf(unreadable, read.findings);
  // A handler left out by a wildcard may be the one that a function uses.
  const leftOut = plan.warnings.filter(({ code }) => code.startsWith('wildcard-'));
  const findings = [...leftOut, ...read.findings, ...drift.findings, ...outsideFindings(project)];
  return {
    verdict: drift.findings.length === 0 ? 'agree' : 'differ',
    manifest: plan.manifest,
    templates: read.templates.map(({ file, format: kind }) => ({
      file: project.display(file),
      format: kind,
    })),
    findings,
    fixed: diffsOf(changes, project.display),
    copies: copies.map(project.display),
  };
}

/** Their values come from `lambdazip output`, and their expressions cannot be evaluated from the files. */
function refuseOtherTools({ project: { files: all, display }, files }: OpenedTemplates): void {
  for (const file of files) {
    const format = explainedFormatOf(file, all);
    if (format === undefined) continue;
    const { tool } = templateFormats[format];
    throw failure('drift-tool-unsupported', { file: display(file), tool, format });
  }
}

async function expectedArchives(
  plan: BuildPlan,
  project: ProjectFiles,
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
): Promise<ExpectedArchive[]> {
  const expected: ExpectedArchive[] = [];
  const [from, to] = [plan.directory, project.root];
  for (const archive of plan.archives) {
    const spec = plan.specs.find(({ name }) => name === archive.archive);
    expected.push({
      name: archive.name,
      // The plan keeps symbolic links in the manifest's directory as the user wrote them; the project resolves them.
      path: relative(
        to,
        join(from, relative(join(host.workingDirectory, dirname(plan.manifest)), archive.path)),
      ),
      layout: archive.layout,
      runtime: archive.runtime,
      architecture: archive.architecture,
      functions: spec?.functions ?? [],
      isBuilt: (await host.fileSystem.stat(archive.path))?.kind === 'file',
      handlers: archive.handlers.map(({ handler }) => ({
        name: handler,
        location: spec?.handlers.find(({ key }) => key === handler)?.location ??
          spec?.location ?? { file: plan.manifest, line: null, column: null },
      })),
    });
  }
  return expected;
}

function changesOf({ fixes }: Drift, project: ProjectFiles): readonly FileChange[] {
  const templates = [...new Set(fixes.map(({ template }) => template))];
  return editedFiles(
    templates.map((template) => {
      const moves = fixes
        .filter((fix) => fix.template === template)
        .map(({ function: each, archive: { path, runtime, architecture } }) => ({
          function: each,
          archive: archivePath(template, path),
          runtime,
          architecture,
          newHandler: null,
        }));
      return editTemplate(template, moves, { display: project.display }).edits;
    }),
    templates,
  );
}
