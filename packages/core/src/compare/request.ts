import type { ProgramPair } from './compare-programs.js';

/** An archive to be compared. */
export interface ComparedArchive {
  /** The whole file. */
  readonly bytes: Uint8Array;
  readonly entries: readonly ComparedEntry[];
}

export interface ComparedEntry {
  readonly name: string;
  /** The permission bits; null where the zip has none. */
  readonly mode: number | null;
  /** APPNOTE 4.4.5. */
  readonly method: number;
  readonly crc32: number;
  /** Bytes before compression, as the zip says. */
  readonly size: number;
  readonly compressed: Uint8Array;
  /** The content; rejects with an Error where it is damaged or cannot be read. */
  readonly read: () => Promise<Uint8Array>;
}

/** What is known of the second archive, since it was built here. */
export interface BuildKnowledge {
  /** The user's linker flags for the program of an entry. */
  readonly ldflags: (entry: string) => readonly string[];
  /** The files that are embedded in it. */
  readonly embeddedFiles: (entry: string) => Promise<readonly EmbeddedFile[]>;
}

export interface EmbeddedFile {
  /** As the user would write it. */
  readonly path: string;
  readonly content: Uint8Array;
}

export interface CompareRequest {
  readonly found: ComparedArchive;
  readonly other: ComparedArchive;
  /** Where the second is; null if it was built here. */
  readonly otherFile: string | null;
  readonly knowledge?: BuildKnowledge | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An entry whose content differs, with both contents. */
export interface ChangedEntry {
  readonly name: string;
  readonly found: Uint8Array;
  readonly other: Uint8Array;
  /** null where one of them is no ELF file. */
  readonly programs: ProgramPair | null;
}
