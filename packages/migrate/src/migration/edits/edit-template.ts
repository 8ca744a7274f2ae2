import { diagnose } from '@lambdazip/core/internal';
import { readGoPlugin } from '../../sources/serverless/go-plugin.js';
import type { Template } from '../../sources/template-function.js';
import { editArchitectures } from './edit-architectures.js';
import { editCode } from './edit-code.js';
import { EditContext } from './edit-context.js';
import { editMetadata } from './edit-metadata.js';
import { editPackages } from './edit-package.js';
import { editHandlers, editRuntimes } from './edit-runtime.js';
import type { EditOptions, FunctionMove, TemplateEdits } from './function-move.js';

/**
 * The edits of a template whose functions move to archives of lambdazip: runtime, architecture, code, and what said how they
 * were built. Comments, order and quotes stay; functions that do not move have the same settings afterwards. On a template
 * that was edited so there are none.
 *
 * Findings: `migrate-value-left`, `migrate-code-replaced`, `migrate-plugin-obsolete`.
 */
export function editTemplate(
  template: Template,
  moves: readonly FunctionMove[],
  options: EditOptions = {},
): TemplateEdits {
  const context = new EditContext(template, moves, options);
  editHandlers(context);
  if (template.format === 'serverless') editPackages(context);
  else {
    editCode(context);
    editMetadata(context);
  }
  editRuntimes(context);
  editArchitectures(context);
  const plugin =
    template.format === 'serverless' && moves.length > 0 ? readGoPlugin(template.document) : undefined;
  if (plugin !== undefined) {
    const file = options.display?.(template.file) ?? template.file;
    const name = plugin.plugin ?? 'custom.go';
    context.report(diagnose('migrate-plugin-obsolete', { plugin: name }, { ...plugin.location, file }));
  }
  return { edits: context.plan.finish(), findings: context.findings };
}
