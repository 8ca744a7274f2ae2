import type { SourceDocument } from '../documents/source-node.js';
import { cdk } from './cdk/cdk-source.js';
import { cloudformation } from './cloudformation/cloudformation-source.js';
import type { EditOptions, FunctionMove, TemplateEdits } from './edits/function-move.js';
import type {
  EditedSource,
  ExplainedSource,
  ExplainRequest,
  Explanation,
  FunctionSource,
} from './function-source.js';
import { sam } from './sam/sam-source.js';
import { serverless } from './serverless/serverless-source.js';
import {
  type EditedFormat,
  type ExplainedFormat,
  editedFormatNames,
  isEditedFormat,
  type TemplateFormat,
} from './template-formats.js';
import type { ExplainedTemplate, Template, WrittenTemplate } from './template-function.js';
import { terraform } from './terraform/terraform-source.js';

export const editedSources = { sam, cloudformation, serverless } satisfies Record<EditedFormat, EditedSource>;

export const explainedSources = { terraform, cdk } satisfies Record<ExplainedFormat, ExplainedSource>;

/** All sources of functions. */
export const functionSources = {
  ...editedSources,
  ...explainedSources,
} satisfies Record<TemplateFormat, FunctionSource>;

/** The format of a document, by its content; null if unknown. */
export function detectFormat(document: SourceDocument): EditedFormat | null {
  return editedFormatNames.find((format) => editedSources[format].detects(document)) ?? null;
}

export function isWritten(template: Template): template is WrittenTemplate {
  return isEditedFormat(template.format);
}

/** See {@link EditedSource.edit}. */
export function editTemplate(
  template: WrittenTemplate,
  moves: readonly FunctionMove[],
  options: EditOptions = {},
): TemplateEdits {
  return editedSources[template.format].edit(template, moves, options);
}

/** See {@link ExplainedSource.explain}. */
export function explainTemplate(template: ExplainedTemplate, request: ExplainRequest): Explanation {
  const source: ExplainedSource = explainedSources[template.format];
  return source.explain(template, request);
}
