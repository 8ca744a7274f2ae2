/** The result of replacing the variables in a text. */
export type Expansion =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'undeclared'; readonly names: readonly string[] }
  | { readonly kind: 'malformed' }
  /** The text would be longer than {@link longestExpansion}. */
  | { readonly kind: 'too-long' };

/** Linux does not pass longer arguments to a program (MAX_ARG_STRLEN). */
export const longestExpansion = 131_072;

/** Replaces `${NAME}`; `$${` is an escape for `${`. Values are not expanded again. */
export function expandVariables(text: string, variables: Readonly<Record<string, string>>): Expansion {
  const undeclared: string[] = [];
  let malformed = false;
  let length = text.length;
  const expanded = text.replace(/\$\$\{|\$\{(?:([A-Za-z_][A-Za-z0-9_]*)\})?/g, (match, name?: string) => {
    if (match === '$${') return '${';
    if (name === undefined) {
      malformed = true;
      return match;
    }
    if (Object.hasOwn(variables, name)) {
      const value = variables[name] ?? '';
      length += value.length;
      return length > longestExpansion ? '' : value;
    }
    undeclared.push(name);
    return match;
  });
  if (malformed) return { kind: 'malformed' };
  if (undeclared.length > 0) return { kind: 'undeclared', names: [...new Set(undeclared)] };
  if (length > longestExpansion) return { kind: 'too-long' };
  return { kind: 'text', text: expanded };
}
