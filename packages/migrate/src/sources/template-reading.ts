import type { Diagnostic, ProjectFiles } from '@lambdazip/core/internal';
import type { Template } from './template-function.js';

/** What reading a template can reach. */
export interface ReadContext {
  readonly project: ProjectFiles;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** A template as far as it could be read; undefined where nothing could, which a reported error says. */
export type TemplateReading = Template | undefined;
