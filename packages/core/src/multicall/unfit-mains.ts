import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { Location } from '../diagnostics/diagnostic.js';
import type { ListedPackage } from '../go/go-list.js';
import type { GoMain, GoRun } from '../go/go-run.js';
import type { Host } from '../ports/host.js';

/** Listed packages by import path. */
export type Packages = ReadonlyMap<string, ListedPackage>;

/** Main packages to check, and what is known about them. */
interface Refusing {
  readonly mains: readonly GoMain[];
  readonly packages: Packages;
  readonly run: GoRun;
  readonly locationOf: (handler: string) => Location;
  readonly refuse: (diagnostic: Diagnostic) => void;
}

/** Refuses main packages that go cannot build under a different name. */
export function refuseUnfit({ mains, packages, run, locationOf, refuse }: Refusing, host: Host): void {
  const slashed = slashesOf(host);
  const cache = slashed(run.machine.variables.GOMODCACHE ?? '');
  const paths = new Set(mains.map(({ importPath }) => importPath));
  for (const { importPath, directory, handlers } of mains) {
    const found = packages.get(importPath);
    const [handler = ''] = handlers;
    const location = locationOf(handler);
    const isVendored = /\/vendor\//.test(directory.slice(run.module.root.length));
    if ((cache !== '' && directory.startsWith(`${cache}/`)) || isVendored) {
      refuse(diagnose('multicall-foreign-main', { handler, package: importPath, directory }, location));
    }
    const files = [
      ...(found?.CgoFiles ?? []),
      ...(found?.CFiles ?? []),
      ...(found?.CXXFiles ?? []),
      ...(found?.MFiles ?? []),
      ...(found?.FFiles ?? []),
      ...(found?.SwigFiles ?? []),
      ...(found?.SwigCXXFiles ?? []),
      ...(found?.SysoFiles ?? []),
    ];
    if (files.length > 0) {
      refuse(diagnose('multicall-c-files', { handler, package: importPath, files }, location));
    }
  }
  // As packages with different names they could be imported.
  for (const { ImportPath: importer = '', Imports: imports = [] } of packages.values()) {
    for (const path of imports.filter((each) => paths.has(each))) {
      refuse(diagnose('multicall-main-imported', { package: path, importer }));
    }
  }
}

/** Refuses main packages with different defaults of GODEBUG: a program has one set. */
export function refuseDifferentDebug(
  mains: readonly GoMain[],
  packages: Packages,
  locationOf: (handler: string) => Location,
  refuse: (diagnostic: Diagnostic) => void,
): void {
  // go lists no defaults for a package that it cannot load.
  const loaded = mains.filter(({ importPath }) => packages.get(importPath)?.Error === undefined);
  const debugOf = ({ importPath }: GoMain): string => packages.get(importPath)?.DefaultGODEBUG ?? '';
  const only = (main: GoMain, than: GoMain): string => {
    const others = new Set(debugOf(than).split(','));
    const settings = debugOf(main)
      .split(',')
      .filter((setting) => !others.has(setting));
    return settings.join(',') || 'none';
  };
  const [first] = loaded;
  const different = loaded.find((main) => first !== undefined && debugOf(main) !== debugOf(first));
  if (first === undefined || different === undefined) return;
  const [handler = ''] = different.handlers;
  const [other = ''] = first.handlers;
  const values = {
    handler,
    other,
    setting: 'GODEBUG',
    value: only(different, first),
    otherValue: only(first, different),
  };
  refuse(diagnose('multicall-settings-differ', values, locationOf(handler)));
}

/** Turns paths that go prints into paths with `/`. */
export function slashesOf({ platform }: Pick<Host, 'platform'>): (path: string) => string {
  return (path) => path.replaceAll('\\', platform === 'win32' ? '/' : '\\');
}
