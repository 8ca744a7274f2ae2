/** An entry of an archive, with its size before compression in bytes. */
export interface EntrySize {
  readonly name: string;
  readonly size: number;
}

/** A progress event of a build. */
export type BuildEvent =
  /** A different build is writing to the same directory; this one waits for it. */
  | { readonly type: 'waiting'; readonly path: string; readonly processId: number | null }
  /** The manifest is read and the build is planned. */
  | { readonly type: 'planned'; readonly archives: number; readonly programs: number }
  /** go starts run `run` of `runs`, which builds `programs` programs. */
  | { readonly type: 'compiling'; readonly run: number; readonly runs: number; readonly programs: number }
  /** go is compiling a package or downloading a module. */
  | { readonly type: 'package'; readonly action: 'compile' | 'download'; readonly name: string }
  /** go links `total` programs next; null if some exist that may be up to date. */
  | { readonly type: 'linking'; readonly total: number | null }
  /** go has linked a program, `programs` so far. */
  | { readonly type: 'linked'; readonly name: string; readonly programs: number }
  /** All programs are built; `total` entries are packed next. */
  | { readonly type: 'packing'; readonly total: number }
  /** An entry that is not in the cache is compressed next; `packed` follows. */
  | { readonly type: 'entry'; readonly name: string }
  /** An entry is compressed; `reused`: it was taken from the cache, since the same content was compressed before. */
  | { readonly type: 'packed'; readonly name: string; readonly size: number; readonly reused: boolean }
  /** An archive from an earlier build is up to date. */
  | { readonly type: 'kept'; readonly path: string }
  /** An archive differs from the one that it replaces; `before` is null without a readable one. */
  | {
      readonly type: 'compared';
      readonly path: string;
      /** The size of the earlier zip in bytes. */
      readonly before: { readonly size: number } | null;
      readonly added: readonly EntrySize[];
      readonly changed: readonly (EntrySize & { readonly before: number })[];
      readonly removed: readonly EntrySize[];
      /** The number of unchanged entries. */
      readonly unchanged: number;
    }
  /** An archive is in place. */
  | { readonly type: 'written'; readonly path: string }
  /** Warnings, by their index in the report, that the manifest acknowledges or an earlier build reported. */
  | {
      readonly type: 'silenced';
      readonly warnings: readonly { readonly index: number; readonly why: 'acknowledged' | 'reported' }[];
    };
