import { relative, resolve } from 'pathe';
import { z } from 'zod';
import { isNestedTooDeep, largestDocument } from '../bytes/json-depth.js';
import { failure } from '../diagnostics/diagnose.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import type { BuildReport } from './build-report.js';

/** Parts of a build; each missing one is a finding. */
const mostParts = 10_000;

/** What must be there for a document to be taken for a report of `build`. */
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

/** Which report is read. */
export interface ReadReportOptions {
  /** What `build` wrote, relative to the working directory. */
  readonly file: string;
}

/**
 * Reads the report of a build from disk.
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
  if ((info?.size ?? 0) > largestDocument) throw unreadable('it is too large', undefined);
  try {
    text = new TextDecoder().decode(await host.fileSystem.readFile(absolute));
  } catch (error) {
    throw unreadable(fileSystemReason(error), error);
  }
  if (isNestedTooDeep(text)) throw unreadable('its values are nested too deeply', undefined);
  try {
    // Its shape is checked as far as it is used; all else was written by lambdazip.
    return reportSchema.parse(JSON.parse(text)) as unknown as BuildReport;
  } catch (error) {
    throw unreadable('it is not the report of a completed build', error);
  }
}
