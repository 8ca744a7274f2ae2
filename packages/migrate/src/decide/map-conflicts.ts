import { dotted } from '@lambdazip/core/internal';
import { dirname } from 'pathe';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { mapKeyOf } from './candidates/from-map.js';
import type { KnownPackages } from './candidates/sources.js';
import type { Decision } from './decision.js';

/**
 * Where `--map` says another package than the manifest for a function that was moved before: nothing in a manifest is
 * replaced, and to pass over what was asked for would look as if it had been done.
 *
 * @param told packages relative to the project's root, as those of the manifest
 */
export function mapConflicts(
  decisions: readonly Decision[],
  told: Readonly<Record<string, string>>,
  known: KnownPackages,
): readonly MigrationDiagnostic[] {
  return decisions.flatMap((each) => {
    if (each.kind !== 'left' || each.why !== 'moved') return [];
    const key = mapKeyOf(each.function, told);
    const there = mapKeyOf(each.function, known.packages);
    if (key === undefined || there === undefined) return [];
    const [found, present] = [told[key] ?? '', known.packages[there] ?? ''];
    const isSame = found === present || (found.endsWith('.go') && dirname(found) === present);
    if (isSame) return [];
    const values = { what: `handler ${there}`, present: dotted(present), found: dotted(found) };
    return [diagnose('migrate-manifest-conflict', values, { file: known.file, line: null, column: null })];
  });
}

/** The function with several programs that a key of `--map` names, by itself or by one of its instances (`fn["create"]`). */
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
