/** What a build tells of its progress. */
export type BuildEvent =
  /** Another build writes to the same place; this one goes on when it is done. */
  | { readonly type: 'waiting'; readonly path: string; readonly processId: number | null }
  /** go begins with the `run`th of `runs` runs, which builds `programs`. */
  | { readonly type: 'compiling'; readonly run: number; readonly runs: number; readonly programs: number }
  /** go compiles a package, or downloads a module. */
  | { readonly type: 'package'; readonly action: 'compile' | 'download'; readonly name: string }
  /** All programs are built; `total` entries are packed next. */
  | { readonly type: 'packing'; readonly total: number }
  /** An entry is compressed; `reused`: the same content was compressed before and taken from the cache. */
  | { readonly type: 'packed'; readonly name: string; readonly size: number; readonly reused: boolean }
  /** An archive stands at its place from an earlier build, and would be the same. */
  | { readonly type: 'kept'; readonly path: string }
  /** An archive stands at its place. */
  | { readonly type: 'written'; readonly path: string };
