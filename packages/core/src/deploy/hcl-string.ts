/** Quotes a text as an HCL string. */
export function hclString(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[$%](?=\{)/g, '$&$&');
  return `"${escaped}"`;
}

const whiteSpace: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** The text of a quoted literal, with its escapes replaced. */
export function hclText(source: string): string {
  return source.replace(
    /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))|([$%])\4(?=\{)/gs,
    (all, short?: string, long?: string, escaped?: string, sign?: string) => {
      if (sign !== undefined) return sign;
      if (escaped !== undefined) return whiteSpace.get(escaped) ?? escaped;
      const code = Number.parseInt(short ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}
