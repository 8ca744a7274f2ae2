/**
 * The variables that a makefile or script sets to plain values, `VERSION := 1.2.0` or `export VERSION=1.2.0`, except those
 * it sets more than once.
 */
export function plainVariables(text: string): Readonly<Record<string, string>> {
  const values = new Map<string, string | null>();
  for (const [, name = '', value = ''] of text.matchAll(assignment)) {
    values.set(name, values.has(name) ? null : value.replace(/^(['"])(.*)\1$/, '$2'));
  }
  return Object.fromEntries([...values].filter((pair): pair is [string, string] => pair[1] !== null));
}

const assignment =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*[:?]{0,2}=[ \t]*((?:"[^"$`\n]*"|'[^'\n]*'|[^\s"'$`#()]+))[ \t]*(?:#.*)?$/gm;
