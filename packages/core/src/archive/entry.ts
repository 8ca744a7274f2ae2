/** A file in an archive. */
export interface ArchiveEntry {
  /** Relative, ASCII, with `/`. */
  readonly name: string;
  readonly content: Uint8Array;
  readonly mode: EntryMode;
}

/** 0755 for the bootstrap, programs and files declared executable; 0644 for all others. */
export type EntryMode = 0o755 | 0o644;
