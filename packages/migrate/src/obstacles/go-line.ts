import { compareGoVersions, parseGoVersion } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { PackageListing } from './listed-packages.js';
import type { MovedModule } from './moved-program.js';

/** A missing `go` line, or one that requires a newer release than the installed go. */
export function findGoLine(
  { mod, location, handlers }: MovedModule,
  installed: string | null,
): readonly MigrationDiagnostic[] {
  if (mod.go === null) return [diagnose('migrate-go-line-missing', {}, location, handlers)];
  const { version: wanted, line } = mod.go;
  if (installed === null || compareGoVersions(wanted, installed) <= 0) return [];
  const values = { wanted, found: installed, version: releaseFor(wanted) };
  return [diagnose('migrate-go-too-new', values, { ...location, line }, handlers)];
}

/** The same for a required module, in go's words. */
export function findNewerRequirement(
  { location, handlers }: MovedModule,
  listing: PackageListing,
): readonly MigrationDiagnostic[] {
  if (listing.kind !== 'refused') return [];
  const [, wanted, found] = /requires go >= (\S+) \(running go (\S+?)[;)]/.exec(listing.words) ?? [];
  if (wanted === undefined || found === undefined) return [];
  const values = { wanted, found, version: releaseFor(wanted) };
  return [diagnose('migrate-go-too-new', values, location, handlers)];
}

// Since Go 1.21 the first release of a language version has a third number; `1.24` cannot be downloaded.
function releaseFor(wanted: string): string {
  const isLanguage = /^\d+\.\d+$/.test(wanted) && compareGoVersions(wanted, '1.21') >= 0;
  return isLanguage ? `${wanted}.0` : (parseGoVersion(wanted) ?? wanted);
}
