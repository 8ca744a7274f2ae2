import type { Architecture, Runtime } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import type { TextEdit } from '../../documents/text-edit.js';
import type { WrittenFunction } from '../template-function.js';

/** A function to migrate to an archive. */
export interface FunctionMove {
  readonly function: WrittenFunction;
  /** Relative to the template's directory, such as `dist/lambda.zip`. */
  readonly archive: string;
  /** null to keep the function's own runtime. */
  readonly runtime: Runtime | null;
  readonly architecture: Architecture;
  /** A new Handler, if several functions shared one; null to keep it. */
  readonly newHandler: string | null;
}

export interface EditOptions {
  /** A file as shown in messages. Default: as in the document, relative to the project's root. */
  readonly display?: (file: string) => string;
}

/** The changes of a template for migrating functions. */
export interface TemplateEdits {
  /** By file, relative to the project's root; unchanged files are not included. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly findings: readonly MigrationDiagnostic[];
}
