import type { Location } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { TemplateFormat } from '../sources/template-formats.js';

/** What `migrate` found, decided and, with `write`, wrote. Paths are relative to the working directory. */
export interface MigrateReport {
  /** `undecided`: a decision or fix is needed first; nothing was written. */
  readonly verdict: 'decided' | 'undecided';
  readonly written: boolean;
  /** The manifest to write, whether it exists or not. */
  readonly manifest: string;
  readonly templates: readonly MigratedTemplate[];
  readonly functions: readonly MigratedFunction[];
  /** Empty if nothing has to change. */
  readonly changes: readonly MigrateChange[];
  /** Copies of changed files that git could not have restored. */
  readonly copies: readonly string[];
  /** For Terraform: the lines to change by hand. */
  readonly instructions: readonly MigrateInstruction[];
  /** For the AWS CDK: the lines to add to the app, one per item. */
  readonly cdk: readonly string[];
  readonly findings: readonly MigrationDiagnostic[];
}

/** A template that was read. */
export interface MigratedTemplate {
  readonly file: string;
  readonly format: TemplateFormat;
}

/** The outcome for a function. */
export interface MigratedFunction {
  readonly template: string;
  /** The logical ID, or the key under `functions`. */
  readonly id: string;
  readonly location: Location;
  /** `moved`: migrated, or would be. `open`: its main package is unknown. `left`: not changed. */
  readonly outcome: 'moved' | 'open' | 'left';
  readonly handler: string | null;
  /** The main package as written in the manifest; null unless moved. */
  readonly package: string | readonly string[] | null;
  /** Relative to the manifest; null unless moved. */
  readonly archive: string | null;
  /** Its new Handler; null if it does not change. Only the layout `binaries`, if passed, changes it. */
  readonly newHandler: string | null;
  /** The evidence for the package, in words. */
  readonly evidence: readonly string[];
  /** Possible main packages; empty unless open. */
  readonly candidates: readonly string[];
  /** Why it is open or left; null if it is moved. */
  readonly reason: string | null;
}

/** A file that was, or would be, created or changed. */
export interface MigrateChange {
  readonly file: string;
  readonly kind: 'create' | 'change';
  /** A unified diff that `git apply` accepts in the working directory, for files in it and its subdirectories. */
  readonly diff: string;
}

/** A change to make by hand. */
export interface MigrateInstruction {
  readonly file: string;
  readonly line: number;
  /** The current text; null if a line is added after it. */
  readonly before: string | null;
  readonly after: string;
}
