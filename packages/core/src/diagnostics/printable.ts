/**
 * Characters that steer a terminal or make output look like something that it is not: C0, DEL and C1, line and paragraph
 * separators, bidirectional controls, whatever has no width, and surrogates without a partner.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** The same, save line breaks (`\n`, and `\r\n`) and tabs. */
const unprintableInLines =
  /\r(?!\n)|(?![\n\r\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const named: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Text that did not come from lambdazip, for one line of a terminal or a log: what is unprintable is shown as an escape of
 * JSON (`\u001b`). Escaping twice changes nothing more.
 */
export function printable(text: string): string {
  return text.replace(unprintable, escapeOf);
}

/** The same for text of several lines: line breaks and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(unprintableInLines, escapeOf);
}

/** JSON text with the same value, in which all that is unprintable is escaped; line breaks between tokens stay. */
export function printableJson(json: string): string {
  return json.replace(unprintableInLines, unitEscapes);
}

function escapeOf(character: string): string {
  return named.get(character) ?? unitEscapes(character);
}

function unitEscapes(character: string): string {
  return unitsOf(character)
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

function unitsOf(character: string): number[] {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
}

// Wordings may quote a value with JSON.stringify, which would escape an escape again. So what is unprintable is first put
// aside, one character of a private plane for each UTF-16 unit, and becomes an escape when the sentence is whole.
const planeStart = 0xf0000;
const aside = /[\u{f0000}-\u{fffff}]/gu;

/** A value of a wording, with all that is unprintable put aside; lists and objects with all that they hold. */
export function putAside<Value>(value: Value, keepsLines = false): Value {
  return mapped(value, keepsLines) as Value;
}

function mapped(value: unknown, keepsLines: boolean): unknown {
  if (typeof value === 'string') {
    const moved = value.replace(aside, unitsAside);
    return moved.replace(keepsLines ? unprintableInLines : unprintable, unitsAside);
  }
  if (Array.isArray(value)) return value.map((each) => mapped(each, keepsLines));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, mapped(each, keepsLines || mayHaveLines.has(name))]),
  );
}

/** Values that are what a program printed: they keep their lines. */
const mayHaveLines: ReadonlySet<string> = new Set(['output', 'message']);

function unitsAside(character: string): string {
  return unitsOf(character)
    .map((unit) => String.fromCodePoint(planeStart + unit))
    .join('');
}

/** A sentence made of values that were put aside, with their escapes. */
export function broughtBack(sentence: string): string {
  return sentence.replace(aside, (character) => {
    const unit = String.fromCharCode((character.codePointAt(0) ?? planeStart) - planeStart);
    return escapeOf(unit);
  });
}
