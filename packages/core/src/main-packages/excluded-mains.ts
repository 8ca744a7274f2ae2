import { join } from 'pathe';
import { fixedPart } from '../globs/wildcards.js';
import { type ExcludedMain, explainExcluded, type FileTarget } from '../go/excluded-files.js';
import type { GoPackage } from '../go/list.js';
import { findModule } from '../go/module.js';
import { findGoDirectories, goFilesOf, type SearchContext } from './go-directories.js';
import { modulePathOf } from './go-module.js';
import { type ImportsOf, mainKind } from './handler-rule.js';

/**
 * Why go does not build the main package in a directory; undefined without a main package.
 *
 * @param found what go found there, if anything
 */
export async function excludedMain(
  directory: string,
  found: GoPackage | undefined,
  target: FileTarget,
  context: SearchContext,
): Promise<ExcludedMain | undefined> {
  const { fileSystem } = context.host;
  const built = new Set(found?.goFiles);
  const entries = await context.listings.entries(directory).catch(() => []);
  const files: { name: string; text: string }[] = [];
  for (const name of await goFilesOf(directory, entries, fileSystem)) {
    if (built.has(name)) continue;
    const content = await fileSystem.readFile(`${directory}/${name}`).catch(() => undefined);
    if (content !== undefined) files.push({ name, text: new TextDecoder().decode(content) });
  }
  return explainExcluded(files, target, built.size === 0);
}

/** A directory that a wildcard over import paths matches but go does not list. */
interface UnlistedDirectory {
  readonly importPath: string;
  readonly directory: string;
}

/** For `...`, go lists only packages that the target does not exclude, so the others are searched for on disk. */
export async function unlistedDirectories(
  pattern: string,
  root: string,
  listed: readonly GoPackage[],
  context: SearchContext,
): Promise<readonly UnlistedDirectory[]> {
  const place = await placeOf(pattern, root, listed, context);
  if (place === undefined) return [];
  const known = new Set(listed.map(({ importPath }) => importPath));
  const { fileSystem } = context.host;
  const module = await findModule(fileSystem, place.directory);
  const found: UnlistedDirectory[] = [];
  for (const { path, directory } of await findGoDirectories(context, place.directory, place.pattern)) {
    const importPath = [place.importPath, path].filter((part) => part !== '').join('/');
    if (known.has(importPath)) continue;
    if ((await findModule(fileSystem, directory))?.root === module?.root)
      found.push({ importPath, directory });
  }
  return found;
}

/** The directory of the import path above everything that a pattern matches, and the pattern relative to it. */
async function placeOf(
  pattern: string,
  root: string,
  listed: readonly GoPackage[],
  { host }: Pick<SearchContext, 'host'>,
): Promise<{ importPath: string; directory: string; pattern: string } | undefined> {
  const goMod = await host.fileSystem.readFile(join(root, 'go.mod')).catch(() => new Uint8Array(0));
  const module = modulePathOf(new TextDecoder().decode(goMod));
  if (module !== undefined && pattern.startsWith(`${module}/`)) {
    return { importPath: module, directory: root, pattern: pattern.slice(module.length + 1) };
  }
  // In a different module, the other packages are near those that go found.
  const fixed = fixedPart(pattern);
  for (const { importPath, directory } of listed) {
    const rest = importPath.slice(fixed.length);
    if (!importPath.startsWith(`${fixed}/`) || !directory.endsWith(rest)) continue;
    const base = directory.slice(0, directory.length - rest.length);
    return { importPath: fixed, directory: base, pattern: pattern.slice(fixed.length + 1) };
  }
  return undefined;
}

/** Main packages of a module that start a handler but are excluded by the target. */
export async function excludedHandlers(
  module: string,
  /** The packages that go lists for the target. */
  listed: readonly GoPackage[],
  target: FileTarget,
  importsOf: ImportsOf,
  context: SearchContext,
): Promise<readonly { readonly directory: string; readonly excluded: ExcludedMain }[]> {
  const { fileSystem } = context.host;
  const built = new Map(listed.map((each) => [each.directory, each]));
  const root = (await findModule(fileSystem, module))?.root;
  if (root === undefined) return [];
  const handlers: { directory: string; excluded: ExcludedMain }[] = [];
  for (const { directory } of await findGoDirectories(context, module, '**')) {
    const found = built.get(directory);
    if (found?.name === 'main' && found.goFiles.length > 0) continue;
    const excluded = await excludedMain(directory, found, target, context);
    if (excluded === undefined || mainKind(excluded.imports, importsOf) !== 'handler') continue;
    if ((await findModule(fileSystem, directory))?.root === root) handlers.push({ directory, excluded });
  }
  return handlers;
}
