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

/** The main packages of a project, and what its own packages import. */
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
 * Finds the directories with a Go program that Lambda may run: `package main` with a `func main()`, in files that can be part
 * of a build for Linux. Directories that go leaves out of `./...` (`_x`, `.x`) are left out, and so are apps that describe
 * infrastructure: they run on the machine that deploys.
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

/** Adds the imports of packages that are in modules above the project's root, as far as others import them. */
async function addReplaced(imports: Map<string, readonly string[]>, project: ProjectFiles): Promise<void> {
  const replaced = await replacedModules(project);
  if (replaced.size === 0) return;
  const reached = new Set([...imports.values()].flat());
  // A set is iterated with what is added on the way.
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

/** Whether go builds a file of this name at all. */
function isBuiltFile(path: string): boolean {
  return isGoFile(path) && !/(?:^|\/)[._]/.test(path);
}

function readGoFile(name: string, text: string): GoFile | undefined {
  const { packageName, header, imports, hasMain } = readGoSource(text);
  if (packageName === undefined || !mayBuildForLambda(name, header)) return undefined;
  return { name, packageName, imports, hasMain };
}

/** The module paths of the project's go.mod files, by directory; undefined for one that names none. */
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
  /** The .go files that hold `func main()`: one, or several where a directory holds several programs. Names alone. */
  readonly mains: readonly string[];
  /** All .go files of `package main` in the directory, tests left out. Names alone. */
  readonly files: readonly string[];
  /** The directory of the go.mod above it; null where there is none up to the project's root. */
  readonly module: string | null;
  /** The import path; null without a module. */
  readonly importPath: string | null;
  /** Whether it starts a handler: it imports `lambda` of aws-lambda-go, directly or through packages of the project. */
  readonly importsLambda: boolean;
}
