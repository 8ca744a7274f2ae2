/** Why a handler or an archive is affected by a change. */
export interface Reason {
  /**
   * `source`: a file of a package; `embedded`: a file embedded in the program; `module`: a different version in go.mod
   * or go.sum; `go.mod`: a line of go.mod that affects all programs; `profile`: a PGO profile; `asset`: another file in
   * the archive; `manifest`: a setting in the manifest.
   */
  readonly kind: 'source' | 'embedded' | 'module' | 'go.mod' | 'profile' | 'asset' | 'manifest';
  /** The changed file, relative to the working directory; the module path for `module`. */
  readonly path: string;
  readonly change: Change;
  /** The import paths from the main package to the changed package. Empty if no package changed. */
  readonly through: readonly string[];
}

/** How a file has changed since the revision. */
export type Change = 'added' | 'modified' | 'deleted';
