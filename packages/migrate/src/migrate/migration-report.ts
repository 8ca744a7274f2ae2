import type { Location } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { TemplateFormat } from '../sources/template-formats.js';

/** What `migrate` found, decided and (with `write`) wrote. Paths are relative to the working directory. */
export interface MigrateReport {
  /** `undecided`: something has to be decided or mended first; nothing was written. */
  readonly verdict: 'decided' | 'undecided';
  readonly written: boolean;
  /** The manifest that it is about, whether it is there or not. */
  readonly manifest: string;
  readonly templates: readonly MigratedTemplate[];
  readonly functions: readonly MigratedFunction[];
  /** Empty where nothing has to change. */
  readonly changes: readonly MigrateChange[];
  /** Copies of changed files that were made since git could not give them back. */
  readonly copies: readonly string[];
  /** For Terraform: the lines to change by hand. */
  readonly instructions: readonly MigrateInstruction[];
  /** For the AWS CDK: the lines that its app needs, a line an item. */
  readonly cdk: readonly string[];
  readonly findings: readonly MigrationDiagnostic[];
}

/** A template that was read. */
export interface MigratedTemplate {
  readonly file: string;
  readonly format: TemplateFormat;
}

/** What becomes of a function. */
export interface MigratedFunction {
  readonly template: string;
  /** The logical ID, or the key under `functions`. */
  readonly id: string;
  readonly location: Location;
  /** `moved`: it is, or would be, changed. `open`: its main package is not known. `left`: nothing is changed. */
  readonly outcome: 'moved' | 'open' | 'left';
  readonly handler: string | null;
  /** The main package as the manifest has it; null unless moved. */
  readonly package: string | readonly string[] | null;
  /** Relative to the manifest; null unless moved. */
  readonly archive: string | null;
  /** The Handler that it gets; null where it stays, as it does but with the layout `binaries` asked for. */
  readonly newHandler: string | null;
  /** What speaks for the package, in words. */
  readonly evidence: readonly string[];
  /** The packages that it could be; empty unless open. */
  readonly candidates: readonly string[];
  /** Why it is open or left; null where it is moved. */
  readonly reason: string | null;
}

/** A file that is, or would be, created or changed. */
export interface MigrateChange {
  readonly file: string;
  readonly kind: 'create' | 'change';
  /** A unified diff that `git apply` takes in the working directory, for files in and below it. */
  readonly diff: string;
}

/** A change of a file that has to be made by hand. */
export interface MigrateInstruction {
  readonly file: string;
  readonly line: number;
  /** The text that stands there; null where a line is added behind it. */
  readonly before: string | null;
  readonly after: string;
}
