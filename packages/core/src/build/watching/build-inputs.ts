import { basename, dirname, join } from 'pathe';
import { hexOf } from '../../bytes/hex.js';
import { sha256Of } from '../../bytes/sha256.js';
import { manifestNotePath, writingDirectory } from '../../cache/cache-layout.js';
import type { NoteStore } from '../../cache/notes.js';
import { argumentsOf } from '../../go/go-run.js';
import { isPackageFile } from '../../go/go-source.js';
import { DirectoryListings } from '../../main-packages/directory-listings.js';
import type { BuildPlan } from '../../plan/build-plan.js';
import { declaredInputs } from '../../plan/declared-inputs.js';
import { findFiles } from '../../plan/files.js';
import type { Host } from '../../ports/host.js';
import { differences, type Fingerprint, fingerprintOf } from './fingerprint.js';

/** A build whose inputs are observed. */
export interface ObservedBuild {
  readonly plan: BuildPlan;
  /** The absolute path of the manifest. */
  readonly manifest: string;
  /** The result of {@link fileSystemMoment} before the manifest was read. */
  readonly started: number;
  /** The cache directory: files written there are not inputs. */
  readonly cache: string;
  readonly notes: NoteStore;
  /** The version of lambdazip. */
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
}

/** Changes to the inputs of a build while it ran. */
export interface InputChanges {
  /** Absolute paths, sorted; directories end in `/`. */
  readonly paths: readonly string[];
  /** Why the inputs could not be determined, so that only some of them were observed. */
  readonly error: unknown;
}

/** The files that a build reads, and the directories in which it would also read a new file. */
interface BuildInputs {
  readonly files: readonly string[];
  /** Directories of packages: source files count. */
  readonly packages: readonly string[];
  /** Directories of embedded files: every name counts. */
  readonly embedded: readonly string[];
  /** Files embedded by Go files. */
  readonly embeddedFiles: readonly string[];
}

/** The inputs of an earlier build: as long as their fingerprint is the same, the same files are read. */
interface InputsNote extends BuildInputs {
  readonly marks: readonly (readonly [path: string, mark: string])[];
}

interface Observation {
  readonly inputs: BuildInputs;
  /** Whether a note of an earlier build lists the inputs, and their fingerprint. */
  readonly isNoted: boolean;
  readonly before: Fingerprint;
  readonly error: unknown;
}

/** The current time by the clock of the file system, which may be behind the system clock. Milliseconds since 1970. */
export async function fileSystemMoment(
  host: Pick<Host, 'clock' | 'fileSystem' | 'processId' | 'randomToken'>,
  cache: string,
): Promise<number> {
  const { fileSystem } = host;
  const path = `${writingDirectory(cache)}/${host.processId}-${host.randomToken()}`;
  try {
    await fileSystem.makeDirectory(writingDirectory(cache));
    await fileSystem.writeFile(path, new Uint8Array(0), { exclusive: true });
    return (await fileSystem.identify(path))?.changed ?? host.clock.now();
  } catch {
    return host.clock.now();
  } finally {
    await fileSystem.remove(path).catch(() => undefined);
  }
}

/**
 * Observes the inputs of a build from before go reads them. A file counts as changed if its fingerprint differs at the
 * end, or if its times show a write in between, even if the content is the same again.
 */
export class InputObserver {
  readonly #build: ObservedBuild;
  readonly #host: Host;
  readonly #observation: Promise<Observation>;

  /** Starts immediately, while go compiles. */
  constructor(build: ObservedBuild, host: Host) {
    this.#build = build;
    this.#host = host;
    this.#observation = this.#begin();
  }

  /** Waits until all work has ended. Never rejects. */
  async stop(): Promise<void> {
    await this.#observation.catch(() => undefined);
  }

  /** Absolute paths of the files embedded by Go files. Empty if the inputs could not be determined. */
  async embeddedFiles(): Promise<readonly string[]> {
    return (await this.#observation).inputs.embeddedFiles;
  }

  /** The changes so far. */
  async changes(): Promise<InputChanges> {
    const { inputs, isNoted, before, error } = await this.#observation;
    const after = await this.#look(inputs);
    const paths = new Set([
      ...differences(before, after),
      ...(await this.#written(after)),
      ...(await this.#changedAssets()),
    ]);
    if (paths.size === 0 && error === undefined && !isNoted) await this.#note(inputs, after);
    return { paths: [...paths].sort(), error };
  }

  async #written({ changed }: Fingerprint): Promise<readonly string[]> {
    const { started, cache } = this.#build;
    const later = [...changed].filter(([, time]) => time > started);
    if (later.length === 0) return [];
    // A file's time can be set to the future.
    const ended = await fileSystemMoment(this.#host, cache);
    return later.filter(([, time]) => time <= ended).map(([path]) => path);
  }

  async #begin(): Promise<Observation> {
    const noted = (await this.#build.notes.read(this.#notePath())) as InputsNote | undefined;
    const known = noted && (await this.#look(noted));
    if (noted !== undefined && known !== undefined) {
      const isSame =
        known.marks.size === noted.marks.length &&
        noted.marks.every(([path, mark]) => known.marks.get(path) === mark);
      if (isSame) return { inputs: noted, isNoted: true, before: known, error: undefined };
    }
    try {
      return await this.#observe(await this.#list(), known);
    } catch (error) {
      return { ...(await this.#observe(this.#planned(), known)), error };
    }
  }

  async #observe(inputs: BuildInputs, known: Fingerprint | undefined): Promise<Observation> {
    const before = await this.#look(inputs);
    // The first observation is what go started with.
    const marks = new Map([...before.marks, ...(known?.marks ?? [])]);
    return { inputs, isNoted: false, before: { ...before, marks }, error: undefined };
  }

  async #list(): Promise<BuildInputs> {
    const { plan, manifest, cache, signal } = this.#build;
    const declared = await declaredInputs(plan, manifest, this.#host, signal);
    const local = [...declared.packages.values()].flat();
    const embedded = new Set<string>();
    for (const { directory, embeddedFiles } of local) {
      for (const name of embeddedFiles) {
        // Patterns in the package's own directory usually name individual files.
        for (let place = dirname(name); place !== '.'; place = dirname(place)) {
          embedded.add(join(directory, place));
        }
      }
    }
    const planned = this.#planned();
    const files = declared.files.filter((path) => !path.startsWith(`${cache}/`) && !this.#isOwn(path));
    return {
      files: [...new Set([...planned.files, ...files])],
      packages: [...new Set(local.map(({ directory }) => directory))],
      embedded: [...embedded],
      embeddedFiles: local.flatMap(({ directory, embeddedFiles: names }) =>
        names.map((name) => `${directory}/${name}`),
      ),
    };
  }

  /** The inputs known without running go. */
  #planned(): BuildInputs {
    const { plan, manifest } = this.#build;
    const assets = plan.archives.flatMap(({ files }) => files.map(({ source }) => source));
    // go looks for these even if they do not exist.
    const looked = plan.runs.flatMap(({ module }) =>
      ['go.mod', 'go.sum', 'vendor/modules.txt'].map((name) => `${module.root}/${name}`),
    );
    const programs = plan.runs.flatMap((run) =>
      run.programs.flatMap(({ mains }) => mains.map(({ directory }) => directory)),
    );
    return {
      files: [...new Set([manifest, ...assets, ...looked])],
      packages: [...new Set(programs)],
      embedded: [],
      embeddedFiles: [],
    };
  }

  async #look({ files, packages, embedded }: BuildInputs): Promise<Fingerprint> {
    const isEmbedded = new Set(embedded);
    const isIgnored = (path: string): boolean =>
      this.#isOwn(path) || (!isEmbedded.has(dirname(path)) && !mayBeRead(basename(path)));
    const directories = [...new Set([...packages, ...embedded])];
    return await fingerprintOf({ files, directories }, isIgnored, this.#host);
  }

  /** Assets that a glob matches now but did not match before, and vice versa. */
  async #changedAssets(): Promise<readonly string[]> {
    const { plan } = this.#build;
    const context = {
      host: this.#host,
      directory: plan.directory,
      listings: new DirectoryListings(this.#host.fileSystem),
      report: () => undefined,
      outDir: plan.outDir,
    };
    const changed: string[] = [];
    const planned = new Set(plan.archives.map(({ archive }) => archive));
    for (const spec of plan.specs) {
      const globs = spec.files.filter(({ key }) => key.endsWith('/'));
      if (globs.length === 0 || !planned.has(spec.name)) continue;
      const files = plan.archives.find(({ archive }) => archive === spec.name)?.files ?? [];
      const isOfGlob = (entry: string): boolean => globs.some(({ key }) => entry.startsWith(key));
      const before = new Set(files.filter(({ entry }) => isOfGlob(entry)).map(({ source }) => source));
      const found = await findFiles(globs, context).catch(() => []);
      const now = new Set(found.map(({ source }) => source));
      changed.push(...[...now].filter((path) => !before.has(path)));
      changed.push(...[...before].filter((path) => !now.has(path)));
    }
    return changed;
  }

  /** Files that the build itself writes before it is done. */
  #isOwn(path: string): boolean {
    const isTemporary = /^\.lambdazip\.lock|^\..*\.tmp$/.test(basename(path));
    return isTemporary && path.startsWith(`${this.#build.plan.outDir}/`);
  }

  #notePath(): string {
    const { plan, manifest, cache, version } = this.#build;
    const runs = plan.runs.map(({ id, programs }) => [id, argumentsOf(programs)]);
    const assets = plan.archives.flatMap(({ files }) => files.map(({ source }) => source));
    const facts = JSON.stringify(['inputs', version, manifest, runs, assets]);
    return manifestNotePath(cache, hexOf(sha256Of(new TextEncoder().encode(facts))));
  }

  async #note(inputs: BuildInputs, { marks }: Fingerprint): Promise<void> {
    const { files, packages, embedded, embeddedFiles } = inputs;
    const note: InputsNote = { files, packages, embedded, embeddedFiles, marks: [...marks] };
    await this.#build.notes.write(this.#notePath(), note);
  }
}

/** Files that go may read in a package's directory, other than embedded files. */
function mayBeRead(name: string): boolean {
  return isPackageFile(name) && !/^[._]|_test\.\w+$/.test(name);
}
