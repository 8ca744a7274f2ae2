import { quotas } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { MovedProgram } from './moved-program.js';

/** Size of a stripped handler, minimal and with an AWS SDK: megabytes, Go 1.24, measured in November 2026. */
const megabytes = { least: 5.6, likely: 9.3 } as const;
/** This many programs with an SDK are close to the limit. */
const inSight = 25;

/** Warns if one archive has so many programs that Lambda's limit is near. */
export function findSize(programs: readonly MovedProgram[]): readonly MigrationDiagnostic[] {
  const targets = new Set(programs.map(({ candidate: { target } }) => JSON.stringify(target)));
  if (targets.size <= inSight) return [];
  const values = {
    programs: targets.size,
    least: Math.round(targets.size * megabytes.least),
    likely: Math.round(targets.size * megabytes.likely),
    most: quotas.unzippedSize / 1024 / 1024,
  };
  return [diagnose('migrate-size', values)];
}
