import { quotas } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { MovedProgram } from './moved-program.js';

/** What a stripped handler takes at the least, and with an AWS SDK: megabytes, Go 1.24, measured in November 2026. */
const megabytes = { least: 5.6, likely: 9.3 } as const;
/** As many with an SDK come near the limit. */
const inSight = 25;

/** So many programs for one archive that Lambda's limit is in sight. */
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
