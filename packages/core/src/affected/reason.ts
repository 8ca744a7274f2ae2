/** Why a handler or an archive is touched by a change. */
export interface Reason {
  /**
   * `source`: a file of a package; `embedded`: a file that is compiled in; `module`: go.mod or go.sum has another version;
   * `go.mod`: a line there that concerns all programs; `profile`: a PGO profile; `asset`: another file of the archive;
   * `manifest`: what it says.
   */
  readonly kind: 'source' | 'embedded' | 'module' | 'go.mod' | 'profile' | 'asset' | 'manifest';
  /** What was changed, relative to the working directory; a module's path for `module`. */
  readonly path: string;
  readonly change: Change;
  /** From the main package to the one that was changed: import paths. Empty where no package was. */
  readonly through: readonly string[];
}

/** What happened to a file since the revision. */
export type Change = 'added' | 'modified' | 'deleted';
