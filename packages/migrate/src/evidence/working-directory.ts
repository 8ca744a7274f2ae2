import { moduleDirectoryOf } from '@lambdazip/core/internal';
import type { BuildCommand, PackageArgument } from './build-command.js';
import type { ProjectTree } from './project-tree.js';
import type { World } from './world.js';

/** Directories in which a script may be meant to run, likeliest first: its module's, the root, its own, those in between. */
export function likelyDirectories(path: string, { texts }: World): readonly string[] {
  const own = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  const module = moduleDirectoryOf(own, (at) => texts.has(at === '.' ? 'go.mod' : `${at}/go.mod`));
  const between: string[] = [];
  for (let at = own; at.includes('/'); ) {
    at = at.slice(0, at.lastIndexOf('/'));
    between.push(at);
  }
  return [...new Set([...(module === null ? [] : [module]), '.', own, ...between])].slice(0, 6);
}

/** How many of the paths it refers to exist; more is better. */
export function scoreOf({ findings, missing, tree }: World): number {
  const packages = findings.builds().flatMap((build: BuildCommand) => build.packages);
  const score = packages.reduce((sum, argument) => sum + worth(argument, tree), 0);
  return score - missing.size;
}

function worth(argument: PackageArgument, tree: ProjectTree): number {
  if (argument.kind === 'files') {
    return argument.files.reduce(
      (sum, file) => sum + (file.includes('${') ? 0 : tree.isFile(file) ? 2 : -2),
      0,
    );
  }
  if (argument.kind !== 'directory' || argument.path.includes('${')) return 0;
  return tree.namesIn(argument.path).some((name) => name.endsWith('.go')) ? 2 : -2;
}
