import { Composer, type CST, type Document, Lexer, type LineCounter, Parser } from 'yaml';

export type Composition =
  | { readonly kind: 'composed'; readonly documents: readonly Document.Parsed[] }
  /** What is open at this offset is nested deeper than the limit. */
  | { readonly kind: 'too-deep'; readonly offset: number };

/**
 * Composes the documents of a text, with the tags and keys of YAML 1.2 whatever a `%YAML` line says. The library's
 * composer recurses, and a long enough row of brackets ends the process (a stack that is nearly full is no error
 * that can be caught), so that the depth is watched in its parser, which does not.
 */
export function composeYaml(text: string, lines: LineCounter, depthLimit: number): Composition {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > depthLimit) return { kind: 'too-deep', offset: parser.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  const composer = new Composer({
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    schema: 'core',
    resolveKnownTags: false,
  });
  return { kind: 'composed', documents: [...composer.compose(tokens, false, text.length)] };
}
