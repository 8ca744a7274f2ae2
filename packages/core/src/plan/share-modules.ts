import { dirname, isAbsolute, join, relative } from 'pathe';
import { compareStrings } from '../bytes/compare.js';
import { findAbove, type GoModule, replacedDirectories, usedDirectories } from '../go/module.js';
import { layouts } from '../manifest/layouts.js';
import type { FileSystem } from '../ports/file-system.js';
import type { PlanContext } from './context.js';
import type { Target } from './targets.js';

/**
 * Moves targets whose handlers share a program into one module, if go can build all of them from there: the go.work that the
 * manifest sets lists both modules, or go.mod of one replaces the other with its directory. Other targets stay the same.
 */
export async function shareModules(
  targets: readonly Target[],
  context: PlanContext,
): Promise<readonly Target[]> {
  const moved = new Map<Target, GoModule>();
  for (const archive of new Set(targets.map((target) => target.archive))) {
    if (!layouts[archive.layout].sharesProgram) continue;
    const members = targets.filter((target) => target.archive === archive);
    const modules = new Map(members.map(({ module }) => [module.root, module]));
    if (modules.size < 2) continue;
    const sorted = [...modules.values()].sort((a, b) => compareStrings(a.root, b.root));
    for (const module of sorted) {
      const reached = await reachedFrom(module, members, context);
      if (!sorted.every(({ root }) => root === module.root || reached.has(root))) continue;
      for (const member of members) moved.set(member, module);
      break;
    }
  }
  return targets.map((target) => {
    const module = moved.get(target);
    return module === undefined || module.root === target.module.root ? target : inModule(target, module);
  });
}

function inModule(target: Target, module: GoModule): Target {
  const { request, module: own } = target;
  if (request.kind !== 'directory') return { ...target, module };
  const importPath = join(own.path, relative(own.root, request.directory));
  return { ...target, module, request: { ...request, importPath } };
}

/** The directories of other modules whose packages go can build in a module. */
async function reachedFrom(
  { root }: GoModule,
  members: readonly Target[],
  { host: { fileSystem }, directory }: PlanContext,
): Promise<ReadonlySet<string>> {
  const text = await textOf(`${root}/go.mod`, fileSystem);
  const reached = await realPaths(replacedDirectories(text), root, fileSystem);
  const works = new Set(members.map(({ spec }) => spec.go.work));
  for (const work of works) {
    if (work === null || work === false) return reached;
    const found = work === true ? await findAbove(fileSystem, root, 'go.work') : undefined;
    const file = work === true ? found && `${found}/go.work` : join(directory, work);
    if (file === undefined) return reached;
    const used = usedDirectories(await textOf(file, fileSystem));
    const workspace = await realPaths(used, dirname(file), fileSystem);
    if (!workspace.has(root)) return reached;
    for (const each of workspace) reached.add(each);
  }
  return reached;
}

async function textOf(path: string, fileSystem: FileSystem): Promise<string> {
  return new TextDecoder().decode(await fileSystem.readFile(path).catch(() => new Uint8Array()));
}

async function realPaths(
  paths: readonly string[],
  base: string,
  fileSystem: FileSystem,
): Promise<Set<string>> {
  const places = paths.map((path) => (isAbsolute(path) ? path : join(base, path)));
  return new Set(await Promise.all(places.map((place) => fileSystem.realPath(place).catch(() => place))));
}
