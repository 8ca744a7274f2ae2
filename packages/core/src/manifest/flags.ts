/** The flags in a text, or why it cannot be parsed. */
export type SplitFlags =
  | { readonly kind: 'flags'; readonly flags: readonly string[] }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Splits flags like the go command: at white space; a flag that begins with ' or " continues to the next such
 * character; escapes are not supported.
 */
export function splitFlags(text: string): SplitFlags {
  const flags: string[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const quote = rest[0];
    if (quote === '"' || quote === "'") {
      const end = rest.indexOf(quote, 1);
      if (end === -1) return { kind: 'malformed', reason: `a ${quote} quote is not closed` };
      flags.push(rest.slice(1, end));
      rest = rest.slice(end + 1).trimStart();
    } else {
      const end = rest.search(/\s/);
      flags.push(end === -1 ? rest : rest.slice(0, end));
      rest = end === -1 ? '' : rest.slice(end).trimStart();
    }
  }
  return { kind: 'flags', flags };
}
