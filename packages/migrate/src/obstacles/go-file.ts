import { readGoSource } from '@lambdazip/core/internal';

/** What is looked at in a .go file. */
export interface GoFile {
  /** Relative to the project's root. */
  readonly file: string;
  /** Its text with blanks in place of comments: offsets and lines stay. */
  readonly code: string;
  readonly imports: readonly string[];
  /** The contents of its string literals but for imports, escapes as written. */
  readonly texts: readonly string[];
}

const commentOrText =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|`[^`]*(?:`|$)|'(?:\\.|[^'\\\n])*'?/g;

/** Reads a .go file as far as obstacles show in it. */
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
