import { compareStrings } from '@lambdazip/core/internal';
import { dirname } from 'pathe';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { PackageListing } from './listed-packages.js';
import type { MovedModule } from './moved-program.js';

/**
 * Packages that use C.
 *
 * @param module only with programs that no build line builds with cgo
 * @param without the listing without cgo; `withCgo` is the one with cgo. If null, only the user's own files are checked
 */
export function findCgo(
  { location, handlers, sources, programs }: MovedModule,
  without: PackageListing | null,
  withCgo: PackageListing | null,
): readonly MigrationDiagnostic[] {
  if (programs.length === 0) return [];
  // Lines that disable cgo show that the program builds without it.
  const asked = programs.map(({ candidate: { command } }) => command?.environment.CGO_ENABLED);
  const refused = asked.every((value) => value === '0');
  const broken = new Set(
    without?.kind === 'listed'
      ? without.packages
          .filter(({ error }) => /build constraints exclude all Go files/.test(error?.words ?? ''))
          .map(({ importPath }) => importPath)
      : [],
  );
  const packages =
    withCgo?.kind === 'listed'
      ? withCgo.packages
          .filter(({ isStandard, cgoFiles }) => !isStandard && cgoFiles.length > 0)
          .map(({ importPath }) => importPath)
      : sources.filter(({ imports }) => imports.includes('C')).map(({ file }) => dirname(file));
  const unique = [...new Set(packages)].sort(compareStrings);
  return [true, false].flatMap((needed) => {
    const found = unique.filter((each) => broken.has(each) === needed);
    if (found.length === 0 || (!needed && refused)) return [];
    return [diagnose('migrate-cgo', { packages: found, needed }, location, handlers)];
  });
}
