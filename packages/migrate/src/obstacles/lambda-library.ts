import type { Location, ProjectFiles } from '@lambdazip/core/internal';
import { compareModuleVersions, lambdaLibrary, oldestLambdaLibrary } from '@lambdazip/core/internal';
import { dirname, join } from 'pathe';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { requiredVersion } from './go-mod.js';
import type { RequiredModule } from './listed-packages.js';
import type { MovedModule, MovedProgram } from './moved-program.js';

/**
 * A module whose programs are linked with an aws-lambda-go that does not support `provided.*`.
 *
 * @param listed the version that go selects; undefined if go was not run
 */
export function findOldLibrary(
  { mod, directory, location, handlers }: MovedModule,
  listed: RequiredModule | undefined,
): readonly MigrationDiagnostic[] {
  const required = requiredVersion(mod, lambdaLibrary);
  const { path, version } = listed?.replacedBy ?? listed ?? required ?? { path: '', version: null };
  if (!isTooOld(path, version)) return [];
  const place = { ...location, line: required?.line ?? null };
  return [diagnose('migrate-lambda-library-too-old', { found: version ?? '', directory }, place, handlers)];
}

/** The same for programs without a module, whose older tools have lock files for it. */
export async function findOldLockedLibrary(
  programs: readonly MovedProgram[],
  project: ProjectFiles,
): Promise<readonly MigrationDiagnostic[]> {
  const byFile = new Map<string, { readonly locked: LockedLibrary; readonly handlers: Set<string> }>();
  for (const { module, directory, handler } of programs) {
    if (module !== null) continue;
    const locked = await lockedLibrary(directory, project);
    if (locked === undefined || !isTooOld(lambdaLibrary, locked.version)) continue;
    const file = locked.location.file ?? '';
    const known = byFile.get(file) ?? { locked, handlers: new Set<string>() };
    known.handlers.add(handler);
    byFile.set(file, known);
  }
  return [...byFile.values()].map(({ locked: { version, location, directory }, handlers }) =>
    diagnose('migrate-lambda-library-too-old', { found: version, directory }, location, [...handlers]),
  );
}

interface LockedLibrary {
  readonly version: string;
  readonly directory: string;
  readonly location: Location;
}

async function lockedLibrary(directory: string, project: ProjectFiles): Promise<LockedLibrary | undefined> {
  for (let place = directory; ; place = dirname(place)) {
    for (const [name, version] of [
      ['Gopkg.lock', /\bversion\s*=\s*"(v[^"]+)"/],
      ['glide.lock', /^[ \t]*version:[ \t]*['"]?(v[\w.+-]+)/m],
    ] as const) {
      const text = await project.read(join(place, name));
      const start =
        text === undefined ? -1 : text.search(/\bname\s*[=:]\s*["']?github\.com\/aws\/aws-lambda-go["'\s]/);
      if (text === undefined || start === -1) continue;
      const end = text.slice(start + 1).search(/\[\[|^[ \t]*- name:/m);
      const locked = version.exec(end === -1 ? text.slice(start) : text.slice(start, start + 1 + end))?.[1];
      if (locked === undefined) continue;
      const line = text.slice(0, start).split('\n').length;
      return {
        version: locked,
        directory: place,
        location: { file: project.display(join(place, name)), line, column: null },
      };
    }
    if (place === '.' || place === '/') return undefined;
  }
}

// A replacement directory has no version, and a fork's own versions are unrelated to AWS's. A commit between v1.17.0 and
// v1.18.0 may or may not support the Runtime API, and only certain cases are errors.
function isTooOld(path: string, version: string | null): boolean {
  if (path !== lambdaLibrary || version === null || !/^v\d/.test(version)) return false;
  return !version.startsWith('v1.17.1-0.') && compareModuleVersions(version, oldestLambdaLibrary) < 0;
}
