import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { likely } from '../manifest/likely.js';
import type { ArchiveSpec } from '../manifest/manifest.js';

/** The archives with the given names; all archives if no names are given. */
export function selectArchives(
  archives: readonly ArchiveSpec[],
  names: readonly string[],
  report: (diagnostic: Diagnostic) => void,
): readonly ArchiveSpec[] {
  if (names.length === 0) return archives;
  const known = archives.map(({ name }) => name);
  for (const name of names) {
    if (!known.includes(name))
      report(diagnose('archive-unknown', { name, known, likely: likely(name, known) }));
  }
  return archives.filter(({ name }) => names.includes(name));
}
