// Columns of a terminal, as wcwidth and Unicode's East Asian Width (UAX 11) count them.

/** Wide and fullwidth characters except emoji: first and last code points. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

/** Marks on the character before them, and the vowels and final consonants of Hangul syllables. */
const withoutWidth = /[\p{Mn}\p{Me}\u1160-\u11ff]/u;
const ascii = /^[\x20-\x7e]*$/;

/** The columns of one printable character. */
export function characterWidth(character: string): 0 | 1 | 2 {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x300) return 1;
  if (withoutWidth.test(character)) return 0;
  if (/\p{Emoji_Presentation}/u.test(character)) return isRegionalIndicator(codePoint) ? 1 : 2;
  return wideRanges.some(([first, last]) => codePoint >= first && codePoint <= last) ? 2 : 1;
}

// Two of them are a flag, which is two columns wide.
function isRegionalIndicator(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}

/** The columns of printable text of one line. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The longest start of a text that fits into some columns. */
export function startWithin(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** The longest end of a text that fits into some columns. */
export function endWithin(text: string, columns: number): string {
  let width = 0;
  let start = text.length;
  for (const character of [...text].reverse()) {
    width += characterWidth(character);
    if (width > columns) break;
    start -= character.length;
  }
  // A mark without its character would join the text before it.
  return text.slice(start).replace(/^[\p{Mn}\p{Me}]+/u, '');
}
