import { dirname } from 'pathe';
import {
  type GoMain,
  type GoRun,
  generatedName,
  type MainSources,
  type Multicall,
  type RunDirectories,
} from '../go/go-run.js';
import { linkedRoot, multicallPaths } from '../go/run-command.js';
import type { Host } from '../ports/host.js';
import { gateSource } from './gate-source.js';
import { generatedPackages } from './generated-packages.js';
import { packagesBetween } from './internal-paths.js';
import { type MainProblem, mainProblem } from './main-function.js';
import {
  type EntryPoint,
  entryFile,
  entrySource,
  mainSource,
  orderSource,
  reexportSource,
} from './main-source.js';
import type { OverlayPlaces, OwnProblem } from './own-messages.js';
import { unusedName, withPackageName } from './package-clause.js';
import { packageName } from './package-name.js';
import { startSource } from './start-source.js';

/** A file that go reads instead of the one at its path. */
interface OverlayFile {
  readonly path: string;
  /** null: the file does not exist for go. */
  readonly content: Uint8Array | string | null;
  /** Why the file does not compile: an error in the main package that it would call. */
  readonly problem?: OwnProblem;
}

/** A generated package with one file. */
interface GeneratedFile {
  readonly importPath: string;
  readonly path: string;
  readonly content: string;
}

/** Text that generated names begin with. */
const entryName = 'LambdazipMain';

export interface OverlayOptions {
  /**
   * Whether the program sets its arguments, and refuses handlers that it does not have: that needs the package `os` and
   * all packages that it imports. Default: true.
   */
  readonly setsArguments?: boolean;
}

/**
 * Writes the sources of a run's multicall program into its temporary directory, with the overlay that puts them next to
 * the user's own, and returns their paths. Writes nothing else.
 */
export async function writeOverlay(
  run: GoRun,
  multicall: Multicall,
  { temporary }: Pick<RunDirectories, 'temporary'>,
  { fileSystem }: Pick<Host, 'fileSystem'>,
  { setsArguments = true }: OverlayOptions = {},
): Promise<OverlayPlaces> {
  const { directory, overlay } = multicallPaths(temporary);
  await fileSystem.remove(directory);
  await fileSystem.makeDirectory(directory, { private: true });
  const link = linkedRoot(multicall, temporary);
  if (link !== undefined) await fileSystem.linkDirectory(multicall.root.path, link);
  const files = await overlayFiles(run, multicall, link ?? multicall.root.path, fileSystem, setsArguments);
  const folders = new Map<string, string>();
  const replace: [string, string][] = [];
  const places = { files: new Map<string, string>(), problems: new Map<string, OwnProblem>() };
  for (const { path, content, problem } of files) {
    if (content === null) {
      replace.push([path, '']);
      continue;
    }
    const folder = folders.get(dirname(path)) ?? `${directory}/${folders.size}`;
    if (!folders.has(dirname(path))) {
      folders.set(dirname(path), folder);
      await fileSystem.makeDirectory(folder);
    }
    // The same name, since it can be a build constraint and is part of messages.
    const place = `${folder}${path.slice(path.lastIndexOf('/'))}`;
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    await fileSystem.writeFile(place, bytes);
    replace.push([path, place]);
    if (problem === undefined) places.files.set(place, path);
    else places.problems.set(place, problem);
  }
  const text = JSON.stringify({ Replace: Object.fromEntries(replace) });
  await fileSystem.writeFile(overlay, new TextEncoder().encode(text));
  return places;
}

async function overlayFiles(
  { programs, toolchain }: GoRun,
  multicall: Multicall,
  root: string,
  fileSystem: Host['fileSystem'],
  setsArguments: boolean,
): Promise<readonly OverlayFile[]> {
  const { gate, start, order, isFirst } = generatedPackages(toolchain.version, multicall, root);
  const mains = programs.flatMap((program) => program.mains);
  const [firstMain, ...otherMains] = mains;
  if (firstMain === undefined) return [];
  const changed = await Promise.all(
    mains.map((main, index) =>
      mainFiles(
        main,
        multicall.sources[index] ?? { goFiles: [], ignoredFiles: [], testFiles: [] },
        order.importPath,
        fileSystem,
      ),
    ),
  );
  const { entries, packages } = reexported(
    mains,
    changed.map(({ entry }) => entry),
    multicall.importPath,
  );
  const generated: GeneratedFile[] = [
    ...packages,
    {
      ...fileOf(gate, 'gate.go'),
      content: gateSource([firstMain, ...otherMains], multicall.gated, multicall.functions),
    },
    ...(setsArguments
      ? [
          {
            ...fileOf(start, 'start.go'),
            content: startSource(gate.importPath, !isFirst && multicall.usesFlag),
          },
        ]
      : []),
    {
      ...fileOf(order, 'order.go'),
      content: orderSource((setsArguments ? start : gate).importPath),
    },
    {
      ...fileOf(multicall, 'main.go'),
      content: mainSource(gate.importPath, entries, multicall.debug, toolchain.version),
    },
  ];
  return [...changed.flatMap(({ files }) => files), ...generated];
}

function fileOf(
  { importPath, directory }: { readonly importPath: string; readonly directory: string },
  name: string,
): Omit<GeneratedFile, 'content'> {
  return { importPath, path: `${directory}/${name}` };
}

/** A main package as a package that others can import and call. */
async function mainFiles(
  { importPath, directory }: GoMain,
  { goFiles, ignoredFiles, testFiles }: MainSources,
  order: string,
  fileSystem: Host['fileSystem'],
): Promise<{ readonly files: readonly OverlayFile[]; readonly entry: EntryPoint }> {
  const name = packageName(importPath);
  const named = [...goFiles, ...ignoredFiles];
  const sources = await Promise.all(named.map((file) => fileSystem.readFile(`${directory}/${file}`)));
  const texts = sources.slice(0, goFiles.length).map((source) => new TextDecoder().decode(source));
  const entry = unusedName(entryName, texts);
  const problem = mainProblem(texts);
  const files = named.flatMap((file, index): OverlayFile[] => {
    const source = sources[index];
    const content = source === undefined ? undefined : withPackageName(source, name);
    // Without a clause, go reports the error in the user's own file.
    return content === undefined ? [] : [{ path: `${directory}/${file}`, content }];
  });
  return {
    files: [
      ...files,
      // Their packages have a different name now.
      ...testFiles.map((file) => ({ path: `${directory}/${file}`, content: null })),
      {
        path: `${directory}/${unusedFile(goFiles)}`,
        content: entrySource(name, order, entry, problem === undefined),
        ...(problem === undefined ? {} : { problem: problemIn(directory, goFiles, problem) }),
      },
    ],
    entry: { importPath, name: entry },
  };
}

function problemIn(
  directory: string,
  goFiles: readonly string[],
  { source, ...problem }: MainProblem,
): OwnProblem {
  return { ...problem, path: `${directory}/${goFiles[source] ?? ''}` };
}

/** A file that go excludes may have this name: replacing it changes nothing. */
function unusedFile(goFiles: readonly string[]): string {
  let name = entryFile;
  while (goFiles.some((file) => file.toLowerCase() === name)) name = name.replace(/\.go$/, '0.go');
  return name;
}

/**
 * How the generated main package calls each main package, with the packages it needs between: those below `internal`
 * can only be imported from the directory that contains it.
 */
function reexported(
  mains: readonly GoMain[],
  own: readonly EntryPoint[],
  importer: string,
): { readonly entries: readonly EntryPoint[]; readonly packages: readonly GeneratedFile[] } {
  const packages = new Map<
    string,
    { directory: string; entries: { exported: string; from: EntryPoint }[] }
  >();
  const entries = mains.map((main, index) => {
    let entry: EntryPoint = own[index] ?? { importPath: main.importPath, name: entryName };
    for (const { importPath, directory } of packagesBetween(main, importer)) {
      const exported = `${entryName}${index}`;
      const known = packages.get(importPath) ?? { directory, entries: [] };
      known.entries.push({ exported, from: entry });
      packages.set(importPath, known);
      entry = { importPath, name: exported };
    }
    return entry;
  });
  return {
    entries,
    packages: [...packages].map(([importPath, each]) => ({
      ...fileOf({ importPath, directory: each.directory }, 'reexport.go'),
      content: reexportSource(generatedName, each.entries),
    })),
  };
}
