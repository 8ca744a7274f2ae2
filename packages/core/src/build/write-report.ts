import { resolve } from 'pathe';
import type { Host } from '../ports/host.js';
import { publishFiles } from '../publish/publish.js';

/**
 * Writes a report to a file, whole or not at all.
 *
 * @param file relative to the working directory
 * @throws LambdazipError `output-not-writable`, `disk-full`, `output-write-failed`
 */
export async function writeReportFile(file: string, document: unknown, host: Host): Promise<void> {
  const content = new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
  await publishFiles(host, [{ path: resolve(host.workingDirectory, file), content }]);
}
