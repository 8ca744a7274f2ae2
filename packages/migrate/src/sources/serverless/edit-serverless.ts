import { diagnose } from '../../diagnostics/diagnose.js';
import { EditContext } from '../edits/edit-context.js';
import { editHandlers, editRuntimes } from '../edits/edit-runtime.js';
import type { EditOptions, FunctionMove, TemplateEdits } from '../edits/function-move.js';
import type { WrittenTemplate } from '../template-function.js';
import { editArchitecture } from './edit-architecture.js';
import { editPackages } from './edit-package.js';
import { readGoPlugin } from './go-plugin.js';

/** The edits of a Serverless Framework service. */
export function editServerless(
  template: WrittenTemplate,
  moves: readonly FunctionMove[],
  options: EditOptions,
): TemplateEdits {
  const context = new EditContext(template, moves, options);
  editHandlers(context, { key: 'handler', behind: [] });
  editPackages(context);
  editRuntimes(context, { key: 'runtime', behind: ['handler'] });
  editArchitecture(context);
  const plugin = moves.length > 0 ? readGoPlugin(template.document) : undefined;
  if (plugin !== undefined) {
    const file = options.display?.(template.file) ?? template.file;
    const name = plugin.plugin ?? 'custom.go';
    context.report(diagnose('migrate-plugin-obsolete', { plugin: name }, { ...plugin.location, file }));
  }
  return { edits: context.plan.finish(), findings: context.findings };
}
