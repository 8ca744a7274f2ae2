import type { Diagnostic } from '../diagnostics/diagnose.js';
import type { InstalledGo } from '../go/toolchain.js';
import type { DirectoryListings } from '../main-packages/directory-listings.js';
import type { Host } from '../ports/host.js';

/** Shared by the steps of planning. */
export interface PlanContext {
  readonly host: Host;
  /** The manifest's directory; absolute, links resolved. */
  readonly directory: string;
  readonly installed: InstalledGo;
  readonly listings: DirectoryListings;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly signal?: AbortSignal | undefined;
}
