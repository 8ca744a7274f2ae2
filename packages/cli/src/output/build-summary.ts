import type { ArchiveReport, BuildReport } from '@lambdazip/core';
import { layouts } from '@lambdazip/core/choices';
import type { BuildActivity } from './build-progress.js';
import type { Paint } from './paint.js';
import { counted, sizeText } from './size-text.js';
import { joined, padStart, painted, rows, type Text, text, widthOf } from './text.js';

/** More entries than this are not listed one by one. */
const listed = 20;

/** How a summary is printed. */
export interface SummaryOptions {
  readonly colors: Paint;
  /** Whether every entry is listed. */
  readonly verbose: boolean;
}

/** What `build` prints for scripts and logs. */
export function buildSummary(
  report: BuildReport,
  activity: BuildActivity,
  milliseconds: number,
  options: SummaryOptions,
): Text {
  const archives = report.archives.map((archive) => archiveText(archive, options));
  return text`${rows(archives)}\n${finishedLine(report, activity, milliseconds, options.colors)}\n`;
}

/** The last line: how many archives were written or up to date, and how much work that was. */
export function finishedLine(
  { archives }: Pick<BuildReport, 'archives'>,
  { compiled, packed, reused, kept }: BuildActivity,
  milliseconds: number,
  { bold, green }: Paint,
): Text {
  const written = archives.length - kept;
  const results = [
    ...(written > 0 ? [`${counted(written, 'archive')} written`] : []),
    ...(kept > 0 ? [`${written > 0 ? kept : counted(kept, 'archive')} up to date`] : []),
  ];
  const work = [
    ...(compiled > 0 ? [`${counted(compiled, 'package')} compiled`] : []),
    ...(reused > 0 || compiled === 0
      ? [`${reused} of ${counted(packed, 'entry', 'entries')} from cache`]
      : []),
  ];
  const label = painted((value) => bold(green(value)), 'Finished');
  return text`${label} in ${durationText(milliseconds)}: ${joined(results, ', ')} (${joined(work, ', ')})`;
}

/** A time for a sentence, to the tenth of a second below a minute. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function archiveText(archive: ArchiveReport, { colors, verbose }: SummaryOptions): Text {
  const { path, runtime, architecture, size, unzippedSize, sha256, codeSha256, entries } = archive;
  const shown = verbose ? entries : entries.slice(0, entries.length > listed ? listed - 1 : listed);
  const sizes = shown.map((entry) => sizeText(entry.size));
  const sizeWidth = widthOf(sizes);
  return rows([
    painted(colors.bold, path),
    text`  for         ${runtime}, ${architecture}${handlersNote(archive)}`,
    text`  size        ${sizeText(size)} zipped, ${sizeText(unzippedSize)} unzipped`,
    text`  SHA-256     ${sha256}`,
    text`  CodeSha256  ${codeSha256}`,
    text`  entries     ${entries.length}`,
    ...shown.map(
      ({ name, mode }, index) => text`    ${mode}  ${padStart(sizes[index] ?? '', sizeWidth)}  ${name}`,
    ),
    ...(entries.length > shown.length
      ? [text`    and ${entries.length - shown.length} more (--json lists all)`]
      : []),
    ...documentLines(archive),
    '',
  ]);
}

/** What the layout makes of the handlers, after the target. A report may name a layout of a different release. */
export function handlersNote({ layout, handlers }: Pick<ArchiveReport, 'layout' | 'handlers'>): string {
  if (!Object.hasOwn(layouts, layout)) return '';
  const { archivePerHandler, sharesProgram } = layouts[layout];
  if (sharesProgram) return `, one program for ${counted(handlers.length, 'handler')}`;
  return archivePerHandler ? ', one handler' : '';
}

/** The files that were written next to an archive. */
export function documentLines({ documents }: Pick<ArchiveReport, 'documents'>): readonly Text[] {
  return documents.map((path) =>
    path.endsWith('.provenance.json')
      ? text`  provenance  ${fileName(path)}`
      : text`  SBOM        ${fileName(path)}`,
  );
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
