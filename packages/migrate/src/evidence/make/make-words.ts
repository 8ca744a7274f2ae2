export function splitWords(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** The text that `%` matches if a word matches a make pattern; undefined if it does not. */
export function stemOf(pattern: string, word: string): string | undefined {
  const percent = pattern.indexOf('%');
  if (percent === -1) return undefined;
  const [before, after] = [pattern.slice(0, percent), pattern.slice(percent + 1)];
  const fits = word.length > before.length + after.length && word.startsWith(before) && word.endsWith(after);
  return fits ? word.slice(before.length, word.length - after.length) : undefined;
}

/** `$(patsubst from,to,word)` for one word. */
export function patternSubstitute(from: string, to: string, word: string): string {
  if (!from.includes('%')) return word === from ? to : word;
  const percent = from.indexOf('%');
  const [before, after] = [from.slice(0, percent), from.slice(percent + 1)];
  const fits = word.length >= before.length + after.length && word.startsWith(before) && word.endsWith(after);
  if (!fits) return word;
  const stem = word.slice(before.length, word.length - after.length);
  return to.replace('%', () => stem);
}

/** The words that match any of some patterns, or those that match none. */
export function filterWords(patterns: string, words: readonly string[], fitting: boolean): readonly string[] {
  const all = splitWords(patterns);
  return words.filter((word) => {
    const fits = all.some(
      (pattern) => pattern === word || stemOf(pattern, word) !== undefined || pattern === '%',
    );
    return fits === fitting;
  });
}

/** Splits at a character outside references and parentheses. */
export function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '(' || character === '{') depth += 1;
    else if (character === ')' || character === '}') depth -= 1;
    else if (character === separator && depth <= 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
