import { dirname, join, relative } from 'pathe';
import { fileGlobBase } from '../globs/file-glob.js';
import { hasWildcard, matchWildcards } from '../globs/wildcards.js';
import type { GoMain, GoRun } from '../go/go-run.js';
import type { NeededPackage } from '../go/list-inputs.js';
import { layouts } from '../manifest/layouts.js';
import type { ArchiveSpec } from '../manifest/manifest.js';
import { type BuildPlan, type PlannedArchive, type PlannedHandler, runOf } from '../plan/build-plan.js';
import { neededPackages, profilesOf } from '../plan/declared-inputs.js';
import type { Host } from '../ports/host.js';
import type { ChangedFiles } from './changed-files.js';
import { type ManifestChanges, manifestChanges } from './manifest-changes.js';
import { type ModuleChanges, moduleChanges } from './module-changes.js';
import type { Reason } from './reason.js';
import { importChain, type Touch, touchedPackages } from './touched-packages.js';

/** An archive that is affected by a change. */
export interface TouchedArchive {
  readonly plan: PlannedArchive;
  /** Why the archive is affected, regardless of its handlers. */
  readonly reasons: readonly Reason[];
  readonly handlers: readonly { readonly plan: PlannedHandler; readonly reasons: readonly Reason[] }[];
}

export interface TouchedRequest {
  readonly plan: BuildPlan;
  /** The archives in the earlier manifest; undefined if the manifest did not exist. */
  readonly before: readonly ArchiveSpec[] | undefined;
  readonly changed: ChangedFiles;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The archives of a plan that are affected by a change, with their affected handlers.
 *
 * @throws LambdazipError `go-list-failed`
 */
export async function touchedArchives(request: TouchedRequest, host: Host): Promise<TouchedArchive[]> {
  const { plan, before, changed } = request;
  const shown = (path: string): string => relative(host.workingDirectory, path) || '.';
  const runs = new Map<string, RunChanges>();
  for (const run of plan.runs) runs.set(run.id, await runChanges(run, request, host));
  const found: TouchedArchive[] = [];
  for (const archive of plan.archives) {
    const spec = plan.specs.find(({ name }) => name === archive.archive);
    const said: ManifestChanges =
      spec === undefined || before === undefined
        ? { archive: 'the manifest is new', handler: () => null }
        : manifestChanges(
            spec,
            before.find(({ name }) => name === spec.name),
          );
    const manifest = (what: string | null): Reason[] =>
      what === null
        ? []
        : [{ kind: 'manifest', path: `${plan.manifest}: ${what}`, change: 'modified', through: [] }];
    const reasons = [
      ...manifest(said.archive),
      ...assetReasons(archive, spec, plan, changed, shown),
      ...(spec === undefined ? [] : goneReasons(archive, spec, plan, changed, shown)),
    ];
    const reasonsOf = mainReasons(archive, plan, runs, shown);
    const handlers = archive.handlers.map((handler) => ({
      plan: handler,
      reasons: [...manifest(said.handler(handler.handler)), ...reasonsOf(handler)],
    }));
    const touched = handlers.filter((each) => each.reasons.length > 0);
    if (reasons.length > 0 || touched.length > 0) found.push({ plan: archive, reasons, handlers: touched });
  }
  return found;
}

interface RunChanges {
  readonly packages: ReadonlyMap<string, NeededPackage>;
  readonly touched: ReadonlyMap<string, Touch>;
  readonly modules: ModuleChanges;
  /** Changed files that affect programs, and which programs. */
  readonly files: readonly {
    readonly reason: Reason;
    readonly concerns: (needed: NeededPackage) => boolean;
  }[];
}

async function runChanges(run: GoRun, { changed, signal }: TouchedRequest, host: Host): Promise<RunChanges> {
  const { module, settings } = run;
  const listed = await neededPackages(run, host, signal);
  const readNow = async (path: string): Promise<string> =>
    new TextDecoder().decode(await host.fileSystem.readFile(path));
  const shown = (path: string): string => relative(host.workingDirectory, path);
  const files: { reason: Reason; concerns: (needed: NeededPackage) => boolean }[] = [];
  const { work } = settings;
  const ofAll = new Set([work, `${work}.sum`, `${module.root}/vendor/modules.txt`]);
  const profiles = new Set(profilesOf(run));
  for (const [path, change] of changed.changes) {
    const reason = (kind: Reason['kind']): Reason => ({ kind, path: shown(path), change, through: [] });
    if (profiles.has(path)) {
      // A default.pgo is the profile of one main package and of everything linked into it.
      const concerns = (needed: NeededPackage) =>
        settings.pgo !== 'auto' || needed.directory === dirname(path);
      files.push({ reason: reason('profile'), concerns });
    } else if (ofAll.has(path)) files.push({ reason: reason('go.mod'), concerns: () => true });
    else if (path.endsWith('/go.mod') && path !== `${module.root}/go.mod`) {
      // A module that is used from its directory: its go.mod affects all versions.
      const directory = path.slice(0, -'/go.mod'.length);
      const concerns = (needed: NeededPackage) =>
        needed.isLocal && (needed.directory === directory || needed.directory.startsWith(`${directory}/`));
      files.push({ reason: reason('go.mod'), concerns });
    }
  }
  return {
    packages: new Map(listed.map((each) => [each.importPath, each])),
    touched: await touchedPackages(listed, changed, settings.architecture, readNow),
    modules: await moduleChanges(run, changed, host),
    files,
  };
}

/** Why the main package of a handler in an archive is affected; each main package is looked at once. */
function mainReasons(
  archive: PlannedArchive,
  plan: BuildPlan,
  runs: ReadonlyMap<string, RunChanges>,
  shown: (path: string) => string,
): (handler: PlannedHandler) => readonly Reason[] {
  const known = new Map<GoMain, readonly Reason[]>();
  return ({ handler, entry }) => {
    const program = archive.programs.find((each) => each.entry === entry);
    if (program === undefined) return [];
    const run = runOf(plan, program);
    const changes = runs.get(run.id);
    const main = run.programs
      .find(({ executable }) => executable === program.executable)
      ?.mains.find(({ handlers }) => handlers.includes(handler));
    if (changes === undefined || main === undefined) return [];
    const reasons = known.get(main) ?? reasonsOfMain(main, run, changes, shown);
    known.set(main, reasons);
    return reasons;
  };
}

function reasonsOfMain(
  built: GoMain,
  run: GoRun,
  { packages, touched, modules, files }: RunChanges,
  shown: (path: string) => string,
): Reason[] {
  const main = mainOf(built, packages);
  const names = main === undefined ? [] : [main.importPath, ...main.dependencies];
  const needed = names.flatMap((name) => packages.get(name) ?? []);
  const chain = (to: string): string[] =>
    main === undefined ? [] : importChain(main.importPath, to, packages);
  const reasons: Reason[] = [];
  for (const { importPath } of needed) {
    const touch = touched.get(importPath);
    if (touch !== undefined) reasons.push({ ...touch, path: shown(touch.path), through: chain(importPath) });
  }
  const goMod = shown(`${run.module.root}/go.mod`);
  if (modules.everything !== null) {
    reasons.push({
      kind: 'go.mod',
      path: `${goMod}: ${modules.everything}`,
      change: 'modified',
      through: [],
    });
  }
  for (const module of modules.modules) {
    const first = needed.find((each) => each.module === module);
    if (first === undefined) continue;
    reasons.push({ kind: 'module', path: module, change: 'modified', through: chain(first.importPath) });
  }
  for (const { reason, concerns } of files) if (needed.some(concerns)) reasons.push(reason);
  return reasons;
}

// For a program made of single files, go invents an import path.
function mainOf(
  { importPath }: GoMain,
  packages: ReadonlyMap<string, NeededPackage>,
): NeededPackage | undefined {
  return packages.get(importPath) ?? packages.get('command-line-arguments');
}

function assetReasons(
  archive: PlannedArchive,
  spec: ArchiveSpec | undefined,
  plan: BuildPlan,
  { changes }: ChangedFiles,
  shown: (path: string) => string,
): Reason[] {
  const sources = new Set(archive.files.map(({ source }) => source));
  const searched = (spec?.files ?? [])
    .filter(({ key }) => key.endsWith('/'))
    .map(({ source }) => join(plan.directory, fileGlobBase(source)));
  return [...changes]
    .filter(
      ([path, change]) =>
        sources.has(path) ||
        (change === 'deleted' && searched.some((directory) => path.startsWith(`${directory}/`))),
    )
    .map(([path, change]) => ({ kind: 'asset', path: shown(path), change, through: [] }));
}

/** Main packages that a wildcard of the manifest matched before and that were removed. */
function goneReasons(
  archive: PlannedArchive,
  spec: ArchiveSpec,
  plan: BuildPlan,
  { changes }: ChangedFiles,
  shown: (path: string) => string,
): Reason[] {
  if (layouts[archive.layout].archivePerHandler) return [];
  const patterns = spec.handlers.flatMap(({ target }) =>
    target.kind === 'package' && hasWildcard(target.pattern) ? [target.pattern.replace(/^(\.\/)+/, '')] : [],
  );
  const there = new Set(
    plan.runs.flatMap(({ programs }) =>
      programs.flatMap(({ mains }) => mains.map(({ directory }) => directory)),
    ),
  );
  return [...changes]
    .filter(([path, change]) => {
      const directory = path.slice(0, path.lastIndexOf('/'));
      if (change !== 'deleted' || !path.endsWith('.go') || there.has(directory)) return false;
      const place = relative(plan.directory, directory);
      return patterns.some((pattern) => matchWildcards(pattern, place) !== undefined);
    })
    .map(([path, change]) => ({ kind: 'source', path: shown(path), change, through: [] }));
}
