/** How many lines of comments and empty lines may be between a tag and its value. */
const lineLimit = 50;

/**
 * The start of a node's tag and anchor, which are before the value, on its line or above it.
 *
 * @param start of the value
 * @param properties as written, such as `!Sub` and `&name`
 * @returns `start` if they are not found
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

/** The start of a trailing comment: after one of the properties, or at the start of the line. */
function commentStart(text: string, end: number, properties: ReadonlySet<string>): number | undefined {
  const line = text.lastIndexOf('\n', end - 1) + 1;
  for (let at = text.indexOf('#', line); at !== -1 && at < end; at = text.indexOf('#', at + 1)) {
    const code = trimmedEnd(text, at);
    if (code <= line) return line;
    if (code < at && [...properties].some((property) => endsWith(text, code, property))) return at;
  }
  return undefined;
}
