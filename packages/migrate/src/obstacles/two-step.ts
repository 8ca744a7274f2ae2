import { layouts } from '@lambdazip/core/internal';
import type { ArchiveLayout } from '../decide/archive-layout.js';
import type { Decided } from '../decide/handler-keys.js';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';

/**
 * Functions that cannot be migrated in two steps: `go1.x` starts the program at the path named by the Handler, but in an
 * archive without lambdazip's bootstrap the program is at `bootstrap`.
 */
export function twoStepObstacles(
  decided: readonly Decided[],
  { archives, functions }: ArchiveLayout,
): readonly MigrationDiagnostic[] {
  return decided.flatMap(({ handler, function: moved }) => {
    const place = functions.get(moved);
    const archive = archives.find(({ name }) => name === place?.archive);
    if (archive === undefined) return [];
    const { layout } = archive;
    const { starts, isHandlerFree } = layouts[layout];
    if (starts === 'bootstrap' || (isHandlerFree && handler === 'bootstrap')) return [];
    return [diagnose('migrate-two-step-layout', { id: moved.id, handler, layout }, moved.location)];
  });
}
