import type { ProjectFiles } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';

/** What reading a template can reach. */
export interface ReadContext {
  readonly project: ProjectFiles;
  readonly report: (diagnostic: MigrationDiagnostic) => void;
}
