import type { ArchiveReport, BuildReport } from '@lambdazip/core';
import { layouts } from '@lambdazip/core/choices';
import type { BuildActivity } from './build-progress.js';
import { counted, sizeText } from './size-text.js';
import { joined, padStart, rows, type Text, text, widthOf } from './text.js';

/** More entries than this are not listed one by one. */
const listed = 20;

/** What `build` prints for a person. */
export function buildSummary(report: BuildReport, activity: BuildActivity, milliseconds: number): Text {
  const archives = report.archives.map(archiveText);
  return text`${rows(archives)}\n${buildLine(report, activity, milliseconds)}\n`;
}

/** The same in one line. */
export function buildLine(report: BuildReport, activity: BuildActivity, milliseconds: number): Text {
  const seconds = (milliseconds / 1000).toFixed(1);
  const { compiled, packed, reused, kept } = activity;
  const parts = [
    compiled === 0 ? 'nothing to compile' : `${counted(compiled, 'package')} compiled`,
    `${counted(packed, 'entry', 'entries')} packed`,
    `${reused} of them taken from the cache`,
    ...(kept === 0 ? [] : [`${counted(kept, 'archive')} left as ${kept === 1 ? 'it was' : 'they were'}`]),
  ];
  return text`Built ${counted(report.archives.length, 'archive')} in ${seconds} s: ${joined(parts, ', ')}.`;
}

function archiveText(archive: ArchiveReport): Text {
  const { path, runtime, architecture, layout, size, unzippedSize, sha256, codeSha256, entries, documents } =
    archive;
  // A report may name a layout of another release.
  const isAlone = Object.hasOwn(layouts, layout) && layouts[layout].archivePerHandler;
  const shown = entries.slice(0, entries.length > listed ? listed - 1 : listed);
  const sizes = shown.map((entry) => sizeText(entry.size));
  const sizeWidth = widthOf(sizes);
  return rows([
    path,
    text`  for         ${runtime}, ${architecture}${isAlone ? ', one handler' : ''}`,
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
    ...(documents.length > 0 ? [text`  beside it   ${joined(documents.map(fileName), ', ')}`] : []),
    '',
  ]);
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
