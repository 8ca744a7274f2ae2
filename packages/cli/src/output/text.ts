import { printable, printableJson, printableLines } from '@lambdazip/core/printable';
import { displayWidth, endWithin, startWithin } from './width.js';

/**
 * Text that may be written to a stream. Only the functions in this file create it. They escape everything that does not
 * come from lambdazip itself, so that no name, message or file can control the terminal or forge a line.
 */
export class Text {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** For this file only; use {@link text} elsewhere. */
  static trusted(text: string, key: typeof trust): Text {
    if (key !== trust) throw new TypeError('unescaped text');
    return new Text(text);
  }

  get length(): number {
    return this.#text.length;
  }

  toString(): string {
    return this.#text;
  }
}

const trust = Symbol('trust');

/** A value in a template: a Text is inserted unchanged, anything else is escaped. */
export type Shown = Text | string | number;

/** A template literal. Its strings are lambdazip's own; interpolated strings are escaped, line breaks too. */
export function text(words: TemplateStringsArray, ...values: readonly Shown[]): Text {
  return trusted(words.reduce((before, word, index) => `${before}${shown(values[index - 1] ?? '')}${word}`));
}

/** One value, escaped. */
export function textOf(value: Shown): Text {
  return trusted(shown(value));
}

/** Escapes foreign text of several lines, such as a diff, but keeps its line breaks and tabs. */
export function block(lines: string): Text {
  return trusted(printableLines(lines));
}

/** A document as JSON, escaped as JSON; without an indent it is on one line. */
export function jsonText(document: unknown, indent?: number): Text {
  return trusted(`${printableJson(JSON.stringify(document, null, indent))}\n`);
}

export function joined(values: readonly Shown[], separator: string): Text {
  return trusted(values.map(shown).join(separator));
}

/** The first values, separated by commas, and the number of the others. */
export function firstOf(values: readonly Shown[], most: number): Text {
  const more = values.length - most;
  const shown = joined(values.slice(0, most), ', ');
  return more > 0 ? text`${shown} and ${more} more` : shown;
}

/** Joins lines. */
export function rows(lines: readonly Shown[]): Text {
  return joined(lines, '\n');
}

export function padEnd(value: Shown, width: number): Text {
  return trusted(shown(value).padEnd(width));
}

export function padStart(value: Shown, width: number): Text {
  return trusted(shown(value).padStart(width));
}

/** The columns that a value takes on a terminal. */
export function columnsOf(value: Shown): number {
  return displayWidth(shown(value));
}

/** A value in at most some columns: if it is longer, with `...` for its end, or for its start if the end is kept. */
export function shortened(value: Shown, columns: number, keeps: 'start' | 'end' = 'start'): Text {
  const whole = shown(value);
  if (displayWidth(whole) <= columns) return trusted(whole);
  if (columns < 4) return trusted(startWithin(whole, Math.max(columns, 0)));
  return trusted(
    keeps === 'start' ? `${startWithin(whole, columns - 3)}...` : `...${endWithin(whole, columns - 3)}`,
  );
}

/** A value followed by spaces up to a column. */
export function padEndTo(value: Shown, columns: number): Text {
  const whole = shown(value);
  return trusted(whole + ' '.repeat(Math.max(columns - displayWidth(whole), 0)));
}

export function trimmedEnd(value: Shown): Text {
  return trusted(shown(value).trimEnd());
}

/** Indents every line after the first, so that none can pass for the start of a new message. */
export function hanging(value: Text, indent: string): Text {
  return trusted(String(value).replaceAll('\n', `\n${indent}`));
}

/** Colours a text. */
export function painted(paint: (text: string) => string, value: Shown): Text {
  return trusted(paint(shown(value)));
}

/** The length of the longest value, as shown. */
export function widthOf(values: readonly Shown[]): number {
  return values.reduce<number>((width, value) => Math.max(width, shown(value).length), 0);
}

export const nothing: Text = textOf('');

function shown(value: Shown): string {
  return value instanceof Text ? String(value) : printable(String(value));
}

function trusted(text: string): Text {
  return Text.trusted(text, trust);
}
