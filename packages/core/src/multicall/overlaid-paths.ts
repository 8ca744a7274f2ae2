import { dirname } from 'pathe';
import type { GoRoot, GoRun, MainSources } from '../go/go-run.js';
import type { Host } from '../ports/host.js';
import { type GeneratedPackage, generatedPackages } from './generated-packages.js';
import { packagesBetween } from './internal-paths.js';
import { entryFile } from './main-source.js';

/** What decides where the overlay of a program has files. */
interface Overlaid {
  readonly run: GoRun;
  readonly sources: readonly MainSources[];
  readonly root: GoRoot;
  readonly generated: GeneratedPackage;
}

/** The directories that generated packages have in the project. */
function generatedDirectories({ run, root, generated }: Omit<Overlaid, 'sources'>): readonly string[] {
  const mains = run.programs.flatMap((program) => program.mains);
  const between = mains.flatMap((main) => packagesBetween(main, generated.importPath));
  const { gate } = generatedPackages(run.toolchain.version, generated, root.path);
  const directories = [generated, ...between].map(({ directory }) => directory);
  return [...new Set([...directories, dirname(gate.directory)])];
}

/** Directories on disk that generated packages would have. */
export async function existing(
  run: GoRun,
  root: GoRoot,
  generated: GeneratedPackage,
  { fileSystem }: Host,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const directory of generatedDirectories({ run, root, generated })) {
    if ((await fileSystem.lstat(directory)) !== undefined) found.push(directory);
  }
  return found;
}

/** The files of the project that the overlay replaces, hides or adds, and directories that it adds. */
export function overlaidPaths(overlaid: Overlaid): readonly string[] {
  const mains = overlaid.run.programs.flatMap((program) => program.mains);
  const files = mains.flatMap(({ directory }, index) => {
    const { goFiles = [], ignoredFiles = [], testFiles = [] } = overlaid.sources[index] ?? {};
    return [...goFiles, ...ignoredFiles, ...testFiles, entryFile].map((name) => `${directory}/${name}`);
  });
  return [...files, ...generatedDirectories(overlaid)];
}
