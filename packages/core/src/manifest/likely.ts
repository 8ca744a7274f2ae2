import { closest, distance } from 'fastest-levenshtein';

/** The known word that was probably meant; null where none is close. */
export function likely(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const candidate = closest(word.toLowerCase(), [...known]);
  const mistakes = distance(word.toLowerCase(), candidate.toLowerCase());
  return mistakes <= Math.max(2, Math.floor(candidate.length / 3)) ? candidate : null;
}
