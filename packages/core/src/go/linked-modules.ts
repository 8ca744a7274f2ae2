import { compareStrings } from '../bytes/compare.js';
import type { BuildInfoModule, GoBuildInfo } from './build-info.js';

/** A module that is linked into programs of an archive. */
export interface LinkedModule {
  readonly path: string;
  /** Empty for a directory. */
  readonly version: string;
  /** `h1:...`; empty if unknown. */
  readonly sum: string;
  /** The replacement from go.mod; null if the module is not replaced. */
  readonly replacedBy: string | null;
}

/**
 * The modules of all programs, without duplicates, sorted.
 *
 * @param sums the sums in go.sum, by `path version`: programs have no sums of vendored modules
 */
export function linkedModules(
  programs: readonly GoBuildInfo[],
  sums: ReadonlyMap<string, string>,
): LinkedModule[] {
  const found = new Map<string, LinkedModule>();
  for (const { path, version, sum, replacedBy } of programs.flatMap(({ dependencies }) => dependencies)) {
    const linked: BuildInfoModule = replacedBy ?? { path, version, sum };
    const module: LinkedModule = {
      path,
      // `(devel)` is a directory or a module of a workspace.
      version: /^v\d/.test(linked.version) ? linked.version : '',
      sum: linked.sum || (sums.get(`${linked.path} ${linked.version}`) ?? ''),
      replacedBy: replacedBy === null ? null : replacedBy.path,
    };
    found.set(moduleKey(module), module);
  }
  return [...found.values()].sort((a, b) => compareStrings(moduleKey(a), moduleKey(b)));
}

/** The identity of a module. */
function moduleKey({ path, version, replacedBy }: LinkedModule): string {
  return [path, version, replacedBy ?? ''].join(' ');
}

/** The sums of modules in a go.sum, not those of their go.mod files. */
export function readGoSum(text: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [path, version, sum] = line.trim().split(/\s+/);
    if (path === undefined || version === undefined || sum === undefined) continue;
    if (!version.endsWith('/go.mod')) sums.set(`${path} ${version}`, sum);
  }
  return sums;
}
