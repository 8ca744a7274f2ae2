import type { Location } from '@lambdazip/core/internal';
import { compareStrings } from '@lambdazip/core/internal';
import type {
  BuildCommand,
  BuildEvidence,
  BuildFile,
  FileCommand,
  PackageArgument,
  ToolCommand,
} from './build-command.js';
import { type FoundBuild, mostTelling, packageTexts } from './most-telling.js';
import { mergedRoutes, type Route } from './route.js';
import { spelled, unknownNames } from './unknown-text.js';

/** Where a command is. */
export interface Place {
  readonly location: Location;
  /** The line as written. */
  readonly source: string;
}

/** A parsed `go build`, with gaps. */
export type GoBuild = Pick<BuildCommand, 'directory' | 'output' | 'packages' | 'flags' | 'environment'>;
/** A parsed `cp` or `zip`, with gaps. */
export type FileUse = Pick<FileCommand, 'kind' | 'from' | 'to' | 'junkPaths'>;

/** More commands than any real project has. */
const commandLimit = 5_000;

/** Collects the evidence in build files. */
export class EvidenceCollector {
  readonly #commands = new Map<string, FoundBuild>();
  readonly #tools = new Map<string, ToolCommand>();
  readonly #files = new Map<string, FileCommand>();
  readonly #unread = new Map<string, BuildEvidence['unread'][number]>();

  addBuild(
    build: GoBuild,
    file: BuildFile,
    target: string | null,
    { location, source }: Place,
    reading: symbol,
    routes: readonly Route[],
  ): void {
    const command = commandOf(build, file, target, { location, source });
    const key = JSON.stringify(command);
    const known = this.#commands.get(key);
    const all = mergedRoutes(known?.command.routes ?? [], routes);
    if (known !== undefined || this.#commands.size < commandLimit) {
      this.#commands.set(key, {
        command: { ...command, routes: all },
        reading: known?.reading ?? reading,
      });
    }
  }

  /** A tool that builds by itself with the settings of its environment. */
  addTool(
    tool: ToolCommand['tool'],
    build: GoBuild,
    file: BuildFile,
    target: string | null,
    place: Place,
    routes: readonly Route[],
  ): void {
    const command = commandOf(build, file, target, place);
    const key = JSON.stringify([tool, command]);
    const all = mergedRoutes(this.#tools.get(key)?.command.routes ?? [], routes);
    if (this.#tools.size < commandLimit) this.#tools.set(key, { tool, command: { ...command, routes: all } });
  }

  addFileUse(use: FileUse, file: BuildFile, target: string | null, { location, source }: Place): void {
    const command: FileCommand = {
      ...use,
      from: use.from.map(spelled),
      to: spelled(use.to),
      target: target === null ? null : spelled(target),
      file,
      location,
      source,
    };
    if (this.#files.size < commandLimit) this.#files.set(JSON.stringify(command), command);
  }

  addUnread({ location, source }: Place, reason: string): void {
    this.#unread.set(JSON.stringify([location, source]), { source, reason, location });
  }

  /** Adds everything from a different collection. */
  take(other: EvidenceCollector): void {
    for (const [key, found] of other.#commands) {
      const routes = mergedRoutes(this.#commands.get(key)?.command.routes ?? [], found.command.routes ?? []);
      this.#commands.set(key, { ...found, command: { ...found.command, routes } });
    }
    for (const [key, tool] of other.#tools) this.#tools.set(key, tool);
    for (const [key, command] of other.#files) this.#files.set(key, command);
    for (const [key, unread] of other.#unread) this.#unread.set(key, unread);
  }

  /** Adds everything from a different collection except builds of lines whose packages and outputs are already here. */
  takeMissing(other: EvidenceCollector): void {
    const subjectOf = ({ location, directory, output, packages }: BuildCommand): string =>
      JSON.stringify([location, directory, output, packages]);
    const here = new Set(this.builds().map(subjectOf));
    const missing = new EvidenceCollector();
    missing.take(other);
    for (const [key, { command }] of other.#commands) {
      if (here.has(subjectOf(command))) missing.#commands.delete(key);
    }
    this.take(missing);
  }

  /** Only the builds, before removing those that others replace. */
  builds(): readonly BuildCommand[] {
    return [...this.#commands.values()].map(({ command }) => command);
  }

  result(): BuildEvidence {
    return {
      commands: [...mostTelling([...this.#commands.values()])].sort((a, b) =>
        byPlace(a.location, b.location),
      ),
      tools: [...this.#tools.values()].sort((a, b) => byPlace(a.command.location, b.command.location)),
      files: [...this.#files.values()].sort((a, b) => byPlace(a.location, b.location)),
      unread: [...this.#unread.values()].sort((a, b) => byPlace(a.location, b.location)),
    };
  }
}

function commandOf(
  build: GoBuild,
  file: BuildFile,
  target: string | null,
  { location, source }: Place,
): BuildCommand {
  const texts = [
    build.directory,
    build.output ?? '',
    target ?? '',
    ...build.packages.flatMap(packageTexts),
    ...Object.values(build.flags),
    ...Object.values(build.environment),
  ];
  return {
    directory: spelled(build.directory),
    output: build.output === null ? null : spelled(build.output),
    packages: build.packages.map(spelledPackage),
    flags: spelledValues(build.flags),
    environment: spelledValues(build.environment),
    target: target === null ? null : spelled(target),
    file,
    location,
    source,
    unknown: unknownNames(texts),
  };
}

function spelledPackage(argument: PackageArgument): PackageArgument {
  return argument.kind === 'files'
    ? { kind: 'files', files: argument.files.map(spelled) }
    : { kind: argument.kind, path: spelled(argument.path) };
}

function spelledValues(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, spelled(value)]));
}

function byPlace(a: Location, b: Location): number {
  const byFile = compareStrings(a.file ?? '', b.file ?? '');
  return byFile || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
