import type { Host, Location, MainPackage, ProjectFiles } from '@lambdazip/core/internal';
import { compareStrings, findAbove, isGoFile } from '@lambdazip/core/internal';
import { dirname, join, normalize, relative } from 'pathe';
import type { Decision } from '../decide/decision.js';
import { grouped } from '../evidence/grouped.js';
import type { Template } from '../sources/template-function.js';
import { type GoFile, readGoFile } from './go-file.js';
import { type GoMod, readGoMod } from './go-mod.js';
import { findUsedWorkspace, type Workspace } from './workspace-file.js';

/** A function to migrate, with the source of its program. Paths are relative to the project's root. */
export interface MovedProgram extends Extract<Decision, { readonly kind: 'decided' }> {
  /** The template's directory, which the function's paths are relative to. */
  readonly base: string;
  readonly template: Template | null;
  /** The directory of its main package. */
  readonly directory: string;
  /** The directory of its go.mod, which may be above the root (`..`); null if missing. */
  readonly module: string | null;
}

/** A module that contains programs. */
export interface MovedModule {
  readonly directory: string;
  readonly mod: GoMod;
  /** The location of its go.mod, without a line. */
  readonly location: Location;
  readonly programs: readonly MovedProgram[];
  /** The Handler strings of its programs. */
  readonly handlers: readonly string[];
  /** The user's own .go files that the programs import, directly or indirectly, without tests. */
  readonly sources: readonly GoFile[];
  /** The go.work without which some imports do not resolve. */
  readonly workspace: (Workspace & { readonly needs: string }) | null;
}

/** The decided functions, each with its module. */
export async function movedPrograms(
  decisions: readonly Decision[],
  templates: readonly Template[],
  mains: readonly MainPackage[],
  project: ProjectFiles,
  host: Pick<Host, 'fileSystem'>,
): Promise<readonly MovedProgram[]> {
  const modules = new Map<string, Promise<string | null>>();
  const programs: MovedProgram[] = [];
  for (const decision of decisions) {
    if (decision.kind !== 'decided') continue;
    const { target } = decision.candidate;
    const directory = normalize(target.kind === 'directory' ? target.path : dirname(target.files[0] ?? '.'));
    const template =
      templates.find(({ functions }) => functions.some((own) => own === decision.function)) ?? null;
    const known = mains.find((main) => main.directory === directory)?.module;
    const module = known ?? (await (modules.get(directory) ?? moduleAbove(directory)));
    const base = dirname(template?.file ?? decision.function.file);
    programs.push({ ...decision, base, template, directory, module });
  }
  return programs;

  async function moduleAbove(directory: string): Promise<string | null> {
    const found = findAbove(host.fileSystem, join(project.root, directory), 'go.mod').then((place) =>
      place === undefined ? null : relative(project.root, place) || '.',
    );
    modules.set(directory, found);
    return found;
  }
}

/** The modules of programs, sorted by directory. */
export async function movedModules(
  programs: readonly MovedProgram[],
  project: ProjectFiles,
  host: Pick<Host, 'fileSystem'>,
): Promise<readonly MovedModule[]> {
  const byDirectory = grouped(programs, ({ module }) => module);
  const modules: MovedModule[] = [];
  for (const [directory, own] of [...byDirectory].sort(([a], [b]) => compareStrings(a ?? '', b ?? ''))) {
    if (directory === null) continue;
    const file = join(directory, 'go.mod');
    const mod = readGoMod((await project.read(file)) ?? '');
    const found = await findUsedWorkspace(directory, project, host);
    const elsewhere = new Map([
      ...mod.replaces.map(({ path, by }): [string, string] => [path, join(directory, by)]),
      [mod.path, directory],
    ]);
    const isNeeded = (path: string): string | undefined =>
      [...(found?.modules.keys() ?? [])].find(
        (module) => !elsewhere.has(module) && (path === module || path.startsWith(`${module}/`)),
      );
    const sources = await reachable(own, new Map([...(found?.modules ?? []), ...elsewhere]), project);
    const needs = sources
      .flatMap(({ imports }) => imports.map(isNeeded))
      .find((module) => module !== undefined);
    modules.push({
      directory,
      mod,
      location: { file: project.display(file), line: null, column: null },
      programs: own,
      handlers: [...new Set(own.map(({ handler }) => handler))],
      sources,
      workspace: found === undefined || needs === undefined ? null : { ...found, needs },
    });
  }
  return modules;
}

async function reachable(
  programs: readonly MovedProgram[],
  modules: ReadonlyMap<string, string>,
  project: ProjectFiles,
): Promise<GoFile[]> {
  const byDirectory = grouped(project.files.filter(isGoFile), (file) => dirname(file));
  const sources: GoFile[] = [];
  const seen = new Set(programs.map(({ directory }) => directory));
  for (const directory of seen) {
    for (const file of byDirectory.get(directory) ?? []) {
      const source = readGoFile(file, (await project.read(file)) ?? '');
      sources.push(source);
      for (const path of source.imports) {
        const place = directoryOf(path);
        if (place !== undefined) seen.add(place);
      }
    }
  }
  return sources;

  function directoryOf(path: string): string | undefined {
    for (const [module, directory] of modules) {
      if (path === module) return normalize(directory);
      if (module !== '' && path.startsWith(`${module}/`))
        return join(directory, path.slice(module.length + 1));
    }
    return undefined;
  }
}
