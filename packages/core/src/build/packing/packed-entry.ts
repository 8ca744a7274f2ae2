import type { EntryMode } from '../../archive/entry.js';
import type { Diagnostic } from '../../diagnostics/diagnose.js';
import type { GoBuildInfo } from '../../go/build-info.js';
import type { DigestedContent } from './content.js';

/** A content with the results of its checks. */
export interface FoundContent extends DigestedContent {
  /** The build info that go recorded in the program; undefined if the content is not a Go program. */
  readonly info: GoBuildInfo | undefined;
  /** Whether any line ends with CRLF; only set for files in the manifest. */
  readonly hasCrlf?: boolean;
  /** Findings of the checks. */
  readonly findings: readonly Diagnostic[];
}

/** An entry of an archive, with its content. */
export interface PackedArchiveEntry extends FoundContent {
  readonly name: string;
  readonly mode: EntryMode;
}
