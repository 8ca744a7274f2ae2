import { Composer, type CST, type Document, Lexer, type LineCounter, Parser } from 'yaml';

export type Composition =
  | { readonly kind: 'composed'; readonly documents: readonly Document.Parsed[] }
  /** The node open at this offset exceeds the nesting limit. */
  | { readonly kind: 'too-deep'; readonly offset: number };

/**
 * Composes the documents of a text, with the tags and keys of YAML 1.2 even if a `%YAML` line says otherwise. The library's
 * composer recurses, so a long row of brackets would overflow the stack and end the process; the depth is therefore checked
 * in its parser, which does not recurse.
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
