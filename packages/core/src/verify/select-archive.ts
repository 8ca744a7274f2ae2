import { basename } from 'pathe';
import { failure } from '../diagnostics/diagnose.js';
import { likely } from '../manifest/likely.js';
import type { PlannedArchive } from '../plan/build-plan.js';

/** How the archive to rebuild was specified. */
export interface MeantArchive {
  /** The name of an archive of the manifest, or with `per-handler` of a handler; undefined if not given. */
  readonly name: string | undefined;
  /** The file to verify; null if only a digest was given. */
  readonly file: string | null;
}

/**
 * The archives of a plan to rebuild: exactly one if a file was given, else all that the digest may belong to.
 *
 * @throws LambdazipError `archive-unknown`, `verify-archive-ambiguous`
 */
export function selectMeant(
  planned: readonly PlannedArchive[],
  { name, file }: MeantArchive,
): readonly PlannedArchive[] {
  const members = name === undefined ? planned : membersOf(planned, name);
  // The digest decides between several.
  if (members.length === 1 || file === null) return members;
  const written = members.filter(({ path }) => basename(path) === basename(file));
  if (written.length === 1) return written;
  const names = members.map((each) => each.name);
  throw failure('verify-archive-ambiguous', { file: basename(file), names });
}

function membersOf(planned: readonly PlannedArchive[], name: string): readonly PlannedArchive[] {
  const named = planned.filter((each) => each.name === name);
  const members = named.length > 0 ? named : planned.filter((each) => each.archive === name);
  if (members.length > 0) return members;
  const known = [...new Set(planned.flatMap((each) => [each.archive, each.name]))];
  throw failure('archive-unknown', { name, known, likely: likely(name, known) });
}
