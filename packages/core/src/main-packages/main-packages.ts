import { compareStrings } from '../bytes/compare.js';
import { isGoFile, readGoSource } from '../go/go-source.js';
import type { ProjectFiles } from '../project/project-files.js';
import { cdkAppDirectories } from './cdk-app.js';
import { joinImportPath, moduleDirectoryOf, modulePathOf } from './go-module.js';
import { type ImportsOf, mainKind } from './handler-rule.js';
import { mayBuildForLambda } from './may-build-for-lambda.js';
import { replacedDirectory, replacedModules } from './replaced-modules.js';

interface GoFile {
  readonly name: string;
  readonly packageName: string;
  readonly imports: readonly string[];
  readonly hasMain: boolean;
}

/** The main packages of a project, and the imports of its own packages. */
export interface ProjectPackages {
  /** Sorted by directory. */
  readonly mains: readonly MainPackage[];
  readonly importsOf: ImportsOf;
}

/** See {@link readPackages}. */
export async function findMainPackages(project: ProjectFiles): Promise<readonly MainPackage[]> {
  return (await readPackages(project)).mains;
}

/**
 * Finds the directories with a Go program that Lambda may run: `package main` with a `func main()`, in files that can
 * be part of a build for Linux. Leaves out directories that go excludes from `./...` (`_x`, `.x`), and apps that define
 * infrastructure, since they do not run on Lambda.
 *
 * @throws file system errors
 */
export async function readPackages(project: ProjectFiles): Promise<ProjectPackages> {
  const byDirectory = new Map<string, GoFile[]>();
  for (const path of project.files) {
    if (!isBuiltFile(path)) continue;
    const text = await project.read(path);
    const file = text === undefined ? undefined : readGoFile(nameOf(path), text);
    if (file === undefined) continue;
    const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
    const others = byDirectory.get(directory);
    if (others === undefined) byDirectory.set(directory, [file]);
    else others.push(file);
  }
  const modules = await readModules(project);
  const placeOf = (directory: string): Pick<MainPackage, 'module' | 'importPath'> => {
    const module = moduleDirectoryOf(directory, (at) => modules.has(at));
    const path = module === null ? undefined : modules.get(module);
    return {
      module,
      importPath: module === null || path === undefined ? null : joinImportPath(path, module, directory),
    };
  };
  const imports = new Map<string, readonly string[]>();
  const directories = new Map<string, string>();
  for (const [directory, files] of byDirectory) {
    const { importPath } = placeOf(directory);
    if (importPath === null) continue;
    imports.set(importPath, importsOf(files));
    directories.set(importPath, directory);
  }
  await addReplaced(imports, project);
  const apps = await cdkAppDirectories(project, (path) => directories.get(path));
  const ofOwn: ImportsOf = (path) => imports.get(path);
  const found: MainPackage[] = [];
  for (const [directory, files] of byDirectory) {
    const own = files.filter(({ packageName }) => packageName === 'main');
    const mains = own.filter(({ hasMain }) => hasMain).map(({ name }) => name);
    if (mains.length === 0 || apps.has(directory)) continue;
    const kind = mainKind(importsOf(own), ofOwn);
    if (kind === 'app') continue;
    found.push({
      directory,
      mains,
      files: own.map(({ name }) => name),
      ...placeOf(directory),
      importsLambda: kind === 'handler',
    });
  }
  found.sort((a, b) => compareStrings(a.directory, b.directory));
  return { mains: found, importsOf: ofOwn };
}

/** Adds the imports of packages in modules above the project's root, if other packages import them. */
async function addReplaced(imports: Map<string, readonly string[]>, project: ProjectFiles): Promise<void> {
  const replaced = await replacedModules(project);
  if (replaced.size === 0) return;
  const reached = new Set([...imports.values()].flat());
  // Iterating over a set includes values that are added on the way.
  for (const path of reached) {
    const directory = imports.has(path) ? undefined : replacedDirectory(path, replaced);
    if (directory === undefined) continue;
    const files: GoFile[] = [];
    for (const name of (await project.namesIn(directory)).filter(isBuiltFile)) {
      const text = await project.read(`${directory}/${name}`);
      const file = text === undefined ? undefined : readGoFile(name, text);
      if (file !== undefined) files.push(file);
    }
    imports.set(path, importsOf(files));
    for (const next of importsOf(files)) reached.add(next);
  }
}

function importsOf(files: readonly GoFile[]): readonly string[] {
  return files.flatMap(({ imports }) => imports);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether go builds files with this name. */
function isBuiltFile(path: string): boolean {
  return isGoFile(path) && !/(?:^|\/)[._]/.test(path);
}

function readGoFile(name: string, text: string): GoFile | undefined {
  const { packageName, header, imports, hasMain } = readGoSource(text);
  if (packageName === undefined || !mayBuildForLambda(name, header)) return undefined;
  return { name, packageName, imports, hasMain };
}

/** The module paths of the project's go.mod files, by directory; undefined for a go.mod without one. */
async function readModules({ files, read }: ProjectFiles): Promise<ReadonlyMap<string, string | undefined>> {
  const modules = new Map<string, string | undefined>();
  for (const path of files) {
    if (nameOf(path) !== 'go.mod') continue;
    const directory = path === 'go.mod' ? '.' : path.slice(0, path.lastIndexOf('/'));
    modules.set(directory, modulePathOf((await read(path)) ?? ''));
  }
  return modules;
}

/** A directory with a Go main package, found by reading its files. */
export interface MainPackage {
  /** Relative to the project's root; `.` for the root. */
  readonly directory: string;
  /** The names of the .go files with `func main()`: several if the directory has several programs. */
  readonly mains: readonly string[];
  /** The names of all .go files of `package main` in the directory, except tests. */
  readonly files: readonly string[];
  /** The directory of the nearest go.mod, up to the project's root; null if not found. */
  readonly module: string | null;
  /** The import path; null without a module. */
  readonly importPath: string | null;
  /** Whether it starts a handler: it imports `lambda` of aws-lambda-go, directly or through packages of the project. */
  readonly importsLambda: boolean;
}
