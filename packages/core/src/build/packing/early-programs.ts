import type { FileIdentity } from '../../ports/file-system.js';
import type { Host } from '../../ports/host.js';
import type { FoundContent } from './packed-entry.js';
import { buildIdIn, type LinkedProgram, type ProgramReader, programKey, readProgram } from './programs.js';

/** Polling interval for programs that go has linked, in milliseconds. */
const interval = 50;

/** The progress of go's linking. */
export interface LinkObserver {
  /** Called once, with the number of programs to link; null if some exist that may be up to date. */
  readonly onLinking: (total: number | null) => void;
  /** Called when go has linked a program, with the number of programs so far. */
  readonly onLinked: (linked: LinkedProgram, programs: number) => void;
}

interface EarlyProgram {
  readonly buildId: string;
  readonly place: string;
  readonly content: Promise<FoundContent | undefined>;
}

/**
 * Packs programs as soon as go has moved them to their paths, while go links others. When go has ended, `take` checks
 * that each program is still the same.
 */
export class EarlyPrograms {
  readonly #reader: ProgramReader;
  readonly #atOnce: number;
  readonly #observer: LinkObserver | undefined;
  /** The identity of each program's file when last seen, by program key. */
  readonly #before = new Map<string, string | undefined>();
  /** By program key: one file may be packed for several levels and targets. */
  readonly #packed = new Map<string, EarlyProgram>();
  readonly #waiting: (() => void)[] = [];
  readonly #linked = new Set<string>();
  #running = 0;
  #isStopped = false;

  /** @param atOnce maximum number of programs packed at the same time */
  constructor(reader: ProgramReader, atOnce: number, observer?: LinkObserver) {
    this.#reader = reader;
    this.#observer = observer;
    this.#atOnce = atOnce;
  }

  /** Runs the work, and packs programs that appear in the meantime. Rejects with the error of the work. */
  async during<Result>(programs: readonly LinkedProgram[], work: () => Promise<Result>): Promise<Result> {
    const { host } = this.#reader;
    for (const linked of programs) {
      this.#before.set(programKey(linked), (await identify(linked.path, host))?.place);
    }
    const isNew = [...this.#before.values()].every((place) => place === undefined);
    this.#observer?.onLinking(isNew ? new Set(programs.map(({ path }) => path)).size : null);
    const watching = new AbortController();
    const watch = this.#watch(programs, watching.signal);
    try {
      return await work();
    } finally {
      watching.abort();
      await watch;
    }
  }

  /** The packed content of a program, if the program at its path is still the same. */
  async take(linked: LinkedProgram): Promise<FoundContent | undefined> {
    const early = this.#packed.get(programKey(linked));
    if (early === undefined) return undefined;
    const content = await early.content;
    const { path } = linked;
    const { host } = this.#reader;
    const isSame =
      (await identify(path, host))?.place === early.place && (await buildIdIn(path, host)) === early.buildId;
    return isSame ? content : undefined;
  }

  /** Starts nothing new and waits for what is in progress. Never rejects. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const begin of this.#waiting.splice(0)) begin();
    await Promise.all([...this.#packed.values()].map(({ content }) => content));
  }

  async #watch(programs: readonly LinkedProgram[], signal: AbortSignal): Promise<void> {
    const { host } = this.#reader;
    const directories = new Map<string, LinkedProgram[]>();
    for (const linked of programs) {
      const directory = linked.path.slice(0, linked.path.lastIndexOf('/'));
      directories.set(directory, [...(directories.get(directory) ?? []), linked]);
    }
    const seen = new Map<string, number>();
    while (!signal.aborted) {
      await host.clock.sleep(interval, signal).catch(() => undefined);
      for (const [directory, members] of directories) {
        // Moving a program into the directory changes the directory; a program that is up to date does not.
        const modified = (await host.fileSystem.stat(directory).catch(() => undefined))?.modified;
        if (signal.aborted || modified === undefined || modified === seen.get(directory)) continue;
        seen.set(directory, modified);
        for (const linked of members) await this.#look(linked);
      }
    }
  }

  async #look(linked: LinkedProgram): Promise<void> {
    const { path } = linked;
    const key = programKey(linked);
    const { host } = this.#reader;
    const place = (await identify(path, host))?.place;
    if (place === undefined || place === this.#before.get(key)) return;
    this.#before.set(key, place);
    const buildId = await buildIdIn(path, host);
    if (buildId === undefined) return;
    this.#linked.add(path);
    this.#observer?.onLinked(linked, this.#linked.size);
    // Failures are ignored here: the program is packed again when go has ended, and errors are reported then.
    const content = this.#slot()
      .then(() => (this.#isStopped ? undefined : readProgram(linked, this.#reader)))
      .catch(() => undefined)
      .finally(() => this.#next());
    this.#packed.set(key, { buildId, place, content });
  }

  #slot(): Promise<void> {
    return new Promise((begin) => {
      this.#waiting.push(begin);
      this.#start();
    });
  }

  #start(): void {
    while (this.#running < this.#atOnce) {
      const begin = this.#waiting.shift();
      if (begin === undefined) return;
      this.#running += 1;
      begin();
    }
  }

  #next(): void {
    this.#running -= 1;
    this.#start();
  }
}

async function identify(path: string, host: Pick<Host, 'fileSystem'>): Promise<FileIdentity | undefined> {
  return await host.fileSystem.identify(path).catch(() => undefined);
}
