// The keywords of the Go specification.
const keywords: ReadonlySet<string> = new Set(
  'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var'.split(
    ' ',
  ),
);

/**
 * The package name of a main package that has become part of a program: the last element of its import path as an
 * identifier, so that `%T` and stack traces name the handler. go ignores files of a package `documentation`.
 */
export function packageName(importPath: string): string {
  const last = importPath.split('/').at(-1) ?? '';
  const name = last.replace(/[^\p{L}\p{Nd}_]/gu, '_').replace(/^(?=\p{Nd})/u, '_');
  const isTaken = ['', '_', 'main', 'init', 'documentation'].includes(name) || keywords.has(name);
  return isTaken ? `${name}_` : name;
}
