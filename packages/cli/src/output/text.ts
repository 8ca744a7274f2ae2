import { printable, printableJson, printableLines } from '@lambdazip/core/printable';

/**
 * Text that may be written to a stream. Only the functions of this file make it, and they escape whatever did not come
 * from lambdazip itself, so that no name, message or file can steer the terminal or forge a line.
 */
export class Text {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** For this file only: others take {@link text}. */
  static trusted(text: string, key: typeof trust): Text {
    if (key !== trust) throw new TypeError('text that nobody escaped');
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

/** What a template may hold: texts as they are, everything else escaped. */
export type Shown = Text | string | number;

/** A template of lambdazip's own words; strings in it are foreign and are escaped, line breaks too. */
export function text(words: TemplateStringsArray, ...values: readonly Shown[]): Text {
  return trusted(words.reduce((before, word, index) => `${before}${shown(values[index - 1] ?? '')}${word}`));
}

/** One value, escaped. */
export function textOf(value: Shown): Text {
  return trusted(shown(value));
}

/** Foreign text of several lines, such as a diff: its line breaks and tabs stay. */
export function block(lines: string): Text {
  return trusted(printableLines(lines));
}

/** A document as JSON, with escapes of JSON; on one line without an indent. */
export function jsonText(document: unknown, indent?: number): Text {
  return trusted(`${printableJson(JSON.stringify(document, null, indent))}\n`);
}

export function joined(values: readonly Shown[], separator: string): Text {
  return trusted(values.map(shown).join(separator));
}

/** Texts below each other. */
export function rows(lines: readonly Shown[]): Text {
  return joined(lines, '\n');
}

export function padEnd(value: Shown, width: number): Text {
  return trusted(shown(value).padEnd(width));
}

export function padStart(value: Shown, width: number): Text {
  return trusted(shown(value).padStart(width));
}

/** The first characters. */
export function cut(value: Shown, length: number): Text {
  return trusted(shown(value).slice(0, length));
}

export function trimmedEnd(value: Shown): Text {
  return trusted(shown(value).trimEnd());
}

/** Lines after the first begin with the indent, so that none looks like the beginning of something else. */
export function hanging(value: Text, indent: string): Text {
  return trusted(String(value).replaceAll('\n', `\n${indent}`));
}

/** A text in a colour. */
export function painted(paint: (text: string) => string, value: Shown): Text {
  return trusted(paint(shown(value)));
}

/** The longest of some values as they are shown. */
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
