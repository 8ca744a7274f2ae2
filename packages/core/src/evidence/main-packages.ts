import { readGoSource } from '../go/go-source.js';
import type { ProjectFiles } from '../project/project-files.js';
import { mayBuildForLambda } from './build-constraint.js';
import { joinImportPath, moduleDirectoryOf, modulePathOf } from './go-module.js';
import type { MainPackage } from './main-package.js';

interface MainFile {
  readonly name: string;
  readonly hasMain: boolean;
  readonly importsLambda: boolean;
}

/**
 * Finds the directories with a Go program for Lambda: `package main` with a `func main()`, in files that can be part of a
 * build for Linux. Directories that go leaves out of `./...` (`_x`, `.x`) are left out. Sorted by directory.
 *
 * @throws file system errors
 */
export async function findMainPackages(project: ProjectFiles): Promise<readonly MainPackage[]> {
  const byDirectory = new Map<string, MainFile[]>();
  for (const path of project.files) {
    if (!isGoFile(path)) continue;
    const text = await project.read(path);
    const file = text === undefined ? undefined : readMainFile(nameOf(path), text);
    if (file === undefined) continue;
    const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), file]);
  }
  const modules = await readModules(project);
  const found: MainPackage[] = [];
  for (const [directory, files] of byDirectory) {
    const mains = files.filter(({ hasMain }) => hasMain).map(({ name }) => name);
    if (mains.length === 0) continue;
    const module = moduleDirectoryOf(directory, (at) => modules.has(at));
    const path = module === null ? undefined : modules.get(module);
    found.push({
      directory,
      mains,
      files: files.map(({ name }) => name),
      module,
      importPath: module === null || path === undefined ? null : joinImportPath(path, module, directory),
      importsLambda: files.some(({ importsLambda }) => importsLambda),
    });
  }
  return found.sort((a, b) => (a.directory < b.directory ? -1 : a.directory > b.directory ? 1 : 0));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether go builds a file of this name at all. */
function isGoFile(path: string): boolean {
  return path.endsWith('.go') && !path.endsWith('_test.go') && !/(?:^|\/)[._]/.test(path);
}

function readMainFile(name: string, text: string): MainFile | undefined {
  const { packageName, header, imports, hasMain } = readGoSource(text);
  if (packageName !== 'main' || !mayBuildForLambda(name, header)) return undefined;
  const importsLambda = imports.some((path) => /^github\.com\/aws\/aws-lambda-go(?:\/|$)/.test(path));
  return { name, hasMain, importsLambda };
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
