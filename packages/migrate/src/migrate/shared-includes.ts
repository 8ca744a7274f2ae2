import type { ProjectFiles } from '@lambdazip/core/internal';
import { basename } from 'pathe';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { Template } from '../sources/template-function.js';
import type { FileChange } from './file-change.js';

/** Files that are changed because a template includes them, and that a service which does not move may include as well. */
export async function findSharedIncludes(
  changes: readonly FileChange[],
  templates: readonly Template[],
  project: ProjectFiles,
): Promise<readonly MigrationDiagnostic[]> {
  const named = new Set(templates.map(({ file }) => file));
  const included = changes.filter(({ path, before }) => before !== null && !named.has(path));
  if (included.length === 0) return [];
  const services = project.files.filter(
    (file) => /(^|\/)serverless[^/]*\.(ya?ml|json)$/.test(file) && !named.has(file),
  );
  const findings: MigrationDiagnostic[] = [];
  for (const { path } of included) {
    const others: string[] = [];
    for (const service of services) {
      if ((await project.read(service))?.includes(`/${basename(path)}`) === true) others.push(service);
    }
    if (others.length === 0) continue;
    const values = { file: project.display(path), names: others.map(project.display) };
    findings.push(
      diagnose('migrate-shared-include', values, { file: values.file, line: null, column: null }),
    );
  }
  return findings;
}
