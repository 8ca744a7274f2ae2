// The public API: migrating a project, checking that templates match the manifest, and dividing archives.
import { type HostOption, nodeHost } from '@lambdazip/core/host';
import { withCodes } from '@lambdazip/core/internal';
import type { CheckTemplatesOptions as CheckTemplatesRequest } from './check.js';
import type { CheckTemplatesReport } from './check-report.js';
import type { MigrateReport } from './migrate/migration-report.js';
import type { MigrateOptions as MigrateRequest } from './migrate-options.js';
import { nodeParseTerraform } from './node/parse-terraform.js';
import type { SplitOptions as SplitRequest } from './split-options.js';
import type { SplitReport } from './split-report.js';

export type { CheckTemplatesReport } from './check-report.js';
export type { MigrationArgs } from './diagnostics/catalog.js';
export type { MigrationDiagnostic, MigrationDiagnosticCode } from './diagnostics/diagnose.js';
export type {
  MigrateChange,
  MigratedFunction,
  MigratedTemplate,
  MigrateInstruction,
  MigrateReport,
} from './migrate/migration-report.js';
export {
  type EditedFormat,
  editedFormatNames,
  type TemplateFormat,
  templateFormatNames,
  templateFormats,
} from './sources/template-formats.js';

export type { SplitArchive, SplitReport } from './split-report.js';

/** Options of `migrate`. */
export interface MigrateOptions extends MigrateRequest, HostOption {}

/** Options of `split`. */
export interface SplitOptions extends SplitRequest, HostOption {}

/** Options of `checkTemplates`. */
export interface CheckTemplatesOptions extends CheckTemplatesRequest, HostOption {}

/**
 * Migrates SAM, CloudFormation or Serverless Framework templates: finds the Go functions and the main package of each, and
 * returns the manifest and the changes to the templates. With `write`, writes them.
 *
 * @throws LambdazipError `template-not-found`, `template-ambiguous`, `template-unreadable`, `template-syntax`,
 * `template-format-unknown`, `template-language-unsupported`, `template-project-too-large`, `manifest-invalid`,
 * `migrate-map-unused`; with `write` `migrate-tree-dirty`, `migrate-file-changed`, `output-not-writable`, `disk-full`,
 * `output-write-failed`
 */
export async function migrate({
  host = nodeHost(),
  ...options
}: MigrateOptions = {}): Promise<MigrateReport> {
  const { migrate: migrateWith } = await import('./migrate.js');
  return await withCodes(() => migrateWith(options, host, nodeParseTerraform));
}

/**
 * Checks whether templates match the manifest: handlers, archives, runtimes, architectures.
 *
 * @throws LambdazipError the codes of reading templates and of `plan`; with `fix` the codes of `migrate` with `write`
 */
export async function checkTemplates({
  host = nodeHost(),
  ...options
}: CheckTemplatesOptions = {}): Promise<CheckTemplatesReport> {
  const { checkTemplates: checkWith } = await import('./check.js');
  return await withCodes(() => checkWith(options, host));
}

/**
 * Divides archives that are larger than a maximum size: builds the programs, and distributes the handlers over balanced
 * archives in the manifest. Returns the change; with `write`, writes it. Each program is built as before.
 *
 * @throws LambdazipError the codes of `size`, `split-handler-too-large`, `split-program-shared`, `split-manifest-form`; with
 * `write` `migrate-file-changed`, `output-not-writable`, `disk-full`, `output-write-failed`
 */
export async function split({ host = nodeHost(), ...options }: SplitOptions = {}): Promise<SplitReport> {
  const { split: splitWith } = await import('./split.js');
  return await withCodes(() => splitWith(options, host));
}
