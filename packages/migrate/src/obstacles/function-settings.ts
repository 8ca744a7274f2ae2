import type { ProjectFiles } from '@lambdazip/core/internal';
import { place } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { grouped } from '../evidence/grouped.js';
import { functionSources } from '../sources/sources.js';
import type { MovedProgram } from './moved-program.js';

/** Functions with packages of their own that share one after the migration. */
export function findCodePaths(
  programs: readonly MovedProgram[],
  { display }: ProjectFiles,
): readonly MigrationDiagnostic[] {
  const places = new Map<string, MovedProgram>();
  for (const program of programs) {
    const place = ownPackage(program);
    if (place !== null && !places.has(place)) places.set(place, program);
  }
  if (places.size < 2) return [];
  const [first] = places.values();
  const location =
    first?.function.code.kind === 'local' ? first.function.code.path.location : first?.function.location;
  const values = {
    count: places.size,
    examples: [...places]
      .slice(0, 3)
      .map(([place, { function: each }]) => (each.code.kind === 'local' ? display(place) : place)),
  };
  return [diagnose('migrate-code-paths', values, location)];
}

/** The source of a function's package: a path, or its own name if the service packages each function individually. */
function ownPackage({ function: each, base }: MovedProgram): string | null {
  const { code, id, individually = false } = each;
  if (each.isPackedElsewhere === true) return null;
  if (code.kind === 'local') {
    const { value } = code.path;
    return value.kind === 'known' ? place(base, value.value) : null;
  }
  return code.kind === 'service' && individually ? id : null;
}

/** Functions with layers: one diagnostic per template. */
export function findLayers(programs: readonly MovedProgram[]): readonly MigrationDiagnostic[] {
  const layered = programs.filter(({ function: { layers } }) => layers > 0);
  return [...grouped(layered, ({ function: { location } }) => location.file).values()].map((group) =>
    diagnose(
      'migrate-layers',
      { ids: group.map(({ function: { id } }) => id) },
      group[0]?.function.location,
      group.map(({ handler }) => handler),
    ),
  );
}

/** SAM functions whose architectures are joined with those of Globals. */
export function findJoinedArchitectures(programs: readonly MovedProgram[]): readonly MigrationDiagnostic[] {
  return programs.flatMap(({ function: { architectures, inheritedArchitectures, format, id }, handler }) =>
    functionSources[format].joinsArchitectures && architectures !== null && inheritedArchitectures !== null
      ? [diagnose('migrate-architectures-joined', { id }, architectures.location, [handler])]
      : [],
  );
}
