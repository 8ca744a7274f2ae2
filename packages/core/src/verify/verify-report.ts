import type { ArchiveComparison, Verdict } from '../compare/comparison.js';
import type { Diagnostic } from '../diagnostics/diagnose.js';

/** What verifying found. It holds no time: the same file and sources give the same report. */
export interface VerifyReport {
  readonly verdict: Verdict;
  /** null where only a CodeSha256 was given. */
  readonly file: VerifiedFile | null;
  /** The checks that were made, each null where it was not asked for. */
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
  /** Hexadecimal; null where the file is larger than any package of Lambda, and was not read. */
  readonly sha256: string | null;
  /** The same in base64, as Lambda has it. */
  readonly codeSha256: string | null;
}

interface Check {
  readonly verdict: Verdict;
  /** Why it is not as it should be; none where it is. */
  readonly findings: readonly Diagnostic[];
}

/** Whether the file is an archive of format 1, re-created byte for byte from its own content. */
export interface CanonicalCheck extends Check {
  /** The deflate level; null where no single one gives the file. */
  readonly level: number | null;
}

/** Whether what is deployed is the file, or what the rebuild gives. */
export interface CodeSha256Check extends Check {
  /** What is deployed. */
  readonly expected: string;
  /** What it was held against: the file, or archives of the rebuild. */
  readonly compared: readonly { readonly name: string; readonly codeSha256: string }[];
}

/** Whether the claims of the record hold. */
export interface ProvenanceCheck extends Check {
  /** Relative to the working directory. */
  readonly path: string;
}

/** Whether a rebuild from source gives the same bytes. */
export interface RebuildCheck extends Check {
  /** The archive of the manifest. */
  readonly archive: string;
  /** Of the rebuilt zip; hexadecimal. */
  readonly sha256: string;
  readonly codeSha256: string;
  /** Whether go's own build cache was believed. */
  readonly fast: boolean;
  /** How the file differs from the rebuild; null where the file is no zip, or none was given. */
  readonly comparison: ArchiveComparison | null;
}
