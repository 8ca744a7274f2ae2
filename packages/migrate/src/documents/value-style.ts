import type { ValueStyle } from './new-value.js';
import { concrete, type MapNode, type SourceDocument, type SourceNode } from './source-node.js';
import { breakAt, indentOf, lineEnd, lineStart, startsLine } from './text-lines.js';

/** The style of a new pair of a map, derived from its existing pairs. */
export function styleIn(document: SourceDocument, map: MapNode): ValueStyle {
  const { text } = document;
  const first = map.pairs[0];
  return {
    json: document.format === 'json',
    flow: map.flow,
    indent: first === undefined ? '' : keyIndent(text, first.key.start),
    step: stepOf(document),
    lineEnd:
      first === undefined
        ? document.lineEnd
        : breakAt(text, lineEnd(text, first.key.start)) || document.lineEnd,
  };
}

/** The white space that aligns a new line with a key, which may come after the dash of a list. */
function keyIndent(text: string, offset: number): string {
  if (startsLine(text, offset)) return indentOf(text, offset);
  return text.slice(lineStart(text, offset), offset).replace(/[^\s]/g, ' ');
}

/** The indentation of a nested map in block style: the first one in the document, or two spaces. */
function stepOf({ text, root }: SourceDocument): string {
  return find(root) ?? '  ';

  function find(node: SourceNode): string | undefined {
    if (node.kind === 'alias' || node.kind === 'scalar') return undefined;
    if (node.kind === 'list') return first(node.items);
    if (!node.flow) {
      for (const { key, value } of node.pairs) {
        const inner = concrete(value);
        const child =
          inner.kind === 'map' && !inner.flow && value.kind !== 'alias' ? inner.pairs[0] : undefined;
        if (child === undefined) continue;
        const outer = keyIndent(text, key.start);
        const indent = keyIndent(text, child.key.start);
        if (indent.startsWith(outer) && indent !== outer) return indent.slice(outer.length);
      }
    }
    return first(node.pairs.map(({ value }) => value));
  }

  function first(nodes: readonly SourceNode[]): string | undefined {
    for (const node of nodes) {
      const step = find(node);
      if (step !== undefined) return step;
    }
    return undefined;
  }
}
