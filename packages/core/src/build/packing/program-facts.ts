import { factsPath } from '../../cache/cache-layout.js';
import type { NoteStore } from '../../cache/notes.js';
import { argsDigest } from '../../diagnostics/args-digest.js';
import type { GoBuildInfo } from '../../go/build-info.js';
import type { ProgramTarget } from '../../preflight/check-program.js';
import type { ProgramFinding } from '../../preflight/program-finding.js';

/** Facts that follow from a program's content, so that a known program need not be read. */
export interface ProgramFacts {
  /** The last part of its build ID, which identifies the content. */
  readonly contentId: string;
  /** SHA-256 of the program without its build ID, as in archives, in hexadecimal. */
  readonly sha256: string;
  /** Size in bytes. */
  readonly size: number;
  readonly info: GoBuildInfo | null;
  /** Check results, by target ({@link targetKey}). */
  readonly findings: Readonly<Record<string, readonly ProgramFinding[]>>;
}

interface FactsNote {
  /** The lambdazip release that wrote it: other releases may check differently. */
  readonly writtenBy: string;
  /** The shape of the findings. */
  readonly args: string;
  readonly programs: Readonly<Record<string, ProgramFacts>>;
}

/**
 * The facts of the programs in a link directory, valid while its lock is held. Programs are identified by the content
 * ID that go's linker writes into their build IDs. File times cannot be used, since go sets them in every build.
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

  /** Reads the notes of an earlier build. */
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

  /** undefined if this content was never checked, or never for this target. */
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

  /** Writes the facts that were added. Never rejects. */
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

/** Everything except a program's content that its findings depend on. */
export function targetKey({ runtime, architecture, cgo, norpc }: ProgramTarget): string {
  return [runtime, architecture, ...(cgo ? ['cgo'] : []), ...(norpc ? ['norpc'] : [])].join(' ');
}
