import type { ProjectFiles } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { functionSources } from '../sources/sources.js';
import type { Template } from '../sources/template-function.js';
import type { FileChange } from './file-changes.js';

/** Files that change because a template includes them, and that a template which does not migrate may include too. */
export async function findSharedIncludes(
  changes: readonly FileChange[],
  templates: readonly Template[],
  project: ProjectFiles,
): Promise<readonly MigrationDiagnostic[]> {
  const named = new Set(templates.map(({ file }) => file));
  const included = changes.filter(({ path, before }) => before !== null && !named.has(path));
  const sources = [...new Set(templates.map(({ format }) => functionSources[format]))];
  const findings: MigrationDiagnostic[] = [];
  for (const { path } of included) {
    const including = await Promise.all(sources.map((source) => source.includersOf(path, project)));
    const others = including.flat().filter((file) => !named.has(file));
    if (others.length === 0) continue;
    const values = { file: project.display(path), names: others.map(project.display) };
    findings.push(
      diagnose('migrate-shared-include', values, { file: values.file, line: null, column: null }),
    );
  }
  return findings;
}
