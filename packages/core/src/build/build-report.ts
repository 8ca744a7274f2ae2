import type { Diagnostic } from '../diagnostics/diagnose.js';
import type { Architecture } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import type { Layout } from '../manifest/layouts.js';
import type { HandlerReport } from '../plan/plan-report.js';
import type { GoCommand } from '../plan/recorded-command.js';

/** What a build made. It holds no time and no absolute path: equal builds give equal reports. */
export interface BuildReport {
  readonly archives: readonly ArchiveReport[];
  readonly warnings: readonly Diagnostic[];
  readonly record: BuildRecord;
  /** Which part of the archives this is; null for all of them. */
  readonly shard: ShardReport | null;
}

/** Which part of the archives a build made. */
export interface ShardReport {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
  /** The names of the archives of all parts, sorted. */
  readonly archives: readonly string[];
}

/** An archive that was built. */
export interface ArchiveReport {
  readonly name: string;
  /** Relative to the working directory. */
  readonly path: string;
  /** Of the zip; hexadecimal. */
  readonly sha256: string;
  /** Of the zip; base64, as Lambda's `CodeSha256` and Terraform's `source_code_hash`. */
  readonly codeSha256: string;
  /** Bytes of the zip. */
  readonly size: number;
  /** Bytes of all entries. */
  readonly unzippedSize: number;
  readonly entries: readonly EntryReport[];
  readonly layout: Layout;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  readonly handlers: readonly HandlerReport[];
  /** What was written beside it, relative to the working directory: its record, its bill of materials. */
  readonly documents: readonly string[];
}

/** An entry of an archive. */
export interface EntryReport {
  readonly name: string;
  /** Bytes before compression. */
  readonly size: number;
  /** Of the content; hexadecimal. */
  readonly sha256: string;
  readonly mode: '0755' | '0644';
}

/** What the bytes follow from, besides the sources. */
export interface BuildRecord {
  readonly variables: Readonly<Record<string, string>>;
  readonly commands: readonly GoCommand[];
}
