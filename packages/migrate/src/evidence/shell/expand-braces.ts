import type { Word } from './syntax.js';

/** More words than a build line has. */
const wordLimit = 1_000;

/** `cmd/{a,b}` and `{1..3}` as several words; the word itself if it has no braces to expand. */
export function expandBraces(word: Word): readonly Word[] {
  let words: readonly Word[] = [word];
  for (let round = 0; round < 8; round += 1) {
    const next = words.flatMap((each) => expandFirst(each) ?? [each]);
    if (next.length === words.length || next.length > wordLimit) break;
    words = next;
  }
  return words;
}

function expandFirst(word: Word): readonly Word[] | undefined {
  for (const [index, part] of word.entries()) {
    if (part.kind !== 'text' || part.quoted) continue;
    const found = /\{([^{}]*,[^{}]*|\d{1,4}\.\.\d{1,4})\}/.exec(part.text);
    if (found === null) continue;
    const [written, inner = ''] = found;
    const before = part.text.slice(0, found.index);
    const after = part.text.slice(found.index + written.length);
    return choices(inner).map((choice) => [
      ...word.slice(0, index),
      { kind: 'text', text: before + choice + after, quoted: false },
      ...word.slice(index + 1),
    ]);
  }
  return undefined;
}

function choices(inner: string): readonly string[] {
  if (inner.includes(',')) return inner.split(',');
  const [first = 0, last = 0] = inner.split('..').map(Number);
  const length = Math.min(Math.abs(last - first) + 1, wordLimit);
  return Array.from({ length }, (_, index) => String(first <= last ? first + index : first - index));
}
