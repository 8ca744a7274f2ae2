/** Facts from the source of a Go file. */
export interface GoSource {
  /** The name in the package clause; undefined without one. */
  readonly packageName: string | undefined;
  /** Everything before `package`: comments and constraints. */
  readonly header: string;
  readonly imports: readonly string[];
  readonly hasMain: boolean;
}

/** Whether a file with this name is a Go file that is not a test. */
export function isGoFile(path: string): boolean {
  return path.endsWith('.go') && !path.endsWith('_test.go');
}

/** Whether a file with this name may be part of a package: Go, input of cgo and swig, assembly. */
export function isPackageFile(path: string): boolean {
  return /\.(go|s|S|sx|c|cc|cpp|cxx|m|h|hh|hpp|hxx|f|F|for|f90|swig|swigcxx|syso)$/.test(path);
}

/** Reads a Go file's package clause and imports, and whether it contains `func main()`. */
export function readGoSource(source: string): GoSource {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  const code = blanked(text);
  const clause = /^[\s;]*package\s+([\p{L}_][\p{L}\p{N}_]*)/u.exec(code);
  if (clause === null) return { packageName: undefined, header: '', imports: [], hasMain: false };
  return {
    packageName: clause[1],
    header: text.slice(0, code.indexOf('package')),
    imports: importsOf(text, code, clause[0].length),
    hasMain: /(?:^|[\n;}])[ \t]*func\s+main\s*\(\s*\)/.test(code),
  };
}

/**
 * The part of a Go file that `go list` reads: everything up to the first declaration other than an import, and the
 * `//go:embed` lines. Two files with the same part are equivalent for a build's plan.
 */
export function listedPart(source: string): string {
  const text = source.replace(/\r\n/g, '\n');
  const declaration = /(?:^|[\n;)}])[ \t]*(?:func|type|var|const)\b/.exec(blanked(text));
  const head = declaration === null ? text : text.slice(0, declaration.index);
  const embeds = text.slice(head.length).match(/^.*go:embed.*$/gm) ?? [];
  return [head, ...embeds].join('\n');
}

/** The text with comments and quoted text replaced by spaces, of the same length and with the same lines. */
export function blanked(text: string): string {
  const pieces = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\.)*"?|`[^`]*(?:`|$)|'(?:[^'\\\n]|\\.)*'?/g;
  return text.replace(pieces, (piece) => {
    const quote = piece.charAt(0);
    const inner = piece.replace(/[^\n]/g, ' ');
    return quote === '/' ? inner : `${quote}${inner.slice(1)}`;
  });
}

/** The paths of the import declarations, which come before all others. */
function importsOf(text: string, code: string, start: number): readonly string[] {
  const found: string[] = [];
  const declaration = /[\s;]*import\b\s*(?:\(([^)]*)\)|((?:[\w.]+\s*)?["`]))/y;
  declaration.lastIndex = start;
  for (let at = start; ; at = declaration.lastIndex) {
    declaration.lastIndex = at;
    const match = declaration.exec(code);
    if (match === null) return found;
    if (match[1] !== undefined) {
      const from = declaration.lastIndex - 1 - match[1].length;
      for (const quote of match[1].matchAll(/["`]/g)) found.push(pathAt(text, from + quote.index));
      continue;
    }
    const quote = declaration.lastIndex - 1;
    const path = pathAt(text, quote);
    found.push(path);
    declaration.lastIndex = quote + path.length + 2;
  }
}

function pathAt(text: string, quote: number): string {
  const end = text.indexOf(text.charAt(quote), quote + 1);
  return end === -1 ? '' : text.slice(quote + 1, end);
}
