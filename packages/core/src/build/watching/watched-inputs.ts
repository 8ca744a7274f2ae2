import { dirname } from 'pathe';
import type { BuildPlan } from '../../plan/build-plan.js';
import { declaredInputs } from '../../plan/declared-inputs.js';
import type { Host } from '../../ports/host.js';

/** The inputs of a build: changing one may change the result. */
export interface WatchedInputs {
  /** Absolute paths, which may not exist. */
  readonly files: readonly string[];
  /** Directories in which an added or removed name matters. */
  readonly directories: readonly string[];
}

/**
 * The inputs of a plan's build: everything it reads, and the directories where a new handler, source or asset might
 * appear.
 */
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
    for (const { directory } of programs.flatMap(({ mains }) => mains))
      addWithParents(directory, module.root, directories);
  }
  for (const { source } of plan.archives.flatMap((archive) => archive.files)) {
    addWithParents(dirname(source), plan.directory, directories);
  }
  // go looks for these even if they do not exist.
  const looked = plan.runs.flatMap(({ module }) =>
    ['go.mod', 'go.sum', 'vendor/modules.txt'].map((name) => `${module.root}/${name}`),
  );
  return {
    files: [...new Set([manifest, ...files, ...looked])].sort(),
    directories: [...directories].sort(),
  };
}

// Wildcards in the manifest may be anywhere in a path.
function addWithParents(directory: string, top: string, directories: Set<string>): void {
  let place = directory;
  while (place === top || place.startsWith(`${top}/`)) {
    directories.add(place);
    if (place === top || dirname(place) === place) return;
    place = dirname(place);
  }
}

/** If the inputs are unknown: everything below some directories, except files that builds write. */
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
