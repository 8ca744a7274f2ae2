import type { Diagnostic, DiagnosticCode } from '../diagnostics/diagnose.js';
import type { Layout } from '../manifest/layouts.js';

/** What the archives of a manifest weigh, as they are and in each layout. All sizes are bytes. */
export interface SizeReport {
  readonly manifest: string;
  /** Lambda's quotas. */
  readonly quotas: SizeQuotas;
  /** The archives as the manifest describes them. */
  readonly archives: readonly ArchiveSize[];
  /** The same handlers in every layout, in the order of the reference. */
  readonly layouts: readonly LayoutSize[];
  /** What the programs of the handlers have in common; null if no layout with a program per main package can be built. */
  readonly shared: SharedCode | null;
  readonly advice: SizeAdvice;
  /** Warnings about the manifest as it is, except those about its sizes. */
  readonly warnings: readonly Diagnostic[];
}

/** Lambda's quotas for a package. */
export interface SizeQuotas {
  /** Of all files together. */
  readonly unzippedSize: number;
  /** Of a zip that is uploaded directly; a larger one must be uploaded to S3. */
  readonly size: number;
}

/** An archive, as it would be built. */
export interface ArchiveSize {
  /** Its name; if each handler gets its own archive, the handler. */
  readonly name: string;
  /** The archive in the manifest that it comes from. */
  readonly archive: string;
  readonly layout: Layout;
  /** Of the zip. */
  readonly size: number;
  readonly unzippedSize: number;
  /** The quotas that it exceeds. */
  readonly over: readonly (keyof SizeQuotas)[];
  readonly handlers: readonly HandlerSize[];
}

/** A handler and its program. */
export interface HandlerSize {
  readonly handler: string;
  /** The import path of its main package, or its `.go` files. */
  readonly package: string;
  /** The path of its program in the archive. Handlers with the same entry share the program. */
  readonly entry: string;
  /** Of its program, not compressed. */
  readonly size: number;
}

/** The archives of all handlers in one layout. */
export type LayoutSize = MeasuredLayout | RefusedLayout;

/** A layout that was built. */
export interface MeasuredLayout {
  readonly outcome: 'measured';
  readonly layout: Layout;
  /** Whether all archives of the manifest have this layout. */
  readonly isCurrent: boolean;
  readonly archives: readonly ArchiveSize[];
  /** Of all zips. */
  readonly size: number;
  readonly unzippedSize: number;
  /** Of all programs that go links, each counted once. */
  readonly programSize: number;
}

/** A layout in which the manifest cannot be built. */
export interface RefusedLayout {
  readonly outcome: 'refused';
  readonly layout: Layout;
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string | null;
}

/** What separate programs have in common. */
export interface SharedCode {
  /** The number of different main packages. */
  readonly programs: number;
  /** How many packages, of the standard library too, `go list -deps` names for how many of the programs. */
  readonly packages: { readonly byAll: number; readonly bySeveral: number; readonly byOne: number };
  /** Of the programs, each linked separately. */
  readonly separateSize: number;
  /** Of the programs that contain several handlers each; null if no layout that makes such programs can be built. */
  readonly oneBinarySize: number | null;
  /** The difference of the two; null if there is nothing to compare. */
  readonly saved: number | null;
}

/** What to do about the sizes. */
export type SizeAdvice =
  /** `fits`: within the quotas. `upload`: too large for a direct upload only, and no layout with as few archives is smaller. */
  | { readonly kind: 'keep'; readonly reason: 'fits' | 'upload' }
  /** Another layout: `over` has the quota that the manifest exceeds as it is. */
  | { readonly kind: 'layout'; readonly layout: Layout; readonly over: keyof SizeQuotas }
  /** Divide the handlers with `lambdazip split`, into this number of archives. */
  | { readonly kind: 'split'; readonly archives: number; readonly maxSize: number }
  /** No layout and no split helps: the archives of these handlers are too large with only their own program. */
  | { readonly kind: 'none'; readonly handlers: readonly string[] };
