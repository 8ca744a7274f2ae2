import { closest, distance } from 'fastest-levenshtein';

/** A guess compares the word with each known one, letter by letter: longer ones are not typing errors. */
const mostKnown = 300;
const longestWord = 200;

/** The known word that was probably meant; null where none is close. */
export function likely(word: string, known: readonly string[]): string | null {
  if (known.length === 0 || known.length > mostKnown || word.length > longestWord) return null;
  const candidate = closest(word.toLowerCase(), [...known]);
  const mistakes = distance(word.toLowerCase(), candidate.toLowerCase());
  return mistakes <= Math.max(2, Math.floor(candidate.length / 3)) ? candidate : null;
}
