import type { Diagnostic, ProjectFiles } from '@lambdazip/core/internal';
import { LambdazipError } from '@lambdazip/core/internal';
import { join } from 'pathe';
import type { Template } from '../sources/template-function.js';
import { explainTerraform } from '../sources/terraform/explain-terraform.js';
import type { ParseTerraform } from '../sources/terraform/parse-terraform.js';
import { readTerraform } from '../sources/terraform/read-terraform.js';
import type { ArchiveLayout } from './archive-layout.js';
import type { Decided } from './handler-keys.js';
import type { MigrateInstruction } from './migration-report.js';
import type { TemplateChangesRequest } from './template-changes.js';
import { isTerraformTemplate, type TerraformTemplate, terraformTemplate } from './terraform-template.js';

/**
 * Reads modules of Terraform.
 *
 * @param paths files or directories, relative to the project's root
 * @throws LambdazipError where one cannot be read
 */
export async function readTerraformTemplates(
  project: ProjectFiles,
  paths: readonly string[],
  parseTerraform: ParseTerraform,
): Promise<{ readonly templates: readonly TerraformTemplate[]; readonly findings: readonly Diagnostic[] }> {
  const templates: TerraformTemplate[] = [];
  const findings: Diagnostic[] = [];
  for (const path of paths) {
    const module = await readTerraform(path, {
      project,
      parseTerraform,
      report: (each) => findings.push(each),
    });
    const refusal = findings.find(({ severity }) => severity === 'error');
    if (refusal !== undefined) throw new LambdazipError(refusal.code, refusal.message, findings);
    const isRead = templates.some((each) => each.module.directory === module?.directory);
    if (module !== undefined && !isRead) templates.push(terraformTemplate(module));
  }
  return { templates, findings };
}

/** Says which lines of the modules among the templates have to be changed by hand. */
export function guideThroughTerraform(
  templates: readonly Template[],
  decided: readonly Decided[],
  layout: ArchiveLayout,
  { manifestDirectory, targetOf }: TemplateChangesRequest,
): readonly MigrateInstruction[] {
  const instructions = new Map<string, MigrateInstruction>();
  for (const template of templates.filter(isTerraformTemplate)) {
    for (const { function: each, handler } of decided) {
      const source = template.sources.get(each);
      const place = layout.functions.get(each);
      if (source === undefined || place === undefined) continue;
      const { runtime, architecture } = targetOf(place.archive);
      const path = join(manifestDirectory, place.path);
      const handlers = [place.newHandler ?? handler];
      const explained = explainTerraform(
        template.module.functions,
        [{ path, runtime, architecture, handlers }],
        {
          runtime,
          ...(place.newHandler === null ? {} : { handlers: new Map([[source.name, place.newHandler]]) }),
        },
      );
      const own = explained.explanations.find((explanation) => explanation.function === source);
      for (const change of own?.changes ?? []) {
        // Functions that share a variable share its change.
        instructions.set(JSON.stringify(change), change);
      }
    }
  }
  return [...instructions.values()];
}
