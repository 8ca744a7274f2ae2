/** How deep a document that lambdazip writes nests its values, several times over. */
const mostLevels = 100;

/** Whether a JSON text nests its values deeper than anything that lambdazip writes; code that walks such a value may recurse. */
export function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isText) {
      if (character === '\\') at += 1;
      else if (character === '"') isText = false;
    } else if (character === '"') isText = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > mostLevels) return true;
  }
  return false;
}

/** Bytes. A provenance, or a report, of ten thousand handlers has a tenth of it. */
export const largestDocument = 64 * 1024 * 1024;
