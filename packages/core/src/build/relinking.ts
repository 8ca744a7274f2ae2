import { contentIdOf } from '../go/build-id.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { BuildContext } from './build-context.js';
import { compileFailure, compileRun } from './compile-runs.js';
import { buildIdIn, type LinkedProgram } from './packing/programs.js';

/**
 * Replaces programs in the link directories that were damaged after go linked them. go decides by the build ID at the
 * beginning of a file whether to link, so a file that is damaged elsewhere stays until it is removed.
 */
export class Relinking {
  readonly #context: BuildContext;
  /** Removed before go ran. The newly linked programs show whether these were damaged. */
  readonly #removed = new Set<string>();
  /** By the path of the program. */
  readonly #runs = new Map<string, Promise<void>>();
  #waiting: LinkedProgram[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(context: BuildContext) {
    this.#context = context;
  }

  /**
   * Removes files whose build ID does not identify their content: directories, partial files, and programs with a
   * different ID from the user's linker flags, which go links again anyway. go refuses to overwrite some of these.
   */
  async removeUnknown(programs: Iterable<LinkedProgram>): Promise<void> {
    const { host } = this.#context;
    for (const path of new Set(Array.from(programs, (linked) => linked.path))) {
      const kind = (await host.fileSystem.lstat(path).catch(() => undefined))?.kind;
      if (kind === undefined || (kind === 'file' && (await this.#hasContentId(path)))) continue;
      try {
        await host.fileSystem.remove(path);
      } catch (error) {
        if (fileSystemErrorCode(error) === undefined) throw error;
      }
      this.#removed.add(path);
    }
  }

  /** Reports the removed programs that go gave a content ID when it linked them again: they had lost theirs. */
  async reportRemoved(): Promise<void> {
    for (const path of this.#removed) {
      if (await this.#hasContentId(path)) this.#context.cache.damaged.add(path);
    }
  }

  /**
   * Links a program again, at most once per build: others may be reading the newly linked one. Programs that are
   * requested while go is running share the next run.
   *
   * @throws LambdazipError `compile-failed`, `go-killed`
   */
  async relink(linked: LinkedProgram): Promise<void> {
    const begun = this.#runs.get(linked.path);
    if (begun !== undefined) return await begun;
    this.#waiting.push(linked);
    const run = this.#last.then(() => this.#linkWaiting());
    this.#runs.set(linked.path, run);
    this.#last = run.catch(() => undefined);
    await run;
  }

  async #linkWaiting(): Promise<void> {
    const { host, plan, signal } = this.#context;
    const wanted = this.#waiting;
    this.#waiting = [];
    for (const run of plan.runs) {
      const ofRun = wanted.filter((linked) => linked.run === run.id);
      const executables = new Set(ofRun.map(({ executable }) => executable));
      if (executables.size === 0) continue;
      signal?.throwIfAborted();
      for (const path of new Set(ofRun.map((linked) => linked.path))) await host.fileSystem.remove(path);
      const programs = run.programs.filter(({ executable }) => executables.has(executable));
      const findings = await compileRun(this.#context, { ...run, programs });
      if (findings.length > 0) throw compileFailure(findings, plan);
    }
  }

  async #hasContentId(path: string): Promise<boolean> {
    return contentIdOf((await buildIdIn(path, this.#context.host)) ?? '') !== undefined;
  }
}
