/** More words than a script compares its first argument with. */
const wordLimit = 12;
const caseLimit = 20;
const bodyLimit = 8_000;
const branch = /(?:\bin|;;|\n)[ \t]*\(?([\w."'-]{1,60}(?:[ \t]*\|[ \t]*[\w."'-]{1,60}){0,8})[ \t]*\)/g;
/** Longer scripts are not hand-written. */
const textLimit = 200_000;

/**
 * The words that a script compares its first argument with: `release` in `case "$1" in release)` and in `[ "$1" = release
 * ]`, also through a variable (`MODE=${1:-dev}`).
 */
export function argumentWords(text: string): readonly string[] {
  const read = text.slice(0, textLimit);
  const names = new Set(['1']);
  for (const [, name = ''] of read.matchAll(
    /^[ \t]*(?:local |export |readonly )?(\w+)=["']?\$\{?[1@][^\d\w]/gm,
  )) {
    names.add(name);
  }
  const words = new Set<string>();
  const add = (word: string): void => {
    if (/^-{0,2}[A-Za-z][\w.-]*$/.test(word) && words.size < wordLimit) words.add(word);
  };
  const isArgument = (name: string): boolean => names.has(name);
  let cases = 0;
  for (const match of read.matchAll(/\bcase\s+"?\$\{?(\w+)[^\s]{0,40}\s+in\b/g)) {
    if (!isArgument(match[1] ?? '') || ++cases > caseLimit) continue;
    const body = read.slice(match.index, match.index + bodyLimit);
    const branches = body.slice(0, Math.max(0, body.search(/^\s*esac\b|;\s*esac\b/m)));
    for (const [, patterns = ''] of branches.matchAll(branch)) {
      for (const pattern of patterns.split('|')) add(pattern.trim().replace(/^["']|["']$/g, ''));
    }
  }
  const compared = /"?\$\{?(\w+)[^\s"]{0,40}"?\s+(?:==?|!=)\s+["']?([\w.-]+)/g;
  for (const [, name = '', word = ''] of read.matchAll(compared)) if (isArgument(name)) add(word);
  return [...words];
}
