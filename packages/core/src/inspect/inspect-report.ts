import type { Diagnostic } from '../diagnostics/diagnose.js';
import type { Architecture } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import type { BootstrapReport } from './bootstrap-report.js';
import type { ProgramReport } from './program-report.js';

/** The contents of a package or a program. */
export interface InspectReport {
  /** Relative to the working directory. */
  readonly path: string;
  readonly kind: 'zip' | 'elf';
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** The same in base64, as Lambda shows it for a deployed zip. */
  readonly codeSha256: string;
  /** Bytes of all entries; null for a program. */
  readonly unzippedSize: number | null;
  /** Lambda's limits, in bytes. */
  readonly limits: { readonly zipped: number; readonly unzipped: number };
  /** The runtime that the file was checked for. */
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** In the order of the zip; empty for a program. */
  readonly entries: readonly InspectedEntry[];
  /** null if the package does not have one. */
  readonly bootstrap: BootstrapReport | null;
  /** Go programs and other ELF programs, sorted by name. */
  readonly programs: readonly ProgramReport[];
  /** Problems that would make the function fail on Lambda, and warnings, with the codes of `build`. */
  readonly findings: readonly Diagnostic[];
}

/** An entry of a zip. */
export interface InspectedEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Octal; null if the zip has none. */
  readonly mode: string | null;
  /** Bytes. */
  readonly size: number;
  readonly compressedSize: number;
  /** `store`, `deflate`, or the number of a different method. */
  readonly method: string;
  /** `YYYY-MM-DD hh:mm:ss`, in the time zone of the tool that wrote the zip. */
  readonly modified: string;
  /** Of the content, hexadecimal; null if it cannot be read. */
  readonly sha256: string | null;
}
