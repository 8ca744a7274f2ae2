import { isAbsolute, join } from 'pathe';
import { type Diagnostic, type DiagnosticArgs, diagnose } from '../diagnostics/diagnose.js';
import { fillWildcards, fixedPart, hasWildcard, matchWildcards } from '../globs/wildcards.js';
import { readGoSource } from '../go/go-source.js';
import { findModule, type GoModule } from '../go/module.js';
import { findGoDirectories, goFilesOf, manifestPath } from '../main-packages/go-directories.js';
import type { ArchiveSpec, HandlerSpec } from '../manifest/manifest.js';
import type { PlanContext } from './context.js';
import { checkSpelling } from './spelling.js';

/** A main package in the manifest, with the module in which go should find it. */
export interface Target {
  readonly archive: ArchiveSpec;
  readonly spec: HandlerSpec;
  /** The `Handler` string; for a wildcard over import paths, it still contains the wildcards. */
  readonly handler: string;
  readonly module: GoModule;
  readonly request: Request;
}

export type Request =
  /**
   * `directory`: an absolute path in the module. `optional`: one of many that a wildcard matched. `importPath`: the path by
   * which go finds a directory of a different module.
   */
  | {
      readonly kind: 'directory';
      readonly directory: string;
      readonly optional: boolean;
      readonly importPath?: string;
    }
  /** `isDirectory`: a directory with that path exists too, and may have been intended. */
  | { readonly kind: 'import-path'; readonly path: string; readonly isDirectory: boolean }
  | { readonly kind: 'import-wildcard'; readonly pattern: string }
  | { readonly kind: 'files'; readonly directory: string; readonly names: readonly string[] };

/** Finds the directories and modules of an archive's handlers on disk. */
export async function findTargets(archive: ArchiveSpec, context: PlanContext): Promise<Target[]> {
  const explicit = new Set(archive.handlers.filter(({ key }) => !hasWildcard(key)).map(({ key }) => key));
  const found: Target[] = [];
  for (const spec of archive.handlers) {
    for (const target of await targetsOf(archive, spec, context)) {
      if (hasWildcard(spec.key) && explicit.has(target.handler)) continue;
      found.push(target);
    }
  }
  return found;
}

async function targetsOf(archive: ArchiveSpec, spec: HandlerSpec, context: PlanContext): Promise<Target[]> {
  const { report } = context;
  const paths = spec.target.kind === 'package' ? [spec.target.pattern] : spec.target.files;
  for (const path of paths) {
    const reason = packageProblem(path, spec.target.kind);
    if (reason === undefined) continue;
    report(diagnose('package-path-invalid', { path, reason }, spec.targetLocation));
    return [];
  }
  if (!(await isSpelledAsOnDisk(spec, paths, context))) return [];
  if (spec.target.kind === 'files') return filesTarget(archive, spec, spec.target.files, context);
  const { pattern } = spec.target;
  if (!isRelative(pattern)) {
    const module = await moduleOf(spec.module, spec, context);
    if (module === undefined) return [];
    const place = await context.host.fileSystem.stat(join(context.directory, pattern));
    const isDirectory = place?.kind === 'directory';
    const request: Request = hasWildcard(pattern)
      ? { kind: 'import-wildcard', pattern }
      : { kind: 'import-path', path: pattern, isDirectory };
    return [{ archive, spec, handler: spec.key, module, request }];
  }
  if (!hasWildcard(pattern)) {
    const directory = await directoryOf(pattern, spec, context);
    const module = directory === undefined ? undefined : await moduleOf(pattern, spec, context);
    if (directory === undefined || module === undefined) return [];
    const request: Request = { kind: 'directory', directory, optional: false };
    return [{ archive, spec, handler: spec.key, module, request }];
  }
  const targets: Target[] = [];
  for (const { path, directory } of await findGoDirectories(context, context.directory, pattern)) {
    const parts = matchWildcards(pattern.replace(/^(\.\/)+/, ''), path);
    const module = await findModule(context.host.fileSystem, directory);
    if (parts === undefined) continue;
    if (module === undefined) {
      await warnOfNoModule(directory, pattern, spec, context);
      continue;
    }
    const request: Request = { kind: 'directory', directory, optional: true };
    targets.push({ archive, spec, handler: fillWildcards(spec.key, parts), module, request });
  }
  if (targets.length === 0) report(diagnose('wildcard-no-match', { pattern }, spec.targetLocation));
  return targets;
}

async function warnOfNoModule(
  directory: string,
  pattern: string,
  { targetLocation }: HandlerSpec,
  context: PlanContext,
): Promise<void> {
  const { host, listings } = context;
  for (const name of await goFilesOf(directory, await listings.entries(directory), host.fileSystem)) {
    const content = await host.fileSystem.readFile(`${directory}/${name}`).catch(() => new Uint8Array(0));
    const { packageName, hasMain } = readGoSource(new TextDecoder().decode(content));
    if (packageName !== 'main' || !hasMain) continue;
    const values = { path: manifestPath(directory, context), pattern };
    context.report(diagnose('wildcard-no-module', values, targetLocation));
    return;
  }
}

/** Import paths are compared after go has found their directories. */
async function isSpelledAsOnDisk(
  { target, module, targetLocation, location }: HandlerSpec,
  paths: readonly string[],
  context: PlanContext,
): Promise<boolean> {
  const isImportPath = target.kind === 'package' && !paths.every(isRelative);
  if (isImportPath) return await checkSpelling(module, location, context);
  for (const path of paths) {
    if (!(await checkSpelling(fixedPart(path), targetLocation, context))) return false;
  }
  return true;
}

async function filesTarget(
  archive: ArchiveSpec,
  spec: HandlerSpec,
  files: readonly string[],
  context: PlanContext,
): Promise<Target[]> {
  const { fileSystem } = context.host;
  const directories = new Set(files.map((file) => file.split('/').slice(0, -1).join('/')));
  const [parent = ''] = directories;
  const problem = (path: string, reason: string) =>
    context.report(diagnose('package-path-invalid', { path, reason }, spec.targetLocation));
  if (directories.size > 1) {
    problem(files.join(', '), 'the .go files of a program must be in the same directory');
    return [];
  }
  for (const file of files) {
    if ((await fileSystem.stat(join(context.directory, file)))?.kind === 'file') continue;
    problem(file, 'file not found');
    return [];
  }
  const directory = await fileSystem.realPath(join(context.directory, parent));
  const module = await moduleOf(parent === '' ? '.' : parent, spec, context);
  if (module === undefined) return [];
  const names = files.map((file) => file.split('/').at(-1) ?? file);
  return [{ archive, spec, handler: spec.key, module, request: { kind: 'files', directory, names } }];
}

async function directoryOf(
  path: string,
  spec: HandlerSpec,
  context: PlanContext,
): Promise<string | undefined> {
  const { fileSystem } = context.host;
  const place = join(context.directory, path);
  if ((await fileSystem.stat(place))?.kind === 'directory') return fileSystem.realPath(place);
  context.report(packageNotFound(spec, path, 'directory'));
  return undefined;
}

/** The diagnostic for a handler whose package is missing. `what` has additional details. */
export function packageNotFound(
  { targetLocation }: HandlerSpec,
  path: string,
  problem: DiagnosticArgs['package-not-found']['problem'],
  what: Partial<DiagnosticArgs['package-not-found']> = {},
): Diagnostic {
  const nothing = { reason: null, likely: null, target: null, tags: [], excluded: [], remedies: [] };
  return diagnose('package-not-found', { ...nothing, ...what, path, problem }, targetLocation);
}

async function moduleOf(
  path: string,
  spec: HandlerSpec,
  context: PlanContext,
): Promise<GoModule | undefined> {
  const { fileSystem } = context.host;
  const place = join(context.directory, path);
  const directory =
    (await fileSystem.stat(place))?.kind === 'directory' ? await fileSystem.realPath(place) : place;
  const module = await findModule(fileSystem, directory);
  if (module === undefined) context.report(diagnose('go-mod-not-found', { path }, spec.targetLocation));
  return module;
}

function isRelative(path: string): boolean {
  return /^\.\.?(\/|$)/.test(path);
}

function packageProblem(path: string, kind: 'package' | 'files'): string | undefined {
  if (isAbsolute(path)) return 'it is absolute; use a path relative to the manifest';
  if (path.includes('\\')) return 'it contains a backslash; use `/`';
  if (path.includes('...')) return '`...` is not supported; use `**`';
  if (path.includes('@')) return 'versions belong in go.mod';
  if (/\p{Cc}/u.test(path)) return 'it contains a control character';
  if (path.startsWith('-')) return 'it starts with `-`, which go would read as a flag';
  if (kind === 'files' && hasWildcard(path)) return 'a list of files cannot contain wildcards';
  if (kind === 'package' && !isRelative(path) && /\s/.test(path))
    return 'an import path cannot contain white space';
  if (kind === 'package' && /\.go$/.test(path)) return 'write .go files as a list: ["./todos/create.go"]';
  return undefined;
}
