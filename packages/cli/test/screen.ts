import { characterWidth } from '../src/output/width.js';

interface Row {
  readonly cells: string[];
  /** Whether the line goes on in the next row. */
  isWrapped: boolean;
}

/** The part of a terminal that lambdazip's output needs: a grid of cells that escape sequences are applied to. */
export class Screen {
  columns: number;
  #rows: Row[] = [emptyRow()];
  #row = 0;
  #column = 0;
  #wraps = true;

  constructor(columns: number) {
    this.columns = columns;
  }

  /** Fails for what it does not know: the output is to use nothing else. */
  write(output: string): void {
    let rest = output;
    while (rest.length > 0) {
      const sequence = rest.startsWith('\u001b') ? /^\[(\??\d*)([A-Za-z])/.exec(rest.slice(1)) : null;
      if (sequence !== null) {
        this.#control(sequence[2] ?? '', sequence[1] ?? '');
        rest = rest.slice(1 + sequence[0].length);
        continue;
      }
      const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
      this.#put(character);
      rest = rest.slice(character.length);
    }
  }

  /** Makes it narrower or wider, and wraps its lines again, as most terminals do. */
  resize(columns: number): void {
    const lines: { cells: string[]; cursor: number | undefined }[] = [];
    let isContinued = false;
    for (const [index, { cells, isWrapped }] of this.#rows.entries()) {
      const line = isContinued ? lines.at(-1) : undefined;
      const known = line ?? { cells: [], cursor: undefined };
      if (line === undefined) lines.push(known);
      if (index === this.#row) known.cursor = known.cells.length + this.#column;
      known.cells.push(...cells);
      isContinued = isWrapped;
    }
    this.columns = columns;
    this.#rows = [];
    for (const { cells, cursor } of lines) {
      const first = this.#rows.length;
      for (let at = 0; at === 0 || at < cells.length; at += columns) {
        this.#rows.push({
          cells: cells.slice(at, at + columns),
          isWrapped: at + columns < cells.length,
        });
      }
      if (cursor !== undefined) {
        this.#row = Math.min(first + Math.floor(cursor / columns), this.#rows.length - 1);
        this.#column = Math.min(cursor % columns, columns - 1);
      }
    }
  }

  /** What is seen, without blanks at the ends of rows and without empty rows at the end. */
  get rows(): readonly string[] {
    const rows = this.#rows.map(({ cells }) => cells.map((cell) => cell || ' ').join(''));
    const visible = this.#rows.map(({ cells }, index) =>
      cells.some((cell) => [...cell].some((each) => characterWidth(each) === 2))
        ? cells.join('').trimEnd()
        : (rows[index] ?? '').trimEnd(),
    );
    while (visible.at(-1) === '') visible.pop();
    return visible;
  }

  get cursor(): { readonly row: number; readonly column: number } {
    return { row: this.#row, column: this.#column };
  }

  #put(character: string): void {
    if (character === '\r') this.#column = 0;
    else if (character === '\n') {
      this.#row += 1;
      if (this.#row === this.#rows.length) this.#rows.push(emptyRow());
    } else if (character < ' ' || character === '\u007f') {
      throw new Error(`unexpected control character ${JSON.stringify(character)}`);
    } else this.#print(character);
  }

  #print(character: string): void {
    const width = characterWidth(character);
    if (this.#column + width > this.columns) {
      if (!this.#wraps) return;
      this.#current.isWrapped = true;
      this.#put('\n');
      this.#column = 0;
    }
    const { cells } = this.#current;
    while (cells.length < this.#column) cells.push(' ');
    if (width === 0) {
      const last = Math.max(this.#column - 1, 0);
      cells[last] = `${cells[last] ?? ''}${character}`;
      return;
    }
    cells[this.#column] = character;
    if (width === 2) cells[this.#column + 1] = '';
    this.#column += width;
  }

  #control(name: string, argument: string): void {
    if (name === 'm') return;
    if (argument === '?7' && (name === 'l' || name === 'h')) this.#wraps = name === 'h';
    else if (name === 'K' && argument === '') {
      this.#current.cells.length = Math.min(this.#column, this.#current.cells.length);
    } else if (name === 'J' && argument === '') {
      this.#current.cells.length = Math.min(this.#column, this.#current.cells.length);
      this.#current.isWrapped = false;
      this.#rows.length = this.#row + 1;
    } else throw new Error(`unexpected escape sequence ${argument}${name}`);
  }

  get #current(): Row {
    const row = this.#rows[this.#row];
    if (row === undefined) throw new Error(`no row ${this.#row}`);
    return row;
  }
}

function emptyRow(): Row {
  return { cells: [], isWrapped: false };
}
