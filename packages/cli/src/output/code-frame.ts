import { joined, type Text, text, textOf } from './text.js';
import { displayWidth } from './width.js';

/** A line of a file, and the columns of the terminal before its caret; undefined without a caret. */
export interface CodeLine {
  readonly line: Text;
  readonly caret: number | undefined;
}

const tabWidth = 4;
/** Replaces the parts of a line that are not shown. */
const ellipsis = '...';
/** How many columns stay visible from the caret on: a third of them, within bounds. */
const marginOf = (columns: number): number => Math.min(Math.max(Math.floor(columns / 3), 8), 30);

/**
 * A line of a file in at most the given columns. A longer one is shown around the caret, with `...` for the rest.
 *
 * @param column counts UTF-16 units from 1; null for none
 */
export function codeLine(source: string, column: number | null, columns: number): CodeLine {
  // Only the part that could be shown is processed: a line may have megabytes.
  const from = Math.max((column ?? 0) - 1 - 2 * columns, 0);
  const part = source.slice(from, from + 4 * columns);
  const { cells, caret } = cellsOf(part, column === null ? undefined : column - 1 - from);
  const isWholeStart = from === 0;
  const isWholeEnd = from + part.length >= source.length;
  const widthOf = (start: number, end?: number): number =>
    cells.slice(start, end).reduce((sum, cell) => sum + cell.width, 0);

  let start = 0;
  if (!isWholeStart || !isWholeEnd || widthOf(0) > columns) {
    const room = Math.max(columns - marginOf(columns) - ellipsis.length, 1);
    while (caret !== undefined && start < caret && widthOf(start, caret) > room) start += 1;
    // A mark belongs to the character before it.
    while (start > 0 && start < cells.length && cells[start]?.width === 0) start += 1;
  }
  const before = isWholeStart && start === 0 ? '' : ellipsis;
  const room = columns - before.length;
  let end = cells.length;
  let after = '';
  if (!isWholeEnd || widthOf(start) > room) {
    after = ellipsis;
    while (end > start && widthOf(start, end) > room - ellipsis.length) end -= 1;
  }
  const shown = joined(
    cells.slice(start, end).map((cell) => cell.text),
    '',
  );
  return {
    line: text`${before}${shown}${after}`,
    caret: caret === undefined ? undefined : before.length + widthOf(start, caret),
  };
}

interface Cell {
  readonly text: Text;
  readonly width: number;
}

/** The characters as printed, with tabs as spaces, and the index of the character at a unit, or past the end. */
function cellsOf(
  source: string,
  unit: number | undefined,
): { readonly cells: readonly Cell[]; readonly caret: number | undefined } {
  const cells: Cell[] = [];
  let caret: number | undefined;
  let units = 0;
  let width = 0;
  for (const character of source) {
    units += character.length;
    if (unit !== undefined && caret === undefined && units > unit) caret = cells.length;
    const shown = character === '\t' ? text`${' '.repeat(tabWidth - (width % tabWidth))}` : textOf(character);
    const cell = { text: shown, width: displayWidth(String(shown)) };
    cells.push(cell);
    width += cell.width;
  }
  if (unit !== undefined && caret === undefined) caret = cells.length;
  return { cells, caret };
}
