/**
 * An import path as the compiler writes it in names of symbols (PathToPrefix in Go's cmd/internal/objabi): control
 * characters, spaces, `%`, `"`, bytes above 0x7e, and dots after the last slash are escaped as `%xx`.
 */
export function symbolPrefix(importPath: string): string {
  const bytes = new TextEncoder().encode(importPath);
  const slash = bytes.lastIndexOf(0x2f);
  let text = '';
  for (const [index, byte] of bytes.entries()) {
    const isDot = byte === 0x2e && index > slash;
    if (byte <= 0x20 || isDot || byte === 0x25 || byte === 0x22 || byte >= 0x7f) {
      text += `%${byte.toString(16).padStart(2, '0')}`;
    } else {
      text += String.fromCharCode(byte);
    }
  }
  return text;
}
