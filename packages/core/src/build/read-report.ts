import { relative, resolve } from 'pathe';
import { z } from 'zod';
import { isNestedTooDeep, largestDocument } from '../bytes/json-depth.js';
import { failure } from '../diagnostics/diagnose.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import type { BuildReport } from './build-report.js';

/** The maximum number of shards; each missing one is a finding. */
const mostParts = 10_000;

/** What identifies a document as a report of `build`. */
const reportSchema = z.looseObject({
  archives: z.array(
    z.looseObject({ name: z.string(), path: z.string(), sha256: z.string(), unzippedSize: z.number() }),
  ),
  warnings: z.array(z.unknown()),
  record: z.looseObject({ variables: z.record(z.string(), z.string()), commands: z.array(z.unknown()) }),
  shard: z
    .looseObject({
      index: z.number().int().min(1),
      count: z.number().int().min(1).max(mostParts),
      archives: z.array(z.string()),
    })
    .nullable(),
});

/** The options of `readReportFile`. */
export interface ReadReportOptions {
  /** A file that `build` wrote, relative to the working directory. */
  readonly file: string;
}

/**
 * Reads a build report from disk.
 *
 * @throws LambdazipError `report-unreadable`
 */
export async function readReport(
  { file }: ReadReportOptions,
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
): Promise<BuildReport> {
  const absolute = resolve(host.workingDirectory, file);
  const unreadable = (reason: string, cause: unknown) =>
    failure('report-unreadable', { file: relative(host.workingDirectory, absolute), reason }, { cause });
  let text: string;
  const info = await host.fileSystem.stat(absolute).catch(() => undefined);
  if ((info?.size ?? 0) > largestDocument) throw unreadable('file too large', undefined);
  try {
    text = new TextDecoder().decode(await host.fileSystem.readFile(absolute));
  } catch (error) {
    throw unreadable(fileSystemReason(error), error);
  }
  if (isNestedTooDeep(text)) throw unreadable('values are nested too deeply', undefined);
  try {
    // Only the fields that are used are checked; lambdazip wrote the rest.
    return reportSchema.parse(JSON.parse(text)) as unknown as BuildReport;
  } catch (error) {
    throw unreadable('not the report of a completed build', error);
  }
}
