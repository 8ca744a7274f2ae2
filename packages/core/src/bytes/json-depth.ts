/** Several times the nesting depth of any document that lambdazip writes. */
const mostLevels = 100;

/** Whether a JSON text is nested more deeply than anything lambdazip writes; code that walks its value may recurse. */
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

/** Bytes. The provenance or report of ten thousand handlers is a tenth of this size. */
export const largestDocument = 64 * 1024 * 1024;
