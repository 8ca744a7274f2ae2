import { dirname, isAbsolute, join, relative, resolve } from 'pathe';
import { plannedCacheDirectory } from '../cache/cache.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { findManifest } from '../manifest/load-manifest.js';
import type { BuildPlan } from '../plan/build-plan.js';
import type { PlanParts } from '../plan/plan.js';
import type { Host } from '../ports/host.js';
import type { BuildOptions } from './build-options.js';
import type { BuildReport } from './build-report.js';
import { Rebuilds } from './rebuilds.js';
import { changedSince, differences, type Fingerprint, fingerprintOf } from './watching/fingerprint.js';
import { everythingBelow, type WatchedInputs, watchedInputs } from './watching/watched-inputs.js';

/** The options of `watch`: those of `build`, and a callback. */
export interface WatchOptions extends BuildOptions {
  /** Called with {@link WatchedBuild.changes} when the build that they cause starts. Default: no call. */
  readonly onChanges?: ((changes: readonly string[]) => void) | undefined;
  /** Called when a build succeeds or fails. The next build starts once it has resolved. */
  readonly onBuild: (build: WatchedBuild) => void | Promise<void>;
}

/** A build made by `watch`. */
export interface WatchedBuild {
  /**
   * The changes that triggered the build, relative to the working directory; directories end in `/`. Empty for the
   * first build.
   */
  readonly changes: readonly string[];
  readonly milliseconds: number;
  /** undefined if the build failed; the previous archives are then still in place. */
  readonly report: BuildReport | undefined;
  readonly error: unknown;
}

/** Milliseconds without a change before a build starts: editors and git write many files at once. */
const quiet = 100;
/** Polling interval in milliseconds, if the file system does not report changes. */
const patience = 2_000;

/**
 * Builds, then rebuilds whenever an input of the build changes, one build at a time, until the signal is aborted. A
 * failed build leaves the previous archives in place and is retried after the next change.
 *
 * Resolves if stopped between two builds; rejects with the signal's reason if stopped during a build.
 *
 * @throws LambdazipError if the first build fails because of its options or the environment
 */
export async function watch(options: WatchOptions, host: Host, parts: PlanParts): Promise<void> {
  const rebuilds = new Rebuilds(options, host, parts);
  await watchRebuilds((onPlan) => rebuilds.build(onPlan), options, host);
}

/** A build that passes its plan to the callback before go compiles. */
export type WatchableBuild = (onPlan: (plan: BuildPlan) => void) => Promise<BuildReport>;

/** Like {@link watch}, with the caller's build function. */
export async function watchRebuilds(build: WatchableBuild, options: WatchOptions, host: Host): Promise<void> {
  const watcher = new Watcher(build, options, host);
  let changes: readonly string[] = [];
  for (let isFirst = true; !options.signal?.aborted; isFirst = false) {
    const outcome = await watcher.build(changes);
    const { error } = outcome;
    if (options.signal?.aborted && error !== undefined) throw error;
    if (isFirst && error instanceof LambdazipError && ['call', 'machine'].includes(error.blame)) throw error;
    if (error !== undefined && !(error instanceof LambdazipError)) throw error;
    await options.onBuild(outcome);
    changes = await watcher.nextChanges();
  }
}

class Watcher {
  readonly #options: WatchOptions;
  readonly #host: Host;
  readonly #build: WatchableBuild;
  #inputs: WatchedInputs = { files: [], directories: [] };
  #seen: Fingerprint = { marks: new Map(), changed: new Map() };
  #pending: readonly string[] = [];
  #outputs: readonly string[] = [];

  constructor(build: WatchableBuild, options: WatchOptions, host: Host) {
    this.#build = build;
    this.#options = options;
    this.#host = host;
  }

  async build(changes: readonly string[]): Promise<WatchedBuild> {
    const { clock } = this.#host;
    const started = clock.now();
    const shown = changes.map((path) => this.#shown(path));
    if (shown.length > 0) this.#options.onChanges?.(shown);
    // Changes from here on belong to the next build.
    const before = await this.#look();
    let listing: Promise<WatchedInputs | undefined> | undefined;
    let plan: BuildPlan | undefined;
    const onPlan = (made: BuildPlan): void => {
      plan = made;
      this.#outputs = this.#outputsOf(made);
      listing = this.#list(made).catch(() => undefined);
    };
    const ended = await this.#build(onPlan).then(
      (report) => ({ report, error: undefined }),
      (error: unknown) => ({ report: undefined, error }),
    );
    const milliseconds = clock.now() - started;
    this.#inputs = (await listing) ?? (await this.#everything(plan));
    this.#seen = await this.#look();
    this.#pending = [...differences(before, this.#seen), ...changedSince(before, this.#seen, started)];
    return { changes: shown, milliseconds, ...ended };
  }

  /** Waits until inputs have changed since the last build began and no more changes arrive; empty after an abort. */
  async nextChanges(): Promise<readonly string[]> {
    const { clock } = this.#host;
    const { signal } = this.#options;
    const { files, directories } = this.#inputs;
    let wake: () => void = () => undefined;
    const onAbort = (): void => wake();
    const close = this.#host.watchDirectories(
      [...new Set([...directories, ...files.map((path) => dirname(path))])],
      () => wake(),
    );
    signal?.addEventListener('abort', onAbort);
    try {
      while (this.#pending.length === 0 && !signal?.aborted) {
        const woken = new AbortController();
        wake = () => woken.abort();
        this.#pending = differences(this.#seen, await this.#look());
        if (this.#pending.length === 0) await clock.sleep(patience, woken.signal).catch(() => undefined);
      }
      return await this.#settled();
    } finally {
      close();
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async #settled(): Promise<readonly string[]> {
    const { signal } = this.#options;
    let last = await this.#look();
    while (!signal?.aborted) {
      await this.#host.clock.sleep(quiet, signal).catch(() => undefined);
      const now = await this.#look();
      if (differences(last, now).length === 0) break;
      last = now;
    }
    const changes = [...new Set([...this.#pending, ...differences(this.#seen, last)])];
    this.#pending = [];
    return changes;
  }

  #look(): Promise<Fingerprint> {
    return fingerprintOf(this.#inputs, (path) => this.#isOutput(path), this.#host);
  }

  async #list(plan: BuildPlan): Promise<WatchedInputs> {
    return await watchedInputs(plan, await this.#manifest(), this.#host, this.#options.signal);
  }

  async #everything(plan: BuildPlan | undefined): Promise<WatchedInputs> {
    const manifest = await this.#manifest().catch(() => join(this.#host.workingDirectory, 'lambdazip.json'));
    const modules = plan?.runs.map(({ module }) => module.root) ?? [];
    const found = await everythingBelow(
      [dirname(manifest), ...modules],
      (path) => this.#isOutput(path),
      this.#host,
    );
    return { ...found, files: [...new Set([manifest, ...found.files])] };
  }

  async #manifest(): Promise<string> {
    const given = this.#options.manifest ?? (await findManifest(this.#host));
    return isAbsolute(given) ? given : join(this.#host.workingDirectory, given);
  }

  #outputsOf({ outDir }: BuildPlan): string[] {
    const { cache, report } = this.#options;
    const { workingDirectory } = this.#host;
    return [
      outDir,
      ...(cache === false ? [] : [plannedCacheDirectory(cache, this.#host)]),
      ...(report === undefined ? [] : [resolve(workingDirectory, report)]),
    ];
  }

  // A build's own output must not trigger the next build.
  #isOutput(path: string): boolean {
    if (/\/\.lambdazip\.(lock|journal)[^/]*$|\/\.[^/]*\.tmp$/.test(path)) return true;
    return this.#outputs.some((output) => path === output || path.startsWith(`${output}/`));
  }

  #shown(path: string): string {
    const shown = relative(this.#host.workingDirectory, path) || '.';
    return path.endsWith('/') ? `${shown}/` : shown;
  }
}
