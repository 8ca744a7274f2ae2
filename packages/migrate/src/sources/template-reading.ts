import type { ProjectFiles } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';

/** The context of reading a template. */
export interface ReadContext {
  readonly project: ProjectFiles;
  readonly report: (diagnostic: MigrationDiagnostic) => void;
}
