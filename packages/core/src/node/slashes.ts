/** A path of this platform with `/`. A backslash is part of a name anywhere but on Windows. */
export function withSlashes(path: string): string {
  // Long paths on Windows also come with a prefix.
  return process.platform === 'win32' ? path.replace(/^\\\\\?\\/, '').replaceAll('\\', '/') : path;
}
