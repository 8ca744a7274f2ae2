import type { Host, InstalledGo, Layout, MainPackage, ProjectFiles } from '@lambdazip/core/internal';
import { compareGoVersions, lambdaLibrary, layouts } from '@lambdazip/core/internal';
import type { Decision } from '../decide/decision.js';
import { unfitForSharing } from '../decide/handler-keys.js';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { BuildEvidence } from '../evidence/build-command.js';
import type { Template } from '../sources/template-function.js';
import { findCarriedFiles } from './carried-files.js';
import { findCgo } from './cgo.js';
import { findCodePaths, findJoinedArchitectures, findLayers } from './function-settings.js';
import { findGoLine, findNewerRequirement } from './go-line.js';
import { findGo1xCode } from './go1x-code.js';
import { findOldLibrary, findOldLockedLibrary } from './lambda-library.js';
import { listNeeded } from './listed-packages.js';
import { findMissingModules } from './missing-module.js';
import { type MovedModule, type MovedProgram, movedModules, movedPrograms } from './moved-program.js';
import { findUnresolved, isWhole } from './requirements.js';
import { findSize } from './unzipped-size.js';

export interface ObstacleInput {
  readonly decisions: readonly Decision[];
  readonly templates: readonly Template[];
  readonly mains: readonly MainPackage[];
  readonly project: ProjectFiles;
  readonly evidence: BuildEvidence;
  /** The installed go; null if missing: then no requirements are resolved. */
  readonly go: InstalledGo | null;
  /** The layout that the user chose; null for the default. */
  readonly layout?: Layout | null;
}

/** Problems with migrating functions, and the manifest settings they require. */
export interface Obstacles {
  /** Errors (`work`): the program would not build or never respond. Warnings: information or decisions for the user. */
  readonly diagnostics: readonly MigrationDiagnostic[];
  /** Directories of modules (relative to the root) that need `go.work: true`. */
  readonly workspaces: readonly string[];
  /** For `files` of the manifest; paths relative to the root. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Finds problems with migrating the decided functions. Runs `go list` in each of their modules, with the environment of a
 * build; changes nothing.
 */
export async function findObstacles(
  { decisions, templates, mains, project, evidence, go, layout = null }: ObstacleInput,
  host: Host,
  signal?: AbortSignal,
): Promise<Obstacles> {
  const programs = await movedPrograms(decisions, templates, mains, project, host);
  const sharing = sharingPrograms(programs, layout);
  const modules = await movedModules(programs, project, host);
  const sources = modules.flatMap((module) => module.sources);
  const carried = await findCarriedFiles(programs, sources, evidence, project, host);
  const ofModules: MigrationDiagnostic[] = [];
  for (const module of modules) {
    signal?.throwIfAborted();
    ofModules.push(...(await findInModule(module)));
  }
  return {
    diagnostics: [
      ...(await findMissingModules(programs, project, host)),
      ...(await findOldLockedLibrary(programs, project)),
      ...ofModules,
      ...findGo1xCode(sources, project),
      ...(layout === null ? findCodePaths(sharing, project) : []),
      ...findJoinedArchitectures(programs),
      ...findLayers(programs),
      ...(layout !== null && layouts[layout].sharesProgram ? [] : findSize(sharing)),
      ...carried.diagnostics,
    ],
    workspaces: modules.filter(({ workspace }) => workspace !== null).map(({ directory }) => directory),
    files: carried.files,
  };

  async function findInModule(module: MovedModule): Promise<readonly MigrationDiagnostic[]> {
    const { location, handlers, workspace } = module;
    const known = [
      ...findGoLine(module, go?.version ?? null),
      ...(workspace === null
        ? []
        : [
            diagnose(
              'migrate-workspace',
              { work: project.display(workspace.file), module: workspace.needs },
              location,
              handlers,
            ),
          ]),
    ];
    const isTooNew = go !== null && compareGoVersions(module.mod.go?.version ?? '1.16', go.version) > 0;
    if (go === null || isTooNew) {
      const reason = '`go` not found';
      return [
        ...findOldLibrary(module, undefined),
        ...known,
        ...(isTooNew
          ? []
          : [diagnose('migrate-unchecked', { module: location.file ?? '', reason }, location, handlers)]),
        ...findCgo(withoutCgo(module), null, null),
      ];
    }
    const listing = await listNeeded(module, { host, project, go, cgo: false, signal });
    const newer = findNewerRequirement(module, listing);
    const listed = listing.kind === 'listed' ? listing.packages : [];
    const library = listed.find((each) => each.module?.path === lambdaLibrary)?.module ?? undefined;
    // Lines that enable cgo already put it into the manifest.
    const unasked = withoutCgo(module);
    const withCgo =
      isWhole(listing) && unasked.programs.length > 0
        ? await listNeeded(unasked, { host, project, go, cgo: true, signal })
        : null;
    return [
      ...findOldLibrary(module, library),
      ...known,
      ...newer,
      ...(newer.length > 0 ? [] : findUnresolved(module, listing, project.root)),
      ...findCgo(unasked, listing, withCgo),
    ];
  }
}

/** A module with only those programs that no build line builds with cgo. */
function withoutCgo(module: MovedModule): MovedModule {
  const programs = module.programs.filter(
    ({ candidate: { command } }) => command?.environment.CGO_ENABLED !== '1',
  );
  return { ...module, programs, handlers: [...new Set(programs.map(({ handler }) => handler))] };
}

/** The programs that share an archive, as far as the layout and their Handlers allow. */
function sharingPrograms(programs: readonly MovedProgram[], layout: Layout | null): readonly MovedProgram[] {
  if (layout !== null) return layouts[layout].archivePerHandler ? [] : programs;
  const apart: ReadonlySet<unknown> = unfitForSharing(programs);
  return programs.filter((program) => !apart.has(program));
}
