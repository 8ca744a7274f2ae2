import { join, relative } from 'pathe';
import type { Diagnostic } from '../diagnostics/diagnose.js';
import { diagnose, failure } from '../diagnostics/diagnose.js';
import { fillWildcards, matchWildcards } from '../globs/wildcards.js';
import type { ExcludedMain } from '../go/excluded-files.js';
import type { GoSetup } from '../go/go-run.js';
import { type GoPackage, listPackages } from '../go/list.js';
import type { GoModule } from '../go/module.js';
import { goMachine, listCall } from '../go/run-command.js';
import { selectToolchain, type Toolchain } from '../go/toolchain.js';
import { compareGoVersions } from '../go/versions.js';
import { excludedMain, unlistedDirectories } from '../main-packages/excluded-mains.js';
import { manifestPath } from '../main-packages/go-directories.js';
import type { PlanContext } from './context.js';
import { settingsOf } from './settings.js';
import { misspelling } from './spelling.js';
import { packageNotFound, type Target } from './targets.js';

/** Main packages of one module with the same settings. */
export interface PackageGroup extends GoSetup {
  readonly mains: readonly HandlerPackage[];
}

/** A main package and its target. */
export interface HandlerPackage {
  readonly target: Target;
  readonly handler: string;
  readonly package: GoPackage;
  /** The arguments for `go build`. */
  readonly arguments: readonly string[];
}

/** Lists the main packages among the targets with go, in one invocation for all targets with the same settings. */
export async function findPackages(
  targets: readonly Target[],
  context: PlanContext,
): Promise<PackageGroup[]> {
  const groups = new Map<string, GoSetup & { readonly targets: Target[] }>();
  const toolchains = new Map<string | null, Toolchain>();
  for (const target of targets) {
    const settings = await settingsOf(target, context);
    const wanted = target.spec.go.version;
    const toolchain =
      toolchains.get(wanted) ??
      (await selectToolchain(context.host, context.installed, wanted, context.signal));
    toolchains.set(wanted, toolchain);
    const name = JSON.stringify([target.module.root, settings, toolchain.version]);
    const group = groups.get(name);
    if (group !== undefined) {
      group.targets.push(target);
      continue;
    }
    checkModule(target.module, toolchain, wanted !== null, context);
    groups.set(name, {
      module: target.module,
      settings,
      toolchain,
      machine: goMachine(context.host, context.installed, settings.cgo),
      targets: [target],
    });
  }
  const found: PackageGroup[] = [];
  for (const { targets: members, ...group } of groups.values()) {
    found.push({ ...group, mains: await mainsOf(group, members, context) });
  }
  // A wildcard matches in every module below it; some of them may only have libraries.
  const mains = found.flatMap((group) => group.mains);
  reportEmptyWildcards(targets, mains, context);
  return found;
}

function checkModule(module: GoModule, toolchain: Toolchain, pinned: boolean, context: PlanContext): void {
  const { goLine, toolchainLine, root } = module;
  const name = relative(context.host.workingDirectory, join(root, 'go.mod'));
  if (goLine !== null && compareGoVersions(toolchain.version, goLine) < 0) {
    throw failure('go-too-old', {
      needed: goLine,
      found: toolchain.version,
      why: `${name} requires it`,
    });
  }
  if (!pinned && toolchainLine !== null && compareGoVersions(toolchain.version, toolchainLine) < 0) {
    const values = { module: name, wanted: toolchainLine, found: toolchain.version };
    context.report(diagnose('go-toolchain-differs', values));
  }
}

async function mainsOf(
  group: GoSetup,
  targets: readonly Target[],
  context: PlanContext,
): Promise<HandlerPackage[]> {
  const call = listCall(group, context.signal);
  const list = (patterns: readonly string[]): Promise<GoPackage[]> =>
    listPackages(context.host, { ...call, arguments: ['-find', ...call.arguments], patterns });
  const argumentOf = (directory: string): string => {
    const path = relative(group.module.root, directory);
    return path === '' ? '.' : `./${path}`;
  };
  const patterns = targets.flatMap(({ request }) => {
    if (request.kind === 'directory') return [request.importPath ?? argumentOf(request.directory)];
    if (request.kind === 'import-path') return [request.path];
    return request.kind === 'import-wildcard' ? [request.pattern.replace(/\*.*$/, '...')] : [];
  });
  const listed = patterns.length === 0 ? [] : await list([...new Set(patterns)]);
  const byDirectory = new Map(listed.map((each) => [each.directory, each]));
  const byPath = new Map(listed.map((each) => [each.importPath, each]));

  const fileTarget = { ...group.settings, goVersion: group.toolchain.version };
  const mains: HandlerPackage[] = [];
  for (const target of targets) {
    const { request, handler } = target;
    switch (request.kind) {
      case 'directory': {
        const argument = request.importPath ?? argumentOf(request.directory);
        const found = byDirectory.get(request.directory) ?? byPath.get(argument);
        await add(target, handler, found, [argument], argument, request.optional);
        break;
      }
      case 'import-path':
        await add(target, handler, byPath.get(request.path), [request.path], request.path, false);
        break;
      case 'import-wildcard':
        for (const each of listed) {
          const parts = matchWildcards(request.pattern, each.importPath);
          if (parts !== undefined) {
            await add(target, fillWildcards(handler, parts), each, [each.importPath], each.importPath, true);
          }
        }
        for (const { importPath, directory } of await unlistedDirectories(
          request.pattern,
          group.module.root,
          listed,
          context,
        )) {
          const excluded = await excludedMain(directory, undefined, fileTarget, context);
          if (excluded !== undefined) warnOfExcluded(importPath, excluded, target, context);
        }
        break;
      case 'files': {
        const argument = argumentOf(request.directory);
        const names = request.names.map((name) => (argument === '.' ? `./${name}` : `${argument}/${name}`));
        const [found] = await list(names);
        await add(target, handler, found, names, names.join(' '), false);
        break;
      }
      default:
        request satisfies never;
    }
  }
  return mains;

  async function add(
    target: Target,
    handler: string,
    found: GoPackage | undefined,
    names: readonly string[],
    path: string,
    optional: boolean,
  ): Promise<void> {
    if (found !== undefined && isMain(found)) {
      if (await isSpelledAsOnDisk(found, target, group.module, context))
        mains.push({ target, handler, package: found, arguments: names });
      return;
    }
    const { request } = target;
    const directory = request.kind === 'directory' ? request.directory : (found?.directory ?? '');
    // Any other reason is specific to go, such as a module that the workspace does not use.
    const isEmpty = found === undefined || found.error === null || nothingThere.test(found.error);
    const excluded =
      directory === '' || request.kind === 'files' || !isEmpty
        ? undefined
        : await excludedMain(directory, found, fileTarget, context);
    const isOther = found !== undefined && found.name !== '' && found.name !== 'main';
    if (excluded === undefined || (isOther && !optional)) {
      const finding = packageFinding(target, found, path, optional);
      if (finding !== undefined) context.report(finding);
    } else if (optional) {
      const place = request.kind === 'directory' ? manifestPath(directory, context) : path;
      warnOfExcluded(place, excluded, target, context);
    } else {
      context.report(packageNotFound(target.spec, path, 'target', excluded.exclusion));
    }
  }
}

/** go also gives the name `main` to test packages, and to packages whose files all need cgo. */
function isMain({ name, goFiles, error }: GoPackage): boolean {
  return name === 'main' && (goFiles.length > 0 || (error !== null && !nothingThere.test(error)));
}

/** If the file system ignores case, go takes the spelling of directories from the import path. */
async function isSpelledAsOnDisk(
  { importPath, directory }: GoPackage,
  { request, spec }: Target,
  { root }: GoModule,
  { host, listings, report }: PlanContext,
): Promise<boolean> {
  if (request.kind !== 'import-path' && request.kind !== 'import-wildcard') return true;
  const [names, places] = [importPath.split('/').reverse(), directory.split('/').reverse()];
  const first = names.findIndex((name, index) => name !== places[index]);
  const shared = first === -1 ? names.length : first;
  const inModule = directory.startsWith(`${root}/`)
    ? directory.slice(root.length + 1).split('/').length
    : directory === root
      ? 0
      : shared;
  const count = Math.min(shared, inModule);
  const base = places.slice(count).reverse().join('/') || '/';
  const path = names.slice(0, count).reverse().join('/');
  const exists = async (place: string) => (await host.fileSystem.lstat(place)) !== undefined;
  const found = await misspelling(base, path, listings, exists);
  if (found === undefined) return true;
  const above = names.slice(count).reverse();
  const actual = found.actual === null ? null : [...above, found.actual].join('/');
  report(diagnose('path-spelling', { path: importPath, actual }, spec.targetLocation));
  return false;
}

// go's wording for a directory without any package for the target.
const nothingThere = /no (non-test )?Go files|build constraints exclude all Go files/;

function packageFinding(
  target: Target,
  found: GoPackage | undefined,
  path: string,
  optional: boolean,
): Diagnostic | undefined {
  const { spec, handler } = target;
  const location = spec.targetLocation;
  if (found === undefined || found.name === '' || found.name === 'main') {
    const { request } = target;
    const likely = request.kind === 'import-path' && request.isDirectory ? `./${path}` : null;
    const reason = found?.error ?? null;
    const problem = reason !== null ? 'other' : found?.name === 'main' ? 'go-files' : 'package';
    if ((problem === 'go-files' || (reason !== null && nothingThere.test(reason))) && optional)
      return undefined;
    // A file whose package clause cannot be parsed is an error in the code, not in the manifest.
    if (reason !== null && /\.go:\d+:\d+: /.test(reason) && !nothingThere.test(reason)) {
      return diagnose('compile-error', { message: reason, workspace: null }, location, [handler]);
    }
    // go wraps its lines, but here they are part of a sentence.
    const sentence = reason?.trim().replace(/\s*\n\s*/g, ' ') ?? null;
    return packageNotFound(spec, path, problem, { likely, reason: sentence });
  }
  // One of them may be the main package that the wildcard should match.
  if (/^found packages .*\bmain \(/.test(found.error ?? '')) {
    return diagnose('compile-error', { message: found.error ?? '', workspace: null }, location, [handler]);
  }
  if (optional) return undefined;
  return diagnose('package-not-main', { path, name: found.name }, location);
}

function reportEmptyWildcards(
  targets: readonly Target[],
  mains: readonly HandlerPackage[],
  context: PlanContext,
): void {
  const wildcards = new Set(targets.filter(isOneOfMany).map(({ spec }) => spec));
  for (const spec of wildcards) {
    if (mains.some(({ target }) => target.spec === spec) || spec.target.kind !== 'package') continue;
    context.report(diagnose('wildcard-no-match', { pattern: spec.target.pattern }, spec.targetLocation));
  }
}

function isOneOfMany({ request }: Target): boolean {
  return request.kind === 'import-wildcard' || (request.kind === 'directory' && request.optional);
}

/** Warns about a directory in which a wildcard would match a main package for a different target. */
function warnOfExcluded(
  path: string,
  { exclusion }: ExcludedMain,
  { spec }: Target,
  { report }: Pick<PlanContext, 'report'>,
): void {
  const pattern = spec.target.kind === 'package' ? spec.target.pattern : path;
  report(diagnose('wildcard-excludes', { path, pattern, ...exclusion }, spec.targetLocation));
}
