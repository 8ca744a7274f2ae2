import type { MigrationDiagnostic } from './diagnostics/diagnose.js';

/** The archives of a manifest after a split. */
export interface SplitReport {
  /** `fits`: no archive is larger than the maximum, so that the manifest stays the same. */
  readonly verdict: 'fits' | 'divided';
  /** Whether the manifest was written. */
  readonly written: boolean;
  readonly manifest: string;
  /** In bytes. */
  readonly maxSize: number;
  readonly archives: readonly SplitArchive[];
  /** The change to the manifest as a unified diff; empty if it stays the same. */
  readonly diff: string;
  /** Warnings: wildcards that were replaced by their handlers. */
  readonly findings: readonly MigrationDiagnostic[];
}

/** An archive in the manifest after a split. */
export interface SplitArchive {
  readonly name: string;
  /** Whether the split adds it. */
  readonly isNew: boolean;
  /** In bytes, not compressed; of the largest archive if each handler gets its own. */
  readonly unzippedSize: number;
  /** Sorted. */
  readonly handlers: readonly string[];
}
