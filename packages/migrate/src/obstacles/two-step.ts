import { layouts } from '@lambdazip/core/internal';
import type { ArchiveLayout } from '../decide/archive-layout.js';
import type { Decided } from '../decide/handler-keys.js';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';

/**
 * What keeps functions from moving in two steps: `go1.x` starts the program at the path that the Handler names, and in an
 * archive without a bootstrap of lambdazip the program is at `bootstrap` only.
 */
export function twoStepObstacles(
  decided: readonly Decided[],
  { archives, functions }: ArchiveLayout,
): readonly MigrationDiagnostic[] {
  return decided.flatMap(({ handler, function: moved }) => {
    const place = functions.get(moved);
    const archive = archives.find(({ name }) => name === place?.archive);
    const isAtHandler = archive !== undefined && layouts[archive.layout].starts === 'bootstrap';
    if (isAtHandler || handler === 'bootstrap') return [];
    return [diagnose('migrate-two-step-layout', { id: moved.id, handler }, moved.location)];
  });
}
