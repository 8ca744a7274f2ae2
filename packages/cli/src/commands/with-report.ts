import type { OpenedCore } from '../context.js';
import type { BuildProgress } from '../output/build-progress.js';
import { failureDocument } from '../output/failure.js';

/** Runs a verb while its progress is shown, and writes its report, or why it failed, to the file of `--report`. */
export async function withReport<Report>(
  file: string | undefined,
  progress: BuildProgress,
  { core, host }: OpenedCore,
  verb: () => Promise<Report>,
): Promise<Report> {
  const write = async (document: unknown): Promise<void> => {
    if (file !== undefined) await core.writeReportFile(file, document, host);
  };
  let report: Report;
  try {
    report = await verb().finally(() => progress.end());
  } catch (error) {
    await write(failureDocument(error));
    throw error;
  }
  await write(report);
  return report;
}
