import type { Diagnostic } from '../diagnostics/diagnose.js';
import type { Architecture } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import type { Layout } from '../manifest/layouts.js';
import type { HandlerReport } from '../plan/plan-report.js';
import type { GoCommand } from '../plan/recorded-command.js';

/** The result of a build. It contains no time and no absolute path: equal builds have equal reports. */
export interface BuildReport {
  readonly archives: readonly ArchiveReport[];
  readonly warnings: readonly Diagnostic[];
  readonly record: BuildRecord;
  /** The shard that this build made; null for a complete build. */
  readonly shard: ShardReport | null;
}

/** The shard of a build. */
export interface ShardReport {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
  /** The names of the archives of all shards, sorted. */
  readonly archives: readonly string[];
}

/** A built archive. */
export interface ArchiveReport {
  readonly name: string;
  /** Relative to the working directory. */
  readonly path: string;
  /** SHA-256 of the zip, in hexadecimal. */
  readonly sha256: string;
  /** SHA-256 of the zip, in base64: Lambda's `CodeSha256` and Terraform's `source_code_hash`. */
  readonly codeSha256: string;
  /** Size of the zip in bytes. */
  readonly size: number;
  /** Total size of all entries in bytes. */
  readonly unzippedSize: number;
  readonly entries: readonly EntryReport[];
  readonly layout: Layout;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  readonly handlers: readonly HandlerReport[];
  /** The files written next to the archive (provenance, bill of materials), relative to the working directory. */
  readonly documents: readonly string[];
}

/** An entry of an archive. */
export interface EntryReport {
  readonly name: string;
  /** Size in bytes before compression. */
  readonly size: number;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
  readonly mode: '0755' | '0644';
}

/** Everything except the sources that determines the bytes. */
export interface BuildRecord {
  readonly variables: Readonly<Record<string, string>>;
  readonly commands: readonly GoCommand[];
}
