import type { ListedPackage } from '../go/go-list.js';
import type { Host } from '../ports/host.js';

/** A `//go:embed` pattern that matches a file which an overlay changes. */
export interface EmbeddedSource {
  readonly importPath: string;
  /** The directory of the package. */
  readonly directory: string;
  readonly pattern: string;
  readonly path: string;
}

/**
 * The first pattern that would embed something else than without an overlay: go reads embedded files through it.
 *
 * @param paths the files and directories that the overlay replaces, hides or adds; absolute, with `/`
 */
export function embeddedSource(
  packages: ReadonlyMap<string, ListedPackage>,
  paths: readonly string[],
  { platform }: Pick<Host, 'platform'>,
): EmbeddedSource | undefined {
  for (const { ImportPath = '', Dir = '', Standard, EmbedPatterns = [] } of packages.values()) {
    if (Standard === true || EmbedPatterns.length === 0) continue;
    const directory = Dir.replaceAll('\\', platform === 'win32' ? '/' : '\\');
    const below = paths.filter((path) => path.startsWith(`${directory}/`));
    for (const pattern of EmbedPatterns) {
      const path = below.find((each) => isEmbedded(pattern, each.slice(directory.length + 1)));
      if (path !== undefined) return { importPath: ImportPath, directory, pattern, path };
    }
  }
  return undefined;
}

/** Whether a pattern matches a path or a directory that contains it. */
function isEmbedded(pattern: string, path: string): boolean {
  const matches = matcherOf(pattern.replace(/^all:/, ''));
  const elements = path.split('/');
  return elements.some((_, index) => matches(elements.slice(0, index + 1).join('/')));
}

/** A pattern of Go's `path.Match`: `*`, `?` and `[...]` within an element. */
function matcherOf(pattern: string): (path: string) => boolean {
  if (pattern === '.') return () => true;
  const wanted = pattern.split('/').map(elementOf);
  return (path) => {
    const elements = path.split('/');
    return (
      elements.length === wanted.length && elements.every((each, index) => wanted[index]?.(each) === true)
    );
  };
}

function elementOf(pattern: string): (element: string) => boolean {
  // A class, an escape, or text: each becomes one part, so that only `*` can match more than one character.
  const parts = pattern.match(/\[(?:\\.|[^\]\\])*\]|\\.|\*+|[^*]/gsu) ?? [];
  if (parts.some((part) => part.length > 1 && part.startsWith('['))) return () => true;
  const pieces = parts.map((part) =>
    part.startsWith('*') ? null : part === '?' ? '' : part.replace(/^\\/, ''),
  );
  return (element) => matchesPieces(pieces, Array.from(element));
}

/** Matches without backtracking over earlier wildcards. `null` is any text, `''` any character. */
function matchesPieces(pieces: readonly (string | null)[], characters: readonly string[]): boolean {
  let [piece, at] = [0, 0];
  let star = -1;
  let from = 0;
  while (at < characters.length) {
    const wanted = pieces[piece];
    if (wanted === null) {
      star = piece++;
      from = at;
    } else if (wanted !== undefined && (wanted === '' || wanted === characters[at])) {
      piece += 1;
      at += 1;
    } else if (star >= 0) {
      piece = star + 1;
      at = ++from;
    } else {
      return false;
    }
  }
  return pieces.slice(piece).every((each) => each === null);
}
