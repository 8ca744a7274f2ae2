/** Converts a path of this platform to `/`. Except on Windows, a backslash is part of a name. */
export function withSlashes(path: string): string {
  // Long paths on Windows also have a prefix.
  return process.platform === 'win32' ? path.replace(/^\\\\\?\\/, '').replaceAll('\\', '/') : path;
}
