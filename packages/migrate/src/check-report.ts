import type { MigrationDiagnostic } from './diagnostics/diagnose.js';
import type { MigrateChange, MigratedTemplate } from './migrate/migration-report.js';

/** Whether templates match a manifest. Paths are relative to the working directory. */
export interface CheckTemplatesReport {
  /** With `fix`: the verdict after the fixes. */
  readonly verdict: 'agree' | 'differ';
  readonly manifest: string;
  readonly templates: readonly MigratedTemplate[];
  /** The remaining findings; with `fix`, without those that were fixed. */
  readonly findings: readonly MigrationDiagnostic[];
  /** What was changed; empty without `fix`. */
  readonly fixed: readonly MigrateChange[];
  /** Copies of changed files that git could not have restored. */
  readonly copies: readonly string[];
}
