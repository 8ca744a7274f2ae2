import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import {
  type DocumentPath,
  type DocumentProblem,
  forbiddenKey,
  type ParsedDocument,
  type Position,
  PositionTable,
  setOwn,
} from './source-map.js';

/** Reads YAML 1.2, one document; anchors are followed. */
export function parseYaml(text: string): ParsedDocument {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const table = new PositionTable();
  const problems: DocumentProblem[] = [];
  if (!Array.isArray(documents) || documents.length === 0) {
    problems.push(syntax('a value is expected, the file is empty', { line: 1, column: 1 }));
    return { value: undefined, keyAt: table.keyAt, valueAt: table.valueAt, problems };
  }
  const [document, second] = documents;
  for (const error of documents.flatMap((each) => [...each.errors, ...each.warnings])) {
    problems.push(syntax(error.message, positionOf(error.pos[0])));
  }
  if (second !== undefined) {
    problems.push(syntax('one document is expected, here a second begins', positionOf(second.range[0])));
  }
  // An alias may be used many times, and aliases of aliases grow without bound: a manifest has no use for that.
  let budget = 100_000;
  const value = document === undefined ? undefined : walk(document.contents, []);
  return { value, keyAt: table.keyAt, valueAt: table.valueAt, problems };

  function walk(node: unknown, path: DocumentPath, keyPosition?: Position): unknown {
    budget -= 1;
    if (budget < 0 || path.length > 100) {
      if (budget === -1)
        problems.push(syntax('the aliases of this file expand to too much', { line: 1, column: 1 }));
      return undefined;
    }
    const target = isAlias(node) ? node.resolve(documents[0] as never) : node;
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
        problems.push(syntax('a key must be a plain string', at));
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

function syntax(message: string, position: Position): DocumentProblem {
  return { kind: 'syntax', message, position };
}

function rangeStart(node: unknown): number {
  if (node === null || typeof node !== 'object' || !('range' in node)) return 0;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}
