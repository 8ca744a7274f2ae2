import type { OpenedCore } from '../context.js';
import type { BuildProgress } from '../output/build-progress.js';
import { failureDocument } from '../output/failure.js';

/** Runs a verb, then clears its progress line. If the verb fails, writes the failure to the `--report` file. */
export async function withFailureReport<Report>(
  file: string | undefined,
  progress: BuildProgress,
  { core, host }: OpenedCore,
  verb: () => Promise<Report>,
): Promise<Report> {
  try {
    return await verb().finally(() => progress.end());
  } catch (error) {
    if (file !== undefined) await core.writeReportFile({ file, document: failureDocument(error), host });
    throw error;
  }
}
