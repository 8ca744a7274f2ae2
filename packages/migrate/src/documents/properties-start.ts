/** Comments and empty lines that may stand between a tag and its value; more are not looked through. */
const lineLimit = 50;

/**
 * Where the tag and the anchor of a node begin: they stand before the value, on its line or on one above it.
 *
 * @param start of the value
 * @param properties as they are written, such as `!Sub` and `&name`
 * @returns `start` where they are not found
 */
export function propertiesStart(text: string, start: number, properties: readonly string[]): number {
  const left = new Set(properties);
  let first = start;
  let at = start;
  for (let steps = 0; steps < lineLimit && left.size > 0; steps += 1) {
    const end = trimmedEnd(text, at);
    const comment = text.slice(end, at).includes('\n') ? commentStart(text, end, left) : undefined;
    const found = [...left].find((property) => endsWith(text, end, property));
    if (comment !== undefined) at = comment;
    else if (found === undefined) break;
    else {
      left.delete(found);
      first = end - found.length;
      at = first;
    }
  }
  return first;
}

function trimmedEnd(text: string, from: number): number {
  let at = from;
  while (at > 0 && /[ \t\r\n]/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

function endsWith(text: string, end: number, property: string): boolean {
  const start = end - property.length;
  return (
    start >= 0 && text.startsWith(property, start) && (start === 0 || /[\s[{,:]/.test(text.charAt(start - 1)))
  );
}

/** Where the comment begins that a line ends with: before it stands one of the properties, or nothing (then where the line begins). */
function commentStart(text: string, end: number, properties: ReadonlySet<string>): number | undefined {
  const line = text.lastIndexOf('\n', end - 1) + 1;
  for (let at = text.indexOf('#', line); at !== -1 && at < end; at = text.indexOf('#', at + 1)) {
    const code = trimmedEnd(text, at);
    if (code <= line) return line;
    if (code < at && [...properties].some((property) => endsWith(text, code, property))) return at;
  }
  return undefined;
}
