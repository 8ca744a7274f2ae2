import type { BuildSettings, Host, InstalledGo, ProjectFiles } from '@lambdazip/core/internal';
import {
  archiveDefaults,
  buildSettings,
  defaultMod,
  goDefaults,
  goList,
  goMachine,
  type ListedPackage,
  listCall,
  ownToolchain,
} from '@lambdazip/core/internal';
import { join, relative } from 'pathe';
import { readBuildLine } from '../decide/build-line.js';
import type { MovedModule } from './moved-program.js';

/** A module as resolved by go. */
export interface RequiredModule {
  readonly path: string;
  /** null for the main module and for workspace modules. */
  readonly version: string | null;
  readonly replacedBy: { readonly path: string; readonly version: string | null } | null;
}

/** A package that programs need, as go would build it. */
export interface RequiredPackage {
  readonly importPath: string;
  readonly isStandard: boolean;
  readonly module: RequiredModule | null;
  /** Its files that import "C"; always empty without cgo. */
  readonly cgoFiles: readonly string[];
  /** go's error; null if missing. */
  readonly error: { readonly words: string; readonly place: string } | null;
}

export type PackageListing =
  | { readonly kind: 'listed'; readonly packages: readonly RequiredPackage[] }
  /** `go list` failed with this output. */
  | { readonly kind: 'refused'; readonly words: string };

/** Runs `go list`, as a build would, for everything that the programs of a module need. Changes no file. */
export async function listNeeded(
  module: MovedModule,
  { host, project, go, cgo, signal }: ListingContext & { readonly cgo: boolean },
): Promise<PackageListing> {
  const root = join(project.root, module.directory);
  const settings = await settingsFor(module, { host, project, cgo });
  const setup = {
    module: { root },
    settings,
    toolchain: ownToolchain(go),
    machine: goMachine(host, go, cgo),
  };
  const patterns = module.programs.map(({ directory }) => {
    const path = relative(root, join(project.root, directory));
    return path === '' ? '.' : `./${path}`;
  });
  const listing = await goList(
    host,
    { ...listCall(setup, signal), patterns: [...new Set(patterns)] },
    ['-e', '-deps'],
    ['ImportPath', 'Standard', 'CgoFiles', 'Module', 'Error'],
  );
  if (listing.kind === 'refused') return { kind: 'refused', words: listing.output };
  return { kind: 'listed', packages: listing.packages.map(packageOf) };
}

export interface ListingContext {
  readonly host: Host;
  readonly project: ProjectFiles;
  readonly go: InstalledGo;
  readonly signal?: AbortSignal | undefined;
}

async function settingsFor(
  module: MovedModule,
  { host, project, cgo }: Pick<ListingContext, 'host' | 'project'> & { readonly cgo: boolean },
): Promise<BuildSettings> {
  const lines = module.programs.flatMap(({ candidate: { command } }) =>
    command === null ? [] : [readBuildLine(command).go],
  );
  const work = module.workspace === null ? 'off' : join(project.root, module.workspace.file);
  const tags = [...new Set(lines.flatMap((line) => line.tags ?? []))];
  const wanted = lines.find(({ mod }) => mod !== undefined)?.mod;
  const root = join(project.root, module.directory);
  return buildSettings({ ...goDefaults, tags, cgo }, archiveDefaults.architecture, {
    pgo: 'off',
    mod: wanted ?? (await defaultMod(host.fileSystem, root, work)),
    work,
  });
}

function packageOf({
  ImportPath = '',
  Standard = false,
  CgoFiles = [],
  Module,
  Error: problem,
}: ListedPackage): RequiredPackage {
  return {
    importPath: ImportPath,
    isStandard: Standard,
    module: moduleOf(Module),
    cgoFiles: CgoFiles,
    error: problem?.Err === undefined ? null : { words: problem.Err, place: problem.Pos ?? '' },
  };
}

function moduleOf(listed: ListedPackage['Module']): RequiredModule | null {
  if (listed === undefined) return null;
  const { Path = '', Version = null, Replace } = listed;
  const replacedBy =
    Replace === undefined ? null : { path: Replace.Path ?? '', version: Replace.Version ?? null };
  return { path: Path, version: Version, replacedBy };
}
