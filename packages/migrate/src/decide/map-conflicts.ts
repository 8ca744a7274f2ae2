import { dotted } from '@lambdazip/core/internal';
import { dirname } from 'pathe';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { mapKeyOf } from './candidates/from-map.js';
import type { KnownPackages } from './candidates/sources.js';
import type { Decision } from './decision.js';

/**
 * Conflicts between `--map` and the manifest for functions that were already migrated. Values in a manifest are never
 * replaced, but ignoring `--map` silently would look as if it had been applied.
 *
 * @param map packages relative to the project's root, like those of the manifest
 */
export function mapConflicts(
  decisions: readonly Decision[],
  map: Readonly<Record<string, string>>,
  known: KnownPackages,
): readonly MigrationDiagnostic[] {
  return decisions.flatMap((each) => {
    if (each.kind !== 'left' || each.why !== 'moved') return [];
    const key = mapKeyOf(each.function, map);
    const there = mapKeyOf(each.function, known.packages);
    if (key === undefined || there === undefined) return [];
    const [found, present] = [map[key] ?? '', known.packages[there] ?? ''];
    const isSame = found === present || (found.endsWith('.go') && dirname(found) === present);
    if (isSame) return [];
    const values = { what: `handler ${there}`, present: dotted(present), found: dotted(found) };
    return [diagnose('migrate-manifest-conflict', values, { file: known.file, line: null, column: null })];
  });
}

/**
 * The function with several programs that a key of `--map` names, directly or through one of its instances
 * (`fn["create"]`).
 */
export function repeatedBehind(
  key: string,
  decisions: readonly Decision[],
): Extract<Decision, { readonly kind: 'left' }> | undefined {
  for (const each of decisions) {
    if (each.kind !== 'left' || each.why !== 'repeated') continue;
    const isNamed = key.startsWith(`${each.function.id}[`) || key.endsWith(`:${each.function.id}`);
    if (isNamed || mapKeyOf(each.function, { [key]: '' }) !== undefined) return each;
  }
  return undefined;
}
