/**
 * Characters that control a terminal or make text misleading: C0, DEL and C1, line and paragraph separators,
 * bidirectional controls, characters without width, and lone surrogates.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** The same, except line breaks (`\n` and `\r\n`) and tabs. */
const unprintableInLines =
  /\r(?!\n)|(?![\n\r\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const named: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Escapes text from outside lambdazip for one line of a terminal or a log: unprintable characters become JSON escapes
 * (`\u001b`). Escaping twice has no further effect.
 */
export function printable(text: string): string {
  return text.replace(unprintable, escapeOf);
}

/** Like {@link printable}, but keeps line breaks and tabs. */
export function printableLines(text: string): string {
  return text.replace(unprintableInLines, escapeOf);
}

/** Escapes the unprintable characters of JSON text without changing its value. Keeps the line breaks between tokens. */
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

// Messages may quote a value with JSON.stringify, which would escape an escape again. So each unprintable UTF-16 code unit is
// first replaced with a character of a private plane, which becomes an escape in the finished message.
const planeStart = 0xf0000;
const aside = /[\u{f0000}-\u{fffff}]/gu;

/** Replaces unprintable characters with placeholders, in strings and recursively in lists and objects. */
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

/** Args with the output of a program, which keep their line breaks. */
const mayHaveLines: ReadonlySet<string> = new Set(['output', 'message']);

function unitsAside(character: string): string {
  return unitsOf(character)
    .map((unit) => String.fromCodePoint(planeStart + unit))
    .join('');
}

/** Replaces the placeholders of {@link putAside} in a message with escapes. */
export function broughtBack(sentence: string): string {
  return sentence.replace(aside, (character) => {
    const unit = String.fromCharCode((character.codePointAt(0) ?? planeStart) - planeStart);
    return escapeOf(unit);
  });
}
