import type { MigrationDiagnostic } from './diagnostics/diagnose.js';
import type { MigrateChange, MigratedTemplate } from './migrate/migration-report.js';

/** Whether templates and a manifest say the same. Paths are relative to the working directory. */
export interface CheckTemplatesReport {
  /** After the fixes, where they were asked for. */
  readonly verdict: 'agree' | 'differ';
  readonly manifest: string;
  readonly templates: readonly MigratedTemplate[];
  /** What is left; with `fix`, without what was mended. */
  readonly findings: readonly MigrationDiagnostic[];
  /** What was changed; empty without `fix`. */
  readonly fixed: readonly MigrateChange[];
  /** Copies of changed files that were made since git could not give them back. */
  readonly copies: readonly string[];
}
