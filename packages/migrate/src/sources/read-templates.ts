import type { ProjectFiles } from '@lambdazip/core/internal';
import { diagnose, failure, failureOf, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { readTemplate } from './read-template.js';
import type { EditedFormat } from './template-formats.js';
import type { WrittenTemplate } from './template-function.js';

export interface TemplatesReading {
  /** In the order of the command; nested ones after the template that refers to them. */
  readonly templates: readonly WrittenTemplate[];
  /** Warnings, and errors in parts of a template. */
  readonly findings: readonly MigrationDiagnostic[];
}

/**
 * Reads templates and the templates of their nested stacks.
 *
 * @param files relative to the project's root
 * @throws LambdazipError the code of the first error if a given template cannot be read at all
 */
export async function readTemplates(
  project: ProjectFiles,
  files: readonly string[],
  format: EditedFormat | undefined,
): Promise<TemplatesReading> {
  const templates: WrittenTemplate[] = [];
  const findings: MigrationDiagnostic[] = [];
  const seen = new Set<string>();
  for (const file of files) await read(file, format);
  return { templates, findings };

  async function read(file: string, chosen: EditedFormat | undefined): Promise<void> {
    if (seen.has(file)) return;
    seen.add(file);
    const own: MigrationDiagnostic[] = [];
    const template = await readTemplate(file, { project, report: (finding) => own.push(finding) }, chosen);
    const refusal = own.find(({ severity }) => severity === 'error');
    if (template === undefined) {
      if (refusal === undefined) {
        throw failure('template-unreadable', { file: project.display(file), reason: 'not a template' });
      }
      throw failureOf(refusal, own);
    }
    templates.push(template);
    findings.push(...own);
    for (const nested of template.nested) await readNested(nested, file);
  }

  async function readNested(file: string, from: string): Promise<void> {
    if ((await project.read(file)) !== undefined) return await read(file, undefined);
    const location = { file: project.display(from), line: null, column: null };
    // It is reported separately.
    if (project.outside().some(({ path }) => path === file)) return;
    const values = { path: project.display(file), reason: 'not found in the project' };
    findings.push(diagnose('template-include-missing', values, location));
  }
}
