/** The longest first line that Linux reads (BINPRM_BUF_SIZE). */
const longestLine = 256;

/** The interpreter line of a script without its `#!`, a carriage return at its end included; null for all else. */
export function interpreterLine(bytes: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, longestLine));
  return /^#![ \t]*([^\n]*)/.exec(start)?.[1] ?? null;
}

/**
 * Whether Linux would look for an interpreter, or pass it an argument, with a carriage return in it. If lines end with CR
 * only, there is one in the middle: to Linux all of the script is its first line.
 */
export function hasCarriageReturn(interpreter: string | null): boolean {
  return interpreter?.includes('\r') ?? false;
}
