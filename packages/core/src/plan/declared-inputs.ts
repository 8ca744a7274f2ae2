import { dirname, isAbsolute, join } from 'pathe';
import { argumentsOf, type GoRun } from '../go/go-run.js';
import {
  type LocalPackage,
  listNamedModules,
  listNeededPackages,
  type NeededPackage,
} from '../go/list-inputs.js';
import { goEnvironment, listCall } from '../go/run-command.js';
import type { Host } from '../ports/host.js';
import type { BuildPlan } from './build-plan.js';

/** Everything that a build reads and that is not pinned by go.sum or the toolchain. */
export interface DeclaredInputs {
  /** Absolute paths, sorted. */
  readonly files: readonly string[];
  /** The packages built from those files, by run id. */
  readonly packages: ReadonlyMap<string, readonly LocalPackage[]>;
}

/**
 * Finds the inputs of a plan's build: the manifest, assets, profiles, the files that go reads in each module, workspace
 * and vendor directory, and the files of each package that go would compile.
 *
 * @param manifest the absolute path of the manifest
 * @throws LambdazipError `go-list-failed`
 */
export async function declaredInputs(
  plan: BuildPlan,
  manifest: string,
  host: Pick<Host, 'fileSystem' | 'platform' | 'processes' | 'temporaryDirectory'>,
  signal?: AbortSignal,
): Promise<DeclaredInputs> {
  const files = new Set([manifest]);
  for (const { source } of plan.archives.flatMap((archive) => archive.files)) files.add(source);
  const packages = new Map<string, readonly LocalPackage[]>();
  for (const run of plan.runs) {
    const listed = (await neededPackages(run, host, signal)).filter(isLocal);
    packages.set(run.id, listed);
    for (const { directory, files: names } of listed)
      for (const name of names) files.add(`${directory}/${name}`);
    for (const file of await moduleFiles(run, host, signal)) files.add(file);
    for (const file of profilesOf(run)) files.add(file);
    for (const each of listed.filter(({ usesC }) => usesC)) {
      for (const file of await filesBelow(moduleOf(each, run), host)) files.add(file);
    }
  }
  const there: string[] = [];
  for (const file of [...files].sort()) {
    if ((await host.fileSystem.stat(file))?.kind === 'file') there.push(file);
  }
  return { files: there, packages };
}

/**
 * The packages of a run's programs, except the standard library.
 *
 * @throws LambdazipError `go-list-failed`
 */
export async function neededPackages(
  run: GoRun,
  host: Pick<Host, 'platform' | 'processes' | 'temporaryDirectory'>,
  signal?: AbortSignal,
): Promise<readonly NeededPackage[]> {
  const patterns = argumentsOf(run.programs);
  const { GOMODCACHE = '' } = run.machine.variables;
  return await listNeededPackages(host, { ...listCall(run, signal), patterns }, GOMODCACHE);
}

function isLocal(each: NeededPackage): each is LocalPackage {
  return each.isLocal;
}

/** go.mod, go.sum, go.work and vendor/modules.txt of a run, and the go.mod of each module that they name. */
async function moduleFiles(
  run: GoRun,
  host: Pick<Host, 'fileSystem' | 'processes'>,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const call = (workingDirectory: string) => ({
    program: run.toolchain.program,
    workingDirectory,
    environment: goEnvironment(run),
    signal,
  });
  const mainModules = [run.module.root];
  const files: string[] = [];
  const named: string[] = [];
  const { work } = run.settings;
  if (work !== 'off') {
    const root = dirname(work);
    files.push(work, `${root}/go.work.sum`, `${root}/vendor/modules.txt`);
    const used = await listNamedModules(host, call(root), 'go.work');
    mainModules.push(...used.map((path) => absolute(root, path)));
  }
  for (const directory of new Set(mainModules)) {
    files.push(`${directory}/go.mod`, `${directory}/go.sum`, `${directory}/vendor/modules.txt`);
    if ((await host.fileSystem.stat(`${directory}/go.mod`)) === undefined) continue;
    const replaced = await listNamedModules(host, call(directory), 'go.mod');
    named.push(...replaced.map((path) => absolute(directory, path)));
  }
  return [...files, ...named.map((directory) => `${directory}/go.mod`)];
}

function absolute(base: string, path: string): string {
  return isAbsolute(path) ? path : join(base, path);
}

/** Absolute paths of the profiles that go uses to optimize a run's programs. */
export function profilesOf({ settings: { pgo }, programs }: GoRun): string[] {
  if (pgo === 'auto') {
    // A program of several main packages is built without their profiles.
    return programs
      .filter(({ multicall }) => multicall === null)
      .flatMap(({ mains }) => mains.map(({ directory }) => `${directory}/default.pgo`));
  }
  return pgo === 'off' ? [] : [pgo];
}

/** C files may include any file in their module. */
function moduleOf({ directory }: NeededPackage, { module: { root } }: GoRun): string {
  return directory.startsWith(`${root}/`) ? root : directory;
}

async function filesBelow(directory: string, host: Pick<Host, 'fileSystem'>): Promise<string[]> {
  const files: string[] = [];
  for (const { name, kind } of await host.fileSystem.readDirectory(directory)) {
    if (name === '.git' || name === 'node_modules') continue;
    const path = `${directory}/${name}`;
    if (kind === 'directory') files.push(...(await filesBelow(path, host)));
    else if (kind === 'file') files.push(path);
  }
  return files;
}
