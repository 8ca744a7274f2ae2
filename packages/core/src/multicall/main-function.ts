import { blanked } from '../go/go-source.js';

/** Why a main package has no function that its program could start with, in the words of the compiler. */
export interface MainProblem {
  /** The index of the source. */
  readonly source: number;
  readonly line: number;
  /** In bytes. */
  readonly column: number;
  readonly message: string;
}

/**
 * The problem with `main` in the sources of a main package; undefined if it is a function without parameters and results.
 * The compiler only checks that of a package named `main`.
 */
export function mainProblem(sources: readonly string[]): MainProblem | undefined {
  const codes = sources.map(blanked);
  const matches = (pattern: RegExp) =>
    codes.flatMap((code, source) => {
      const match = pattern.exec(code);
      // Blanked text has the same length, but not as many bytes.
      return match === null ? [] : [{ source, match, text: sources[source] ?? code }];
    });
  if (matches(/(?:^|[\n;}])[ \t]*func\s+main\s*\(\s*\)[ \t\r]*(?:\{|\n|;|$)/).length > 0) return undefined;
  const [generic] = matches(/(?:^|[\n;}])[ \t]*func\s+main\s*\[\s*/);
  if (generic !== undefined) {
    return { ...positionOf(generic), message: 'func main must have no type parameters' };
  }
  const [wrong] = matches(/(?:^|[\n;}])[ \t]*func\s+(?=main\s*\()/);
  if (wrong !== undefined) {
    return { ...positionOf(wrong), message: 'func main must have no arguments and no return values' };
  }
  const [other] = matches(/(?:^|[\n;}])[ \t]*(?:var|const|type)\s+(?=main\b)/);
  if (other !== undefined) return { ...positionOf(other), message: 'cannot declare main - must be func' };
  return { source: 0, line: 1, column: 1, message: 'function main is undeclared in the main package' };
}

interface Found {
  readonly source: number;
  readonly match: RegExpExecArray;
  /** The whole source. */
  readonly text: string;
}

function positionOf({ source, match, text }: Found): Pick<MainProblem, 'source' | 'line' | 'column'> {
  const lines = text.slice(0, match.index + match[0].length).split('\n');
  return { source, line: lines.length, column: new TextEncoder().encode(lines.at(-1)).length + 1 };
}
