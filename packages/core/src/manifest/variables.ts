/** What replacing the variables of a text gives. */
export type Expansion =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'undeclared'; readonly names: readonly string[] }
  | { readonly kind: 'malformed' };

/** Replaces `${NAME}`; `$${` stands for the characters `${` themselves. Values are not looked at again. */
export function expandVariables(text: string, variables: Readonly<Record<string, string>>): Expansion {
  const undeclared: string[] = [];
  let malformed = false;
  const expanded = text.replace(/\$\$\{|\$\{(?:([A-Za-z_][A-Za-z0-9_]*)\})?/g, (match, name?: string) => {
    if (match === '$${') return '${';
    if (name === undefined) {
      malformed = true;
      return match;
    }
    if (Object.hasOwn(variables, name)) return variables[name] ?? '';
    undeclared.push(name);
    return match;
  });
  if (malformed) return { kind: 'malformed' };
  if (undeclared.length > 0) return { kind: 'undeclared', names: [...new Set(undeclared)] };
  return { kind: 'text', text: expanded };
}
