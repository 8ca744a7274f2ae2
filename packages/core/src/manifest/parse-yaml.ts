import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  parseAllDocuments,
  visit,
} from 'yaml';
import {
  type DocumentPath,
  type DocumentProblem,
  depthLimit,
  forbiddenKey,
  type ParsedDocument,
  type Position,
  PositionTable,
  setOwn,
  tooDeep,
} from './source-map.js';

/** Parses one YAML 1.2 document, including anchors. */
export function parseYaml(text: string): ParsedDocument {
  const lines = new LineCounter();
  const table = new PositionTable();
  const problems: DocumentProblem[] = [];
  const deep = tooDeepAt(text, lines);
  if (deep !== undefined) {
    problems.push(syntax(tooDeep, positionOf(deep)));
    return { value: undefined, keyAt: table.keyAt, valueAt: table.valueAt, problems };
  }
  const documents = parseAllDocuments(text, {
    lineCounter: new LineCounter(),
    uniqueKeys: false,
    prettyErrors: false,
  });
  if (!Array.isArray(documents) || documents.length === 0) {
    problems.push(syntax('expected a value, found an empty file', { line: 1, column: 1 }));
    return { value: undefined, keyAt: table.keyAt, valueAt: table.valueAt, problems };
  }
  const [document, second] = documents;
  for (const error of documents.flatMap((each) => [...each.errors, ...each.warnings])) {
    problems.push(syntax(error.message, positionOf(error.pos[0])));
  }
  if (second !== undefined) {
    problems.push(syntax('expected one document, found a second one', positionOf(second.range[0])));
  }
  // An alias can be used many times, and aliases of aliases grow without bound. A manifest does not need that.
  let budget = 100_000;
  // Resolved once for all aliases: the library searches the whole document for each.
  const targets = new Map<Alias, Node>();
  const anchored = new Map<string, Node>();
  if (document !== undefined) {
    visit(document, {
      Node: (_key, node) => {
        const target = isAlias(node) ? anchored.get(node.source) : undefined;
        if (isAlias(node) && target !== undefined) targets.set(node, target);
        else if (!isAlias(node) && node.anchor !== undefined) anchored.set(node.anchor, node);
      },
    });
  }
  const value = document === undefined ? undefined : walk(document.contents, []);
  return { value, keyAt: table.keyAt, valueAt: table.valueAt, problems };

  function walk(node: unknown, path: DocumentPath, keyPosition?: Position): unknown {
    budget -= 1;
    if (budget < 0 || path.length > depthLimit) {
      if (budget >= -1) {
        problems.push(syntax('its aliases expand to too many values', { line: 1, column: 1 }));
        budget = -2;
      }
      return undefined;
    }
    const target = isAlias(node) ? targets.get(node) : node;
    const position = positionOf(rangeStart(node));
    table.set(path, keyPosition ?? position, position);
    if (isScalar(target)) return target.value;
    if (isSeq(target)) return target.items.map((item, index) => walk(item, [...path, index]));
    if (!isMap(target)) return null;
    const object: Record<string, unknown> = {};
    const seen = new Map<string, Position>();
    for (const pair of target.items) {
      const at = positionOf(rangeStart(pair.key));
      const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
      if (key === undefined) {
        problems.push(syntax('a key must be a string', at));
        continue;
      }
      if (key === '__proto__') problems.push(forbiddenKey(key, at));
      const first = seen.get(key);
      if (first !== undefined) {
        problems.push({ kind: 'duplicate-key', key, position: at, first });
        continue;
      }
      seen.set(key, at);
      setOwn(object, key, walk(pair.value, [...path, key], at));
    }
    return object;
  }

  function positionOf(offset: number): Position {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/**
 * The position of a value that is nested too deep; undefined without such a value. The library builds documents
 * recursively, so that enough brackets in a row would crash the process; its parser is not recursive.
 */
function tooDeepAt(text: string, lines: LineCounter): number | undefined {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const _token of parser.next(lexeme));
    // In addition to nested values, the parser's stack has a document, a value and a key.
    if (parser.stack.length > depthLimit + 5) return parser.offset;
  }
  return undefined;
}

function syntax(message: string, position: Position): DocumentProblem {
  return { kind: 'syntax', message, position };
}

function rangeStart(node: unknown): number {
  if (node === null || typeof node !== 'object' || !('range' in node)) return 0;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}
