/** The longest first line that Linux reads (BINPRM_BUF_SIZE). */
const longestLine = 256;

/** The interpreter line of a script without its `#!`, including a carriage return at its end; null for other files. */
export function interpreterLine(bytes: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, longestLine));
  return /^#![ \t]*([^\n]*)/.exec(start)?.[1] ?? null;
}

/**
 * Whether the interpreter that Linux would look for, or its argument, contains a carriage return. With CR line endings,
 * the whole script is the first line for Linux, so there is one in the middle.
 */
export function hasCarriageReturn(interpreter: string | null): boolean {
  return interpreter?.includes('\r') ?? false;
}
