import type { BuildSettings } from '../go/build-settings.js';
import { isPackageFile } from '../go/go-source.js';
import type { NeededPackage } from '../go/list-inputs.js';
import { platformInName } from '../go/platforms.js';
import type { ChangedFiles } from './changed-files.js';
import type { Change, Reason } from './reason.js';

/** A change that affects a package. */
export interface Touch {
  readonly kind: Extract<Reason['kind'], 'source' | 'embedded'>;
  /** An absolute path. */
  readonly path: string;
  readonly change: Change;
}

/** The packages that are affected by a change, each with the first of its files that shows it. */
export async function touchedPackages(
  packages: readonly NeededPackage[],
  { changes, before }: Pick<ChangedFiles, 'changes' | 'before'>,
  architecture: BuildSettings['architecture'],
  readNow: (path: string) => Promise<string>,
): Promise<ReadonlyMap<string, Touch>> {
  const touched = new Map<string, Touch>();
  const paths = [...changes.keys()].sort();
  for (const each of packages.filter(({ isLocal }) => isLocal)) {
    const files = new Set(each.files.map((name) => `${each.directory}/${name}`));
    const embedded = new Set(each.embeddedFiles.map((name) => `${each.directory}/${name}`));
    for (const path of paths) {
      const change = changes.get(path) ?? 'modified';
      const isTouched =
        files.has(path) || embedded.has(path)
          ? true
          : await mayHaveBeen(path, change, each, { before, readNow, architecture });
      if (!isTouched) continue;
      const kind = embedded.has(path) || !isPackageFile(path) ? 'embedded' : 'source';
      touched.set(each.importPath, { kind, path, change });
      break;
    }
  }
  return touched;
}

interface Sight {
  readonly before: ChangedFiles['before'];
  readonly readNow: (path: string) => Promise<string>;
  readonly architecture: BuildSettings['architecture'];
}

/** Whether a file that is not in the package now may have been part of it before. */
async function mayHaveBeen(
  path: string,
  change: Change,
  { directory, embeddedFiles, usesC }: NeededPackage,
  sight: Sight,
): Promise<boolean> {
  // A submodule is a single path for everything in it.
  if (directory === path || directory.startsWith(`${path}/`)) return true;
  if (!path.startsWith(`${directory}/`) || path.endsWith('_test.go')) return false;
  const inDirectory = !path.slice(directory.length + 1).includes('/');
  // go does not know which files C code includes.
  if (usesC && isPackageFile(path)) return true;
  if (inDirectory && isPackageFile(path)) {
    if (change === 'added' || isForOther(path, sight.architecture)) return false;
    if (change === 'deleted') return true;
    // Only its build constraints, before the package clause, decide whether the file is included. They did not change.
    return headerOf(await sight.readNow(path)) !== headerOf((await sight.before(path)) ?? '');
  }
  return change === 'deleted' && embeddedFiles.length > 0;
}

function headerOf(text: string): string {
  return text.split(/^package\s/m, 1)[0] ?? text;
}

/** Whether go excludes a file because its name selects a different operating system or processor. */
function isForOther(path: string, architecture: BuildSettings['architecture']): boolean {
  const named = platformInName(path.slice(path.lastIndexOf('/') + 1));
  return (named.system ?? 'linux') !== 'linux' || (named.architecture ?? architecture) !== architecture;
}

/** The shortest chain of imports from one package to another; empty if the first does not import the second. */
export function importChain(
  from: string,
  to: string,
  packages: ReadonlyMap<string, NeededPackage>,
): string[] {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  for (const place of cameFrom.keys()) {
    if (place === to) break;
    for (const next of packages.get(place)?.imports ?? []) {
      if (!cameFrom.has(next)) cameFrom.set(next, place);
    }
  }
  const chain: string[] = [];
  for (
    let place: string | null | undefined = cameFrom.has(to) ? to : null;
    place;
    place = cameFrom.get(place)
  ) {
    chain.unshift(place);
  }
  return chain;
}
