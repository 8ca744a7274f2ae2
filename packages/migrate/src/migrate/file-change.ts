/** A file that a migration creates or changes, whole. */
export interface FileChange {
  /** Relative to the project's root. */
  readonly path: string;
  /** null where the file is new. */
  readonly before: string | null;
  readonly after: string;
}
