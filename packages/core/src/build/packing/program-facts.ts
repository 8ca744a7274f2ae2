import { factsPath } from '../../cache/cache-layout.js';
import type { NoteStore } from '../../cache/notes.js';
import { argsDigest } from '../../diagnostics/args-digest.js';
import type { GoBuildInfo } from '../../go/build-info.js';
import type { ProgramTarget } from '../../preflight/check-program.js';
import type { ProgramFinding } from '../../preflight/program-finding.js';

/** What follows from the content of a program, so that it need not be read to be known. */
export interface ProgramFacts {
  /** The last part of its build ID, which names the content. */
  readonly contentId: string;
  /** Of the program without its build ID, as it stands in archives; hexadecimal. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly info: GoBuildInfo | null;
  /** What the checks found, by what it was meant for ({@link targetKey}). */
  readonly findings: Readonly<Record<string, readonly ProgramFinding[]>>;
}

interface FactsNote {
  /** The release of lambdazip that wrote it: another one may check otherwise. */
  readonly writtenBy: string;
  /** The shape of the findings. */
  readonly args: string;
  readonly programs: Readonly<Record<string, ProgramFacts>>;
}

/**
 * The facts of the programs in a link directory, for as long as its lock is held. go's linker names the content of a
 * program in the program's build ID; its times say nothing, since go sets them at every build.
 */
export class FactsOfPrograms {
  readonly #path: string;
  readonly #notes: NoteStore;
  readonly #version: string;
  readonly #programs: Map<string, ProgramFacts>;
  #isChanged = false;

  private constructor(path: string, notes: NoteStore, version: string, note: FactsNote | undefined) {
    this.#path = path;
    this.#notes = notes;
    this.#version = version;
    this.#programs = new Map(Object.entries(note?.programs ?? {}));
  }

  /** Reads what an earlier build noted. */
  static async open(notes: NoteStore, cache: string, key: string, version: string): Promise<FactsOfPrograms> {
    const path = factsPath(cache, key);
    const note = (await notes.read(path)) as FactsNote | undefined;
    return new FactsOfPrograms(
      path,
      notes,
      version,
      note?.writtenBy === version && note.args === argsDigest ? note : undefined,
    );
  }

  /** undefined where this content, or this content for this target, was not looked at. */
  get(executable: string, contentId: string, target: ProgramTarget): ProgramFacts | undefined {
    const facts = this.#programs.get(executable);
    if (facts?.contentId !== contentId) return undefined;
    return Object.hasOwn(facts.findings, targetKey(target)) ? facts : undefined;
  }

  add(executable: string, facts: ProgramFacts): void {
    const before = this.#programs.get(executable);
    const findings = before?.contentId === facts.contentId ? before.findings : {};
    this.#programs.set(executable, { ...facts, findings: { ...findings, ...facts.findings } });
    this.#isChanged = true;
  }

  /** Writes what was added. Never rejects. */
  async save(): Promise<void> {
    if (!this.#isChanged) return;
    const note: FactsNote = {
      writtenBy: this.#version,
      args: argsDigest,
      programs: Object.fromEntries(this.#programs),
    };
    await this.#notes.write(this.#path, note);
  }
}

/** What the findings of a program depend on, besides its content. */
export function targetKey({ runtime, architecture, cgo, norpc }: ProgramTarget): string {
  return [runtime, architecture, ...(cgo ? ['cgo'] : []), ...(norpc ? ['norpc'] : [])].join(' ');
}
