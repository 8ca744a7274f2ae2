import type { DiagnosticArgs, DiagnosticOf } from '@lambdazip/core/internal';
import { catalog, type Diagnosing, diagnosing } from '@lambdazip/core/internal';
import { type MigrationArgs, migrationCatalog } from './catalog.js';

interface Args extends DiagnosticArgs, MigrationArgs {}

/** The stable code of a diagnostic of `migrate` or `check`: one of their own codes, or one of the core's. */
export type MigrationDiagnosticCode = keyof Args;

/** A diagnostic of `migrate` or `check`, with one of their own codes or one of the core's. Comparing `code` narrows `args`. */
export type MigrationDiagnostic<Code extends MigrationDiagnosticCode = MigrationDiagnosticCode> =
  DiagnosticOf<Args, Code>;

const own: Diagnosing<Args> = diagnosing<Args>({ ...catalog, ...migrationCatalog });

export const diagnose: Diagnosing<Args>['diagnose'] = own.diagnose;
export const failure: Diagnosing<Args>['failure'] = own.failure;
export const failureOf: Diagnosing<Args>['failureOf'] = own.failureOf;
