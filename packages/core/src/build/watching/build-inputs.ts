import { basename, dirname, join } from 'pathe';
import { hexOf } from '../../bytes/hex.js';
import { sha256Of } from '../../bytes/sha256.js';
import { manifestNotePath, writingDirectory } from '../../cache/cache-layout.js';
import type { NoteStore } from '../../cache/notes.js';
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
  /** The manifest; absolute. */
  readonly manifest: string;
  /** What {@link fileSystemMoment} gave before the manifest was read. */
  readonly started: number;
  /** The cache's directory: what is written there is not an input. */
  readonly cache: string;
  readonly notes: NoteStore;
  /** lambdazip's own. */
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
}

/** What the inputs of a build did while it ran. */
export interface InputChanges {
  /** Absolute paths, sorted; those of directories end in `/`. */
  readonly paths: readonly string[];
  /** Why it is not known what the build reads, so that only a part of it was observed. */
  readonly error: unknown;
}

/** The files that a build reads, and the directories in which a new file would be read too. */
interface BuildInputs {
  readonly files: readonly string[];
  /** Of packages: source files count. */
  readonly packages: readonly string[];
  /** Of embedded files: every name counts. */
  readonly embedded: readonly string[];
  /** Files that Go files embed. */
  readonly embeddedFiles: readonly string[];
}

/** What an earlier build has seen: as long as all of it looks the same, the same files are read. */
interface InputsNote extends BuildInputs {
  readonly marks: readonly (readonly [path: string, mark: string])[];
}

interface Observation {
  readonly inputs: BuildInputs;
  /** Whether a note of an earlier build has them, and what they look like. */
  readonly isNoted: boolean;
  readonly before: Fingerprint;
  readonly error: unknown;
}

/**
 * The present moment by the clock that the times of files are taken from, which may be behind the one of the machine.
 * Milliseconds since 1970.
 */
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
 * Observes the inputs of a build from before go reads them. A file counts if it looks different at the end, or if its
 * times say that it was written in between, even if its content is the same again.
 */
export class InputObserver {
  readonly #build: ObservedBuild;
  readonly #host: Host;
  readonly #observation: Promise<Observation>;

  /** Begins at once, while go compiles. */
  constructor(build: ObservedBuild, host: Host) {
    this.#build = build;
    this.#host = host;
    this.#observation = this.#begin();
  }

  /** Waits until nothing runs any more. Never rejects. */
  async stop(): Promise<void> {
    await this.#observation.catch(() => undefined);
  }

  /** The files that Go files embed; absolute. None if it is not known what the build reads. */
  async embeddedFiles(): Promise<readonly string[]> {
    return (await this.#observation).inputs.embeddedFiles;
  }

  /** What has changed until now. */
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
    // Somebody can have given a file a time that is still to come.
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
    // What was seen first is what go began with.
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
        // In the package's own directory, patterns name files one by one more often than not.
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

  /** What is known without asking go. */
  #planned(): BuildInputs {
    const { plan, manifest } = this.#build;
    const assets = plan.archives.flatMap(({ files }) => files.map(({ source }) => source));
    // go looks for these, also if they do not exist yet.
    const looked = plan.runs.flatMap(({ module }) =>
      ['go.mod', 'go.sum', 'vendor/modules.txt'].map((name) => `${module.root}/${name}`),
    );
    const programs = plan.runs.flatMap((run) => run.programs.map(({ directory }) => directory));
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

  /** Assets that a glob finds now and did not find before, and the other way round. */
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

  /** What the build itself writes before it is done. */
  #isOwn(path: string): boolean {
    const isTemporary = /^\.lambdazip\.lock|^\..*\.tmp$/.test(basename(path));
    return isTemporary && path.startsWith(`${this.#build.plan.outDir}/`);
  }

  #notePath(): string {
    const { plan, manifest, cache, version } = this.#build;
    const runs = plan.runs.map(({ id, programs }) => [id, programs.map((program) => program.arguments)]);
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

/** What go may read in a package's directory, other than embedded files. */
function mayBeRead(name: string): boolean {
  return isPackageFile(name) && !/^[._]|_test\.\w+$/.test(name);
}
