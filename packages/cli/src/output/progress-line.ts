import type { Paint } from './paint.js';
import { columnsOf, joined, painted, shortened, type Text, text, textOf } from './text.js';

/** What a progress line shows. */
export interface Progress {
  /** What is done now, e.g. `Compiling`. */
  readonly phase: string;
  /** How much of it is done; undefined if nothing is counted. */
  readonly done?: number | undefined;
  /** The total; undefined if it is not known. */
  readonly total?: number | undefined;
  /** What is counted, e.g. `programs`; left out on narrow terminals if there is a total. */
  readonly unit?: string | undefined;
  /** Extra text for wide terminals, e.g. `37 packages`. */
  readonly more?: string | undefined;
  /** The item in progress. */
  readonly name?: string | undefined;
}

/** The line has a bar on terminals at least `wide` columns wide, and a longer one from `widest`. */
const wide = 60;
const widest = 100;
/** A name is left out if it has fewer columns than this. */
const shortestName = 8;

/** One line that fits in the given columns. A name that is too long loses its start: the end of a path is more specific. */
export function progressLine(
  { phase, done, total, unit, more, name }: Progress,
  milliseconds: number,
  columns: number,
  { bold, cyan, dim, green }: Paint,
): Text {
  const isWide = columns >= wide;
  const counts: Text[] = [];
  if (done !== undefined && total !== undefined) {
    counts.push(isWide && unit !== undefined ? text`${done}/${total} ${unit}` : text`${done}/${total}`);
  } else if (done !== undefined) {
    counts.push(text`${done} ${unit ?? ''}`);
  }
  if (more !== undefined && (isWide || counts.length === 0)) counts.push(textOf(more));
  const count = joined(counts, ', ');
  const time = elapsedText(milliseconds);
  const bar =
    isWide && done !== undefined && total !== undefined
      ? barOf(done, total, columns >= widest ? 20 : 10)
      : undefined;
  // If they do not fit, they are dropped from the end.
  const parts: { readonly value: Text; readonly gap: number; readonly style?: (text: string) => string }[] = [
    { value: textOf(phase), gap: 0, style: (value) => bold(cyan(value)) },
    ...(bar === undefined ? [] : [{ value: bar, gap: 1, style: green }]),
    ...(counts.length === 0 ? [] : [{ value: count, gap: 1 }]),
    { value: textOf(time), gap: 2, style: dim },
  ];
  let left = columns;
  const shown: Text[] = [];
  for (const { value, gap, style = String } of parts) {
    const fits = shown.length === 0 ? shortened(value, left) : value;
    if (gap + columnsOf(fits) > left) break;
    shown.push(text`${' '.repeat(gap)}${painted(style, fits)}`);
    left -= gap + columnsOf(fits);
  }
  const isWhole = shown.length === parts.length;
  if (isWhole && name !== undefined && left - 2 >= shortestName)
    shown.push(text`  ${shortened(name, left - 2, 'end')}`);
  return joined(shown, '');
}

function barOf(done: number, total: number, width: number): Text {
  const full = total === 0 ? width : Math.floor((width * Math.min(done, total)) / total);
  const head = full < width ? '>' : '';
  return text`[${'='.repeat(full)}${head}${' '.repeat(width - full - head.length)}]`;
}

/** A time for people, to the tenth of a second below a minute. */
export function elapsedText(milliseconds: number): string {
  const tenths = Math.floor(Math.max(milliseconds, 0) / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)}s`;
  const seconds = Math.floor(tenths / 10);
  return `${Math.floor(seconds / 60)}m ${String(seconds % 60).padStart(2, '0')}s`;
}
