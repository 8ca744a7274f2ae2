import type { ArchiveReport, BuildReport, EntrySize } from '@lambdazip/core';
import type { ArchiveChanges, BuildActivity } from './build-progress.js';
import { documentLines, finishedLine, handlersNote, type SummaryOptions } from './build-summary.js';
import type { Paint } from './paint.js';
import { counted, sizeText } from './size-text.js';
import { columnsOf, padEndTo, padStart, painted, rows, type Text, text, widthOf } from './text.js';

/** More entries than this are not listed one by one. */
const listedEntries = 20;
/** If there are more archives than this, those up to date are only counted, and those written are listed without entries. */
const listedArchives = 5;

/** What `build` prints on a terminal: what changed since the last build of each archive. */
export function changeSummary(
  report: BuildReport,
  activity: BuildActivity,
  milliseconds: number,
  options: SummaryOptions,
): Text {
  const { archives } = report;
  const kept = archives.filter(({ path }) => !activity.changes.has(path));
  const written = archives.filter(({ path }) => activity.changes.has(path));
  const isBrief = written.length > listedArchives && !options.verbose;
  return text`${rows([
    ...written.flatMap((archive) =>
      writtenLines(archive, activity.changes.get(archive.path), isBrief, options),
    ),
    ...keptLines(kept, options),
    finishedLine(report, activity, milliseconds, options.colors),
  ])}\n`;
}

function keptLines(archives: readonly ArchiveReport[], options: SummaryOptions): readonly Text[] {
  const { colors } = options;
  if (archives.length > listedArchives && !options.verbose) {
    return [text`${counted(archives.length, 'archive')} are up to date`];
  }
  return archives.flatMap((archive) => [
    text`${painted(colors.bold, archive.path)} is up to date`,
    ...(options.verbose ? [...entryLines(archive.entries.map(same), colors), ...factLines(archive)] : []),
  ]);
}

function writtenLines(
  archive: ArchiveReport,
  changes: ArchiveChanges | undefined,
  isBrief: boolean,
  { colors, verbose }: SummaryOptions,
): readonly Text[] {
  const { path, size, unzippedSize, runtime, architecture, entries } = archive;
  const name = painted(colors.bold, path);
  const before = changes?.before ?? null;
  if (changes === undefined || before === null) {
    const label = painted(colors.green, 'new');
    const head = text`${name} is ${label}: ${sizeText(size)} (${sizeText(unzippedSize)} unzipped)`;
    if (isBrief) return [head];
    const target = text`  for         ${runtime}, ${architecture}${handlersNote(archive)}`;
    return [head, ...limited(entries.map(added), verbose, colors), target, ...factLines(archive)];
  }
  const head = text`${name} ${painted(colors.yellow, 'changed')}: ${sizeText(size)} (${sizeChange(before.size, size)})`;
  const { unchanged } = changes;
  const touched = [
    ...changes.changed.map((entry): Line => ({ ...entry, mark: '~' })),
    ...changes.added.map(added),
    ...changes.removed.map((entry): Line => ({ ...entry, mark: '-' })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (isBrief) return [text`${head}, ${counted(touched.length, 'entry', 'entries')} changed`];
  const names = new Set(touched.map((entry) => entry.name));
  const rest = entries.filter((entry) => !names.has(entry.name)).map(same);
  const counts = touched.length === 0 ? 'same entries' : `${unchanged} unchanged`;
  return [
    head,
    ...limited(touched, verbose, colors),
    ...(verbose ? entryLines(rest, colors) : []),
    ...(unchanged > 0 && !verbose ? [text`  ${painted(colors.dim, counts)}`] : []),
    ...factLines(archive),
  ];
}

interface Line extends EntrySize {
  readonly mark: '+' | '~' | '-' | ' ';
  /** Bytes before the change. */
  readonly before?: number;
}

const added = ({ name, size }: EntrySize): Line => ({ name, size, mark: '+' });
const same = ({ name, size }: EntrySize): Line => ({ name, size, mark: ' ' });

function limited(lines: readonly Line[], verbose: boolean, colors: Paint): readonly Text[] {
  const shown = verbose || lines.length <= listedEntries ? lines : lines.slice(0, listedEntries - 1);
  const more = lines.length - shown.length;
  return [
    ...entryLines(shown, colors),
    ...(more > 0 ? [text`  ${painted(colors.dim, text`and ${more} more (-v lists all)`)}`] : []),
  ];
}

function entryLines(lines: readonly Line[], colors: Paint): readonly Text[] {
  const nameWidth = lines.reduce((width, { name }) => Math.max(width, columnsOf(name)), 0);
  const sizes = lines.map(({ size }) => sizeText(size));
  const sizeWidth = widthOf(sizes);
  const styles = { '+': colors.green, '~': colors.yellow, '-': colors.red, ' ': colors.dim };
  return lines.map(({ mark, name, size, before }, index) => {
    const end = before === undefined ? '' : text` (${sizeChange(before, size)})`;
    // The mark and the name only: sizes of different entries are compared by eye.
    const start = painted(styles[mark], text`${mark} ${padEndTo(name, Math.min(nameWidth, longestColumn))}`);
    return text`  ${start}  ${padStart(sizes[index] ?? '', sizeWidth)}${end}`;
  });
}

/** Sizes are in one column unless a name is longer than this. */
const longestColumn = 50;

/** A difference of two sizes, with its sign. */
export function sizeChange(before: number, after: number): string {
  if (before === after) return 'same size';
  return `${after > before ? '+' : '-'}${sizeText(Math.abs(after - before))}`;
}

function factLines(archive: ArchiveReport): readonly Text[] {
  return [text`  CodeSha256  ${archive.codeSha256}`, ...documentLines(archive)];
}
