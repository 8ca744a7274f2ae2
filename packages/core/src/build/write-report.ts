// Separate from reading, which loads a library: every build can write a report.
import { resolve } from 'pathe';
import type { Host } from '../ports/host.js';
import { publishFiles } from '../publish/publish.js';

/** The options of `writeReportFile`. */
export interface WriteReportOptions {
  /** The file to write, relative to the working directory. */
  readonly file: string;
  /** A report of any function of this API, or any other JSON value. */
  readonly document: unknown;
}

/** A report as file content. */
export function reportContent(document: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
}

/**
 * Writes a report to a file, completely or not at all.
 *
 * @throws LambdazipError `output-not-writable`, `disk-full`, `output-write-failed`
 */
export async function writeReportFile({ file, document }: WriteReportOptions, host: Host): Promise<void> {
  const path = resolve(host.workingDirectory, file);
  await publishFiles(host, [{ path, content: reportContent(document) }]);
}
