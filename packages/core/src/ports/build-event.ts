/** An entry of an archive, with its size before compression in bytes. */
export interface EntrySize {
  readonly name: string;
  readonly size: number;
}

/** What a build reports while it runs. */
export type BuildEvent =
  /** A different build is writing to the same directory; this one waits for it. */
  | { readonly type: 'waiting'; readonly path: string; readonly processId: number | null }
  /** The manifest is read and the build is planned. */
  | { readonly type: 'planned'; readonly archives: number; readonly programs: number }
  /** go begins with the `run`th of `runs` runs, which builds `programs`. */
  | { readonly type: 'compiling'; readonly run: number; readonly runs: number; readonly programs: number }
  /** go is compiling a package or downloading a module. */
  | { readonly type: 'package'; readonly action: 'compile' | 'download'; readonly name: string }
  /** go links `total` programs next; null if some exist that may be up to date. */
  | { readonly type: 'linking'; readonly total: number | null }
  /** go has linked a program, `programs` so far. */
  | { readonly type: 'linked'; readonly name: string; readonly programs: number }
  /** All programs are built; `total` entries are packed next. */
  | { readonly type: 'packing'; readonly total: number }
  /** An entry is looked up in the cache, or checked and compressed, next; `packed` follows. */
  | { readonly type: 'entry'; readonly name: string }
  /** An entry is compressed; `reused`: the same content was compressed before and taken from the cache. */
  | { readonly type: 'packed'; readonly name: string; readonly size: number; readonly reused: boolean }
  /** An archive is up to date: an earlier build wrote the same. */
  | { readonly type: 'kept'; readonly path: string }
  /** An archive differs from the one at its path that it replaces; `before` is null without a readable one. */
  | {
      readonly type: 'compared';
      readonly path: string;
      /** Bytes of the earlier zip. */
      readonly before: { readonly size: number } | null;
      readonly added: readonly EntrySize[];
      readonly changed: readonly (EntrySize & { readonly before: number })[];
      readonly removed: readonly EntrySize[];
      /** How many entries are the same. */
      readonly unchanged: number;
    }
  /** An archive is written to its path. */
  | { readonly type: 'written'; readonly path: string }
  /**
   * Warnings of the report, by their index, that need not be printed: the manifest acknowledges them, or an earlier build
   * has reported them.
   */
  | {
      readonly type: 'silenced';
      readonly warnings: readonly { readonly index: number; readonly why: 'acknowledged' | 'reported' }[];
    };
