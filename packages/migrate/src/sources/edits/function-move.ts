import type { Architecture, Runtime } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import type { TextEdit } from '../../documents/text-edit.js';
import type { WrittenFunction } from '../template-function.js';

/** A function that is to run from an archive of lambdazip. */
export interface FunctionMove {
  readonly function: WrittenFunction;
  /** Relative to the template's directory, such as `dist/lambda.zip`. */
  readonly archive: string;
  /** null where the function's own stays. */
  readonly runtime: Runtime | null;
  readonly architecture: Architecture;
  /** A Handler of its own, where several functions shared one; null where it stays. */
  readonly newHandler: string | null;
}

export interface EditOptions {
  /** A file as messages name it. Default: as the document has it, relative to the project's root. */
  readonly display?: (file: string) => string;
}

/** What moving functions changes in their template. */
export interface TemplateEdits {
  /** By file, relative to the project's root; files that stay as they are are left out. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly findings: readonly MigrationDiagnostic[];
}
