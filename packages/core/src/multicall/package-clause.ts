const clause =
  /^(?:\xEF\xBB\xBF)?(?:[ \t\r\n;]|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*package(?:[ \t\r\n]|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)+(?=main\b)/;

/**
 * A Go file of a package `main` with a different name in its package clause; undefined if it has no such clause. Nothing
 * else changes, so lines stay the same.
 */
export function withPackageName(source: Uint8Array, name: string): Uint8Array | undefined {
  // A character per byte, so that offsets are those of the file, whatever its encoding.
  const found = clause.exec(characters(source));
  if (found === null) return undefined;
  const at = found[0].length;
  const renamed = new TextEncoder().encode(name);
  const result = new Uint8Array(source.length - 'main'.length + renamed.length);
  result.set(source.subarray(0, at));
  result.set(renamed, at);
  result.set(source.subarray(at + 'main'.length), at + renamed.length);
  return result;
}

// The number of arguments of a call is limited.
const chunk = 4096;

function characters(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) {
    text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  }
  return text;
}

/** A name starting with `base` that no source contains. */
export function unusedName(base: string, sources: readonly string[]): string {
  let name = base;
  while (sources.some((source) => source.includes(name))) name += '_';
  return name;
}
