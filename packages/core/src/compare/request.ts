import type { ProgramPair } from './compare-programs.js';

/** An archive to compare. */
export interface ComparedArchive {
  /** The whole file. */
  readonly bytes: Uint8Array;
  readonly entries: readonly ComparedEntry[];
}

export interface ComparedEntry {
  readonly name: string;
  /** The permission bits; null if the zip has none. */
  readonly mode: number | null;
  /** APPNOTE 4.4.5. */
  readonly method: number;
  readonly crc32: number;
  /** Bytes before compression, from the zip's headers. */
  readonly size: number;
  readonly compressed: Uint8Array;
  /** Returns the content; rejects with an Error if it is corrupt or cannot be read. */
  readonly read: () => Promise<Uint8Array>;
}

/** Facts about the second archive, which this process built. */
export interface BuildKnowledge {
  /** The user's linker flags for the program of an entry. */
  readonly ldflags: (entry: string) => readonly string[];
  /** The files embedded in the program of an entry. */
  readonly embeddedFiles: (entry: string) => Promise<readonly EmbeddedFile[]>;
}

export interface EmbeddedFile {
  /** As the user would type it. */
  readonly path: string;
  readonly content: Uint8Array;
}

export interface CompareRequest {
  readonly found: ComparedArchive;
  readonly other: ComparedArchive;
  /** The path of the second archive; null for a rebuild. */
  readonly otherFile: string | null;
  readonly knowledge?: BuildKnowledge | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An entry whose content differs, with both contents. */
export interface ChangedEntry {
  readonly name: string;
  readonly found: Uint8Array;
  readonly other: Uint8Array;
  /** null unless both are ELF files. */
  readonly programs: ProgramPair | null;
}
