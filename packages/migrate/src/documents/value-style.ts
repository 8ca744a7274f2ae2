import type { ValueStyle } from './new-value.js';
import { concrete, type MapNode, type SourceDocument, type SourceNode } from './source-node.js';
import { breakAt, indentOf, lineEnd, lineStart, startsLine } from './text-lines.js';

/** How a new pair of a map is to be written, going by the pairs that it has. */
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

/** The white space that brings a new line to the column of a key, which may stand behind the dash of a list. */
function keyIndent(text: string, offset: number): string {
  if (startsLine(text, offset)) return indentOf(text, offset);
  return text.slice(lineStart(text, offset), offset).replace(/[^\s]/g, ' ');
}

/** What a map in block style is indented by inside another one: the first such step of the document, or two spaces. */
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
