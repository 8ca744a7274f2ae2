import { closest, distance } from 'fastest-levenshtein';

/**
 * Guessing compares the word with each known word, letter by letter; with more words than this, it would take too long.
 */
const mostKnown = 300;
const longestWord = 200;

/** The most similar known word; null if none is similar enough. */
export function likely(word: string, known: readonly string[]): string | null {
  if (known.length === 0 || known.length > mostKnown || word.length > longestWord) return null;
  const candidate = closest(word.toLowerCase(), [...known]);
  const mistakes = distance(word.toLowerCase(), candidate.toLowerCase());
  return mistakes <= Math.max(2, Math.floor(candidate.length / 3)) ? candidate : null;
}
