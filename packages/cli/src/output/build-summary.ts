import type { ArchiveReport, BuildReport } from '@lambdazip/core';
import type { BuildActivity } from './build-progress.js';
import { counted, sizeText } from './size-text.js';

/** More entries than this are not listed one by one. */
const listed = 20;

/** What `build` prints for a person. */
export function buildSummary(report: BuildReport, activity: BuildActivity, milliseconds: number): string {
  const archives = report.archives.map(archiveText);
  return `${archives.join('\n')}\n${buildLine(report, activity, milliseconds)}\n`;
}

/** The same in one line. */
export function buildLine(report: BuildReport, activity: BuildActivity, milliseconds: number): string {
  const seconds = (milliseconds / 1000).toFixed(1);
  const { compiled, packed, reused, kept } = activity;
  const parts = [
    compiled === 0 ? 'nothing to compile' : `${counted(compiled, 'package')} compiled`,
    `${counted(packed, 'entry', 'entries')} packed`,
    `${reused} of them taken from the cache`,
    ...(kept === 0 ? [] : [`${counted(kept, 'archive')} left as ${kept === 1 ? 'it was' : 'they were'}`]),
  ];
  return `Built ${counted(report.archives.length, 'archive')} in ${seconds} s: ${parts.join(', ')}.`;
}

function archiveText(archive: ArchiveReport): string {
  const { path, runtime, architecture, layout, size, unzippedSize, sha256, codeSha256, entries, documents } =
    archive;
  const shown = entries.slice(0, entries.length > listed ? listed - 1 : listed);
  const sizes = shown.map((entry) => sizeText(entry.size));
  const sizeWidth = Math.max(...sizes.map((text) => text.length));
  return [
    path,
    `  for         ${runtime}, ${architecture}${layout === 'per-handler' ? ', one handler' : ''}`,
    `  size        ${sizeText(size)} zipped, ${sizeText(unzippedSize)} unzipped`,
    `  SHA-256     ${sha256}`,
    `  CodeSha256  ${codeSha256}`,
    `  entries     ${entries.length}`,
    ...shown.map(
      ({ name, mode }, index) => `    ${mode}  ${(sizes[index] ?? '').padStart(sizeWidth)}  ${name}`,
    ),
    ...(entries.length > shown.length
      ? [`    and ${entries.length - shown.length} more (--json lists all)`]
      : []),
    ...(documents.length > 0 ? [`  beside it   ${documents.map(fileName).join(', ')}`] : []),
    '',
  ].join('\n');
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
