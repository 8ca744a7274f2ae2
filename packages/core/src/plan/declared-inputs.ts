import { dirname, isAbsolute, join } from 'pathe';
import {
  type LocalPackage,
  listNamedModules,
  listNeededPackages,
  type NeededPackage,
} from '../go/list-inputs.js';
import type { Host } from '../ports/host.js';
import type { BuildPlan, GoStep } from './build-plan.js';

/** Everything that a build reads and that is not pinned by go.sum or the toolchain. */
export interface DeclaredInputs {
  /** Absolute paths, sorted. */
  readonly files: readonly string[];
  /** By step, the packages that are built from those files. */
  readonly packages: readonly (readonly LocalPackage[])[];
}

/**
 * Finds what a plan's build reads: the manifest, assets, profiles, the files of each module, workspace and vendor
 * directory that go reads, and those of each package that go would compile.
 *
 * @param manifest the path of the manifest; absolute
 * @throws LambdazipError `go-list-failed`
 */
export async function declaredInputs(
  plan: BuildPlan,
  manifest: string,
  host: Host,
  signal?: AbortSignal,
): Promise<DeclaredInputs> {
  const files = new Set([manifest]);
  for (const { source } of plan.archives.flatMap((archive) => archive.files)) files.add(source);
  const packages: LocalPackage[][] = [];
  for (const step of plan.steps) {
    const listed = (await neededPackages(step, host, signal)).filter(isLocal);
    packages.push(listed);
    for (const { directory, files: names } of listed)
      for (const name of names) files.add(`${directory}/${name}`);
    for (const file of await moduleFiles(step, host, signal)) files.add(file);
    for (const file of profilesOf(step)) files.add(file);
    for (const each of listed.filter(({ usesC }) => usesC)) {
      for (const file of await filesBelow(moduleOf(each, step), host)) files.add(file);
    }
  }
  const there: string[] = [];
  for (const file of [...files].sort()) {
    if ((await host.fileSystem.stat(file))?.kind === 'file') there.push(file);
  }
  return { files: there, packages };
}

/**
 * The packages of a step's programs, outside of the standard library.
 *
 * @throws LambdazipError `go-list-failed`
 */
export async function neededPackages(
  step: GoStep,
  host: Host,
  signal?: AbortSignal,
): Promise<readonly NeededPackage[]> {
  if (step.programs.length === 0) return [];
  return await listNeededPackages(
    host,
    {
      program: step.toolchain.program,
      workingDirectory: step.workingDirectory,
      environment: withoutWorkDirectory(step),
      arguments: step.listArguments,
      patterns: step.programs.flatMap((program) => program.arguments),
      signal,
    },
    step.environment.GOMODCACHE ?? '',
  );
}

function isLocal(each: NeededPackage): each is LocalPackage {
  return each.isLocal;
}

/** The environment for asking go: GOTMPDIR is made by the build, and go stops where it is missing. */
export function withoutWorkDirectory({ environment }: GoStep): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name !== 'GOTMPDIR'));
}

/** go.mod, go.sum, go.work and vendor/modules.txt of a step, and the go.mod of each module that they name. */
async function moduleFiles(step: GoStep, host: Host, signal: AbortSignal | undefined): Promise<string[]> {
  const call = (workingDirectory: string) => ({
    program: step.toolchain.program,
    workingDirectory,
    environment: withoutWorkDirectory(step),
    signal,
  });
  const mainModules = [step.workingDirectory];
  const files: string[] = [];
  const named: string[] = [];
  const { GOWORK = 'off' } = step.environment;
  if (GOWORK !== 'off') {
    const root = dirname(GOWORK);
    files.push(GOWORK, `${root}/go.work.sum`, `${root}/vendor/modules.txt`);
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

/** The profiles that go optimizes a step's programs by; absolute paths. */
export function profilesOf({ listArguments, programs }: GoStep): string[] {
  const profile = listArguments.find((each) => each.startsWith('-pgo='))?.slice('-pgo='.length);
  if (profile === 'auto') return programs.map(({ directory }) => `${directory}/default.pgo`);
  return profile === undefined || profile === 'off' ? [] : [profile];
}

/** C files may include what lies anywhere in their module. */
function moduleOf({ directory }: NeededPackage, { workingDirectory }: GoStep): string {
  return directory.startsWith(`${workingDirectory}/`) ? workingDirectory : directory;
}

async function filesBelow(directory: string, host: Host): Promise<string[]> {
  const files: string[] = [];
  for (const { name, kind } of await host.fileSystem.readDirectory(directory)) {
    if (name === '.git' || name === 'node_modules') continue;
    const path = `${directory}/${name}`;
    if (kind === 'directory') files.push(...(await filesBelow(path, host)));
    else if (kind === 'file') files.push(path);
  }
  return files;
}
