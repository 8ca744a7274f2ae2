import type { BuildSettings } from './build-settings.js';
import { compareGoVersions } from './versions.js';

/**
 * The arguments of `go build` up to the packages.
 *
 * @param goVersion the release that compiles, such as `1.26.8`
 * @param output the value of `-o`: a directory, ending in `/`
 * @param mains the import paths that `gcflags` without a pattern apply to; without them, the packages that are arguments
 */
export function buildArguments(
  settings: BuildSettings,
  goVersion: string,
  output: string,
  mains?: readonly string[],
): string[] {
  const gcflags = joinFlags(settings.gcflags);
  const hasPattern = /^[^-=][^=]*=/.test(gcflags);
  const patterns = mains === undefined || hasPattern ? [gcflags] : mains.map((path) => `${path}=${gcflags}`);
  return [
    'build',
    '-o',
    output,
    // Prints each package to standard error as it is compiled, for progress.
    '-v',
    ...commonArguments(settings),
    '-ldflags',
    joinFlags([
      ...(settings.strip ? ['-s', '-w'] : []),
      // Go 1.24 began to write a second ID, derived from the first. Older linkers have no option to omit it.
      ...(compareGoVersions(goVersion, '1.24rc1') >= 0 ? ['-B', 'none'] : []),
      ...settings.ldflags,
    ]),
    ...(settings.gcflags.length > 0 ? patterns.flatMap((value) => ['-gcflags', value]) : []),
  ];
}

/** The arguments that `go build` and `go list` share, so that both see the same packages. */
export function commonArguments(settings: BuildSettings): string[] {
  return [
    ...(settings.trimpath ? ['-trimpath'] : []),
    '-buildvcs=false',
    `-mod=${settings.mod}`,
    `-pgo=${settings.pgo}`,
    ...(settings.tags.length > 0 ? ['-tags', settings.tags.join(',')] : []),
  ];
}

/** Joins flags so that go splits them into the same flags; a flag with spaces and both kinds of quotes cannot be joined. */
export function joinFlags(flags: readonly string[]): string {
  return flags.map(quoteFlag).join(' ');
}

function quoteFlag(flag: string): string {
  if (flag !== '' && !/\s/.test(flag) && !/^['"]/.test(flag)) return flag;
  return flag.includes("'") ? `"${flag}"` : `'${flag}'`;
}
