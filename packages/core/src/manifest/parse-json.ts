import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import {
  type DocumentPath,
  type DocumentProblem,
  forbiddenKey,
  type ParsedDocument,
  PositionTable,
  positionFinder,
  setOwn,
} from './source-map.js';

/** Reads JSON with comments; trailing commas are allowed, as editors allow them. */
export function parseJson(text: string): ParsedDocument {
  const positionOf = positionFinder(text);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const table = new PositionTable();
  // One slip makes the parser complain more than once at the same place; the first complaint is the slip.
  const slips = errors.filter(
    ({ offset }, index) => errors.findIndex((each) => each.offset === offset) === index,
  );
  const problems: DocumentProblem[] = slips.map(({ error, offset }) => ({
    kind: 'syntax',
    message: inWords(printParseErrorCode(error)),
    position: positionOf(offset),
  }));
  if (root === undefined && problems.length === 0) {
    problems.push({
      kind: 'syntax',
      message: 'a value is expected, the file is empty',
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

// The parser names its errors in CamelCase: `CommaExpected` reads as "comma expected".
function inWords(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
