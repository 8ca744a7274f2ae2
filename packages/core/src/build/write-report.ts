// Apart from reading, which loads a library: every build can write a report.
import { resolve } from 'pathe';
import type { Host } from '../ports/host.js';
import { publishFiles } from '../publish/publish.js';

/** What is written, and where. */
export interface WriteReportOptions {
  /** Relative to the working directory. */
  readonly file: string;
  /** The report of any function of this API, or whatever else JSON can hold. */
  readonly document: unknown;
}

/** A report as it is written to a file. */
export function reportContent(document: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
}

/**
 * Writes a report to a file, whole or not at all.
 *
 * @throws LambdazipError `output-not-writable`, `disk-full`, `output-write-failed`
 */
export async function writeReportFile({ file, document }: WriteReportOptions, host: Host): Promise<void> {
  const path = resolve(host.workingDirectory, file);
  await publishFiles(host, [{ path, content: reportContent(document) }]);
}
