import type { MainPackage } from '@lambdazip/core/internal';
import { dotted, isWithin, place, withAncestors } from '@lambdazip/core/internal';
import { basename, dirname } from 'pathe';
import type { PackageArgument } from '../../evidence/build-command.js';
import type { CandidateTarget } from '../decision.js';

/** The main packages of a project, indexed by the ways in which build files refer to them. */
export interface Packages {
  readonly mains: readonly MainPackage[];
  /** The directories that contain a go.mod. */
  readonly modules: readonly string[];
}

/** The result of resolving a build line's package. */
export type Resolution =
  | { readonly kind: 'main'; readonly target: CandidateTarget; readonly main: MainPackage }
  /** The project has no such main package. `name` is the package as written on the line. */
  | { readonly kind: 'missing'; readonly name: string };

export function packagesOf(mains: readonly MainPackage[], files: readonly string[]): Packages {
  const modules = files.filter((file) => basename(file) === 'go.mod').map((file) => place(dirname(file)));
  return { mains, modules };
}

/** The main packages that a build line's argument refers to. */
export function resolveArgument(argument: PackageArgument, packages: Packages): readonly Resolution[] {
  switch (argument.kind) {
    case 'directory':
      return [resolveDirectory(argument.path, packages)];
    case 'files':
      return [resolveFiles(argument.files, packages)];
    case 'import': {
      const main = packages.mains.find(({ importPath }) => importPath === argument.path);
      return [main === undefined ? { kind: 'missing', name: argument.path } : whole(main)];
    }
    case 'all-below':
      return mainsBelow(place(argument.path), packages).map(whole);
    default:
      return argument satisfies never;
  }
}

/** A directory as a main package. */
export function resolveDirectory(path: string, { mains }: Packages): Resolution {
  const main = mains.find(({ directory }) => directory === place(path));
  return main === undefined ? { kind: 'missing', name: dotted(place(path)) } : whole(main);
}

/** .go files as a main package: their directory, unless that holds several programs. */
export function resolveFiles(files: readonly string[], { mains }: Packages): Resolution {
  const missing: Resolution = { kind: 'missing', name: files.map(dotted).join(', ') };
  const directories = new Set(files.map((file) => place(dirname(place(file)))));
  const [directory] = directories;
  const main = mains.find((each) => each.directory === directory);
  if (directories.size !== 1 || main === undefined) return missing;
  const names = files.map((file) => basename(file));
  if (!names.some((name) => main.mains.includes(name))) return missing;
  if (main.mains.length === 1) return whole(main);
  return { kind: 'main', target: { kind: 'files', files: files.map((file) => place(file)) }, main };
}

/** One program of a main package, identified by the file with its `main`, with the files that all of them share. */
export function programOf(main: MainPackage, file: string): CandidateTarget {
  if (main.mains.length === 1) return { kind: 'directory', path: main.directory };
  const shared = main.files.filter((name) => !main.mains.includes(name));
  return { kind: 'files', files: [file, ...shared].map((name) => place(main.directory, name)) };
}

function whole(main: MainPackage): Resolution {
  return { kind: 'main', target: { kind: 'directory', path: main.directory }, main };
}

/** `./...` does not include nested modules. */
function mainsBelow(path: string, { mains, modules }: Packages): readonly MainPackage[] {
  const moduleOf = (directory: string): string | undefined =>
    withAncestors(directory).find((each) => modules.includes(each));
  const own = moduleOf(path);
  return mains.filter(({ directory }) => isWithin(directory, path) && moduleOf(directory) === own);
}

export function isSameTarget(a: CandidateTarget, b: CandidateTarget): boolean {
  return targetName(a) === targetName(b);
}

/** A main package in the form that `--map` takes: `./cmd/create`, or `./a.go,./b.go`. */
export function targetName(target: CandidateTarget): string {
  return target.kind === 'directory' ? dotted(target.path) : target.files.map(dotted).join(',');
}
