const named: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escapeSequence = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g;

/**
 * The value of a string quoted by Go's `strconv.Quote`, or of a raw string; text without quotes is returned
 * unchanged. `\x` escapes that are not valid UTF-8 become the replacement character.
 */
export function unquoteGo(text: string): string {
  const quote = text.at(0);
  if (text.length < 2 || text.at(-1) !== quote) return text;
  if (quote === '`') return text.slice(1, -1);
  if (quote !== '"') return text;
  return text.slice(1, -1).replace(escapeSequence, (_, byte, short, long, letter) => {
    if (byte !== undefined) return byteCharacter(Number.parseInt(byte, 16));
    if (letter !== undefined) return named[letter] ?? letter;
    return character(Number.parseInt(short ?? long, 16));
  });
}

function byteCharacter(byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : '\ufffd';
}

function character(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd';
}
