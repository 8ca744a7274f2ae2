import { readGoSource } from '@lambdazip/core/internal';

/** The relevant parts of a .go file. */
export interface GoFile {
  /** Relative to the project's root. */
  readonly file: string;
  /** Its text with comments replaced by blanks: offsets and lines stay the same. */
  readonly code: string;
  readonly imports: readonly string[];
  /** The contents of its string literals except imports, with escapes as written. */
  readonly texts: readonly string[];
}

const commentOrText =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|`[^`]*(?:`|$)|'(?:\\.|[^'\\\n])*'?/g;

/** Reads the parts of a .go file in which obstacles can be found. */
export function readGoFile(file: string, text: string): GoFile {
  const { imports } = readGoSource(text);
  const code = text.replace(commentOrText, (match) =>
    match.startsWith('/') ? match.replace(/[^\n]/g, ' ') : match,
  );
  const texts = [...code.matchAll(commentOrText)]
    .map(([literal]) => literal)
    .filter((literal) => !literal.startsWith("'"))
    .map((literal) => literal.slice(1, -1))
    .filter((literal) => !imports.includes(literal));
  return { file, code, imports, texts };
}
