import type { ArchiveLayout } from '../decide/archive-layout.js';
import type { Decided } from '../decide/handler-keys.js';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';

/**
 * What keeps functions from moving in two steps: `go1.x` starts the program at the path that the Handler names, and an
 * archive of the layout `per-handler` has it as `bootstrap` alone.
 */
export function twoStepObstacles(
  decided: readonly Decided[],
  { archives, functions }: ArchiveLayout,
): readonly MigrationDiagnostic[] {
  return decided.flatMap(({ handler, function: moved }) => {
    const place = functions.get(moved);
    const layout = archives.find(({ name }) => name === place?.archive)?.layout;
    if (layout === 'binaries' || handler === 'bootstrap') return [];
    return [diagnose('migrate-two-step-layout', { id: moved.id, handler }, moved.location)];
  });
}
