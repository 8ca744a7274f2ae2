import type { ArchiveComparison, Verdict } from '../compare/comparison.js';
import type { Diagnostic } from '../diagnostics/diagnose.js';

/** The result of `verify`. It contains no times: the same file and sources result in the same report. */
export interface VerifyReport {
  readonly verdict: Verdict;
  /** null if only a CodeSha256 was given. */
  readonly file: VerifiedFile | null;
  /** The checks; each is null if it was not requested. */
  readonly canonical: CanonicalCheck | null;
  readonly codeSha256: CodeSha256Check | null;
  readonly provenance: ProvenanceCheck | null;
  readonly rebuild: RebuildCheck | null;
  readonly warnings: readonly Diagnostic[];
}

/** The zip that was verified. */
export interface VerifiedFile {
  /** Relative to the working directory. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal; null if the file is larger than Lambda's package limit and was not read. */
  readonly sha256: string | null;
  /** The same in base64, as Lambda shows it. */
  readonly codeSha256: string | null;
}

interface Check {
  readonly verdict: Verdict;
  /** Why the check failed; empty if it passed. */
  readonly findings: readonly Diagnostic[];
}

/** Whether the file is an archive of format 1 that can be re-created byte for byte from its own content. */
export interface CanonicalCheck extends Check {
  /** The deflate level; null if no single level reproduces the file. */
  readonly level: number | null;
}

/** Whether the deployed function has the CodeSha256 of the file, the rebuild or the provenance. */
export interface CodeSha256Check extends Check {
  /** The CodeSha256 of the deployed function. */
  readonly expected: string;
  /** What it was compared with: the file, the archives of the rebuild, or the archive in the provenance. */
  readonly compared: readonly { readonly name: string; readonly codeSha256: string }[];
}

/** Whether the file matches its provenance. */
export interface ProvenanceCheck extends Check {
  /** Relative to the working directory. */
  readonly path: string;
}

/** Whether a rebuild from source has the same bytes. */
export interface RebuildCheck extends Check {
  /** The archive of the manifest. */
  readonly archive: string;
  /** Of the rebuilt zip; hexadecimal. */
  readonly sha256: string;
  readonly codeSha256: string;
  /** Whether the rebuild reused go's build and module caches. */
  readonly fast: boolean;
  /** How the file differs from the rebuild; null if the bytes are the same or the file is not a zip. */
  readonly comparison: ArchiveComparison | null;
}
