/** A progress event of a build. */
export type BuildEvent =
  /** A different build is writing to the same directory; this one waits for it. */
  | { readonly type: 'waiting'; readonly path: string; readonly processId: number | null }
  /** go starts run `run` of `runs`, which builds `programs` programs. */
  | { readonly type: 'compiling'; readonly run: number; readonly runs: number; readonly programs: number }
  /** go is compiling a package or downloading a module. */
  | { readonly type: 'package'; readonly action: 'compile' | 'download'; readonly name: string }
  /** All programs are built; `total` entries are packed next. */
  | { readonly type: 'packing'; readonly total: number }
  /** An entry is compressed; `reused`: it was taken from the cache, since the same content was compressed before. */
  | { readonly type: 'packed'; readonly name: string; readonly size: number; readonly reused: boolean }
  /** An archive from an earlier build is up to date. */
  | { readonly type: 'kept'; readonly path: string }
  /** An archive is in place. */
  | { readonly type: 'written'; readonly path: string };
