import type { Diagnostic, ProjectFiles } from '@lambdazip/core/internal';

/** What reading a template can reach. */
export interface ReadContext {
  readonly project: ProjectFiles;
  readonly report: (diagnostic: Diagnostic) => void;
}
