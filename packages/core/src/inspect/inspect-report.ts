import type { Diagnostic } from '../diagnostics/diagnose.js';
import type { Architecture } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import type { BootstrapReport } from './bootstrap-report.js';
import type { ProgramReport } from './program-report.js';

/** What is in a package of Lambda, or a program. */
export interface InspectReport {
  /** Relative to the working directory. */
  readonly path: string;
  readonly kind: 'zip' | 'elf';
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** The same in base64: what Lambda says of a zip that is deployed. */
  readonly codeSha256: string;
  /** Bytes of all entries; null for a program. */
  readonly unzippedSize: number | null;
  /** Lambda's limits, in bytes. */
  readonly limits: { readonly zipped: number; readonly unzipped: number };
  /** What the findings are held against. */
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** In the order of the zip; none for a program. */
  readonly entries: readonly InspectedEntry[];
  /** null where there is none. */
  readonly bootstrap: BootstrapReport | null;
  /** Go programs and other ELF programs, sorted by name. */
  readonly programs: readonly ProgramReport[];
  /** What would fail in Lambda, and what would better be otherwise, by the codes of `build`. */
  readonly findings: readonly Diagnostic[];
}

/** An entry of a zip. */
export interface InspectedEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Octal; null where the zip has none. */
  readonly mode: string | null;
  /** Bytes. */
  readonly size: number;
  readonly compressedSize: number;
  /** `store`, `deflate`, or the number of another method. */
  readonly method: string;
  /** `YYYY-MM-DD hh:mm:ss`, in whatever time zone the tool had. */
  readonly modified: string;
  /** Of the content, hexadecimal; null where it cannot be taken out. */
  readonly sha256: string | null;
}
