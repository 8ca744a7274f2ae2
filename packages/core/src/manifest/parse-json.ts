import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import {
  type DocumentPath,
  type DocumentProblem,
  depthLimit,
  forbiddenKey,
  type ParsedDocument,
  PositionTable,
  positionFinder,
  setOwn,
  tooDeep,
} from './source-map.js';

/** Parses JSON with comments and trailing commas, like editors do. */
export function parseJson(text: string): ParsedDocument {
  const positionOf = positionFinder(text);
  const table = new PositionTable();
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    const problem: DocumentProblem = { kind: 'syntax', message: tooDeep, position: positionOf(deep) };
    return { value: undefined, keyAt: table.keyAt, valueAt: table.valueAt, problems: [problem] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  // One mistake can cause several errors at the same position; the first one describes it.
  const slips = new Map([...errors].reverse().map((each) => [each.offset, each]));
  const problems: DocumentProblem[] = [...slips.values()].reverse().map(({ error, offset }) => ({
    kind: 'syntax',
    message: inWords(printParseErrorCode(error)),
    position: positionOf(offset),
  }));
  if (root === undefined && problems.length === 0) {
    problems.push({
      kind: 'syntax',
      message: 'expected a value, found an empty file',
      position: positionOf(0),
    });
  }
  const value = root === undefined ? undefined : walk(root, []);
  return { value, keyAt: table.keyAt, valueAt: table.valueAt, problems };

  function walk(node: Node, path: DocumentPath, keyOffset = node.offset): unknown {
    table.set(path, positionOf(keyOffset), positionOf(node.offset));
    if (node.type === 'array')
      return (node.children ?? []).map((child, index) => walk(child, [...path, index]));
    if (node.type !== 'object') return node.value;
    const object: Record<string, unknown> = {};
    const seen = new Map<string, number>();
    for (const property of node.children ?? []) {
      const [keyNode, valueNode] = property.children ?? [];
      if (keyNode === undefined || valueNode === undefined) continue;
      const key = String(keyNode.value);
      if (key === '__proto__') problems.push(forbiddenKey(key, positionOf(keyNode.offset)));
      const first = seen.get(key);
      if (first !== undefined) {
        problems.push({
          kind: 'duplicate-key',
          key,
          position: positionOf(keyNode.offset),
          first: positionOf(first),
        });
        continue;
      }
      seen.set(key, keyNode.offset);
      setOwn(object, key, walk(valueNode, [...path, key], keyNode.offset));
    }
    return object;
  }
}

/** The position of a value that is nested too deep for the recursive parser; undefined without such a value. */
function tooDeepAt(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  do {
    scanner.scan();
    // A quoted text begins with its quote, so these are brackets of the document.
    const first = text.charAt(scanner.getTokenOffset());
    if (first === '{' || first === '[') depth += 1;
    else if (first === '}' || first === ']') depth -= 1;
    if (depth > depthLimit) return scanner.getTokenOffset();
  } while (scanner.getTokenOffset() < text.length);
  return undefined;
}

// The parser names its errors in CamelCase: `CommaExpected` becomes "comma expected".
function inWords(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
