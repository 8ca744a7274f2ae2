/**
 * The name that `go build -o dir/` gives a program: the last element of its import path, or the one before it if the
 * last is a major version (`v2`).
 */
export function executableName(importPath: string): string {
  const elements = importPath.split('/');
  const last = elements.at(-1) ?? importPath;
  const before = elements.at(-2);
  return before !== undefined && /^v([2-9]|[1-9][0-9]+)$/.test(last) ? before : last;
}

/** The name when `.go` files are built: the first file's, without its extension. */
export function executableNameOfFiles(files: readonly string[]): string {
  const [first = ''] = files;
  return (first.split('/').at(-1) ?? first).replace(/\.go$/, '');
}
