import { dirname } from 'pathe';
import type { BuildPlan } from '../../plan/build-plan.js';
import { declaredInputs } from '../../plan/declared-inputs.js';
import type { Host } from '../../ports/host.js';

/** What a build depends on: a change there may change what it makes. */
export interface WatchedInputs {
  /** Absolute paths, whether something stands there or not. */
  readonly files: readonly string[];
  /** Directories in which a new or missing name matters. */
  readonly directories: readonly string[];
}

/** What a plan's build depends on: all that it reads, and where another handler, source or asset might appear. */
export async function watchedInputs(
  plan: BuildPlan,
  manifest: string,
  host: Pick<Host, 'fileSystem' | 'platform' | 'processes' | 'temporaryDirectory'>,
  signal?: AbortSignal,
): Promise<WatchedInputs> {
  const { files, packages } = await declaredInputs(plan, manifest, host, signal);
  const local = [...packages.values()].flat();
  const directories = new Set(local.map(({ directory }) => directory));
  for (const { directory, embeddedFiles } of local) {
    for (const name of embeddedFiles) addWithParents(dirname(`${directory}/${name}`), directory, directories);
  }
  for (const { module, programs } of plan.runs) {
    for (const { directory } of programs) addWithParents(directory, module.root, directories);
  }
  for (const { source } of plan.archives.flatMap((archive) => archive.files)) {
    addWithParents(dirname(source), plan.directory, directories);
  }
  // go looks for these, also where they are not there yet.
  const looked = plan.runs.flatMap(({ module }) =>
    ['go.mod', 'go.sum', 'vendor/modules.txt'].map((name) => `${module.root}/${name}`),
  );
  return {
    files: [...new Set([manifest, ...files, ...looked])].sort(),
    directories: [...directories].sort(),
  };
}

// Wildcards of the manifest may stand at any place of a path.
function addWithParents(directory: string, top: string, directories: Set<string>): void {
  let place = directory;
  while (place === top || place.startsWith(`${top}/`)) {
    directories.add(place);
    if (place === top || dirname(place) === place) return;
    place = dirname(place);
  }
}

/** Where it is not known what a build depends on: everything below some directories, but for what builds write. */
export async function everythingBelow(
  directories: readonly string[],
  isOutput: (path: string) => boolean,
  host: Pick<Host, 'fileSystem'>,
): Promise<WatchedInputs> {
  const files: string[] = [];
  const found: string[] = [];
  const walk = async (directory: string): Promise<void> => {
    found.push(directory);
    for (const { name, kind } of await host.fileSystem.readDirectory(directory).catch(() => [])) {
      const path = `${directory}/${name}`;
      if (name === '.git' || name === 'node_modules' || isOutput(path)) continue;
      if (kind === 'directory') await walk(path);
      else if (kind === 'file') files.push(path);
    }
  };
  for (const directory of new Set(directories)) await walk(directory);
  return { files, directories: found };
}
