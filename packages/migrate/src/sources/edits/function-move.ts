import type { Architecture, Runtime } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import type { TextEdit } from '../../documents/text-edit.js';
import type { WrittenFunction } from '../template-function.js';

/** A function to migrate to an archive of lambdazip. */
export interface FunctionMove {
  readonly function: WrittenFunction;
  /** Relative to the template's directory, such as `dist/lambda.zip`. */
  readonly archive: string;
  /** null if the function keeps its own. */
  readonly runtime: Runtime | null;
  readonly architecture: Architecture;
  /** A unique Handler, if several functions shared one; null if it is kept. */
  readonly newHandler: string | null;
}

export interface EditOptions {
  /** The name of a file in messages. Default: its path relative to the project's root. */
  readonly display?: (file: string) => string;
}

/** The changes to a template with migrated functions. */
export interface TemplateEdits {
  /** By file, relative to the project's root, without unchanged files. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly findings: readonly MigrationDiagnostic[];
}
