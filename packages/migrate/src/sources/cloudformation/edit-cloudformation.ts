import { EditContext } from '../edits/edit-context.js';
import { editHandlers, editRuntimes } from '../edits/edit-runtime.js';
import type { EditOptions, FunctionMove, TemplateEdits } from '../edits/function-move.js';
import type { WrittenTemplate } from '../template-function.js';
import { editArchitectures } from './edit-architectures.js';
import { editCode } from './edit-code.js';
import { editMetadata } from './edit-metadata.js';

/** The edits to a SAM or CloudFormation template. */
export function editCloudFormation(
  template: WrittenTemplate,
  moves: readonly FunctionMove[],
  options: EditOptions,
): TemplateEdits {
  const context = new EditContext(template, moves, options);
  editHandlers(context, { key: 'Handler', behind: ['CodeUri', 'Code', 'Runtime'] });
  editCode(context);
  editMetadata(context);
  editRuntimes(context, { key: 'Runtime', behind: ['Handler', 'CodeUri', 'Code'] });
  editArchitectures(context);
  return { edits: context.plan.finish(), findings: context.findings };
}
