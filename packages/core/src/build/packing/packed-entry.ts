import type { EntryMode } from '../../archive/entry.js';
import type { Diagnostic } from '../../diagnostics/diagnose.js';
import type { GoBuildInfo } from '../../go/build-info.js';
import type { DigestedContent } from './content.js';

/** A content with what was found in it. */
export interface FoundContent extends DigestedContent {
  /** What go recorded in it; undefined for what is no Go program. */
  readonly info: GoBuildInfo | undefined;
  /** Whether a line ends with CR LF; left out for what is not a file of the manifest. */
  readonly hasCrlf?: boolean;
  /** Findings of the checks. */
  readonly findings: readonly Diagnostic[];
}

/** An entry of an archive, with its content. */
export interface PackedArchiveEntry extends FoundContent {
  readonly name: string;
  readonly mode: EntryMode;
}
