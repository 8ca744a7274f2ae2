import type { Pair, SourceDocument, SourceNode } from './source-node.js';
import { lineEnd } from './text-lines.js';

/** The end of a node's text, without the line breaks and comments that block style includes. */
export function contentEnd(text: string, node: SourceNode): number {
  if (node.kind === 'scalar' && node.style === 'block') {
    return node.span.start + text.slice(node.span.start, node.span.end).trimEnd().length;
  }
  if (node.kind === 'map' && !node.flow) {
    const last = node.pairs.at(-1);
    return last === undefined ? node.span.end : pairEnd(text, last);
  }
  if (node.kind === 'list' && !node.flow) {
    const last = node.items.at(-1);
    return last === undefined ? node.span.end : Math.max(contentEnd(text, last), node.span.start + 1);
  }
  return node.span.end;
}

/** The end of a pair, including its value. */
export function pairEnd(text: string, pair: Pair): number {
  return Math.max(colonEnd(text, pair), contentEnd(text, pair.value));
}

/** The offset after the colon of a pair, or after the key if it has no colon. */
export function colonEnd(text: string, pair: Pair): number {
  const { end } = pair.key.span;
  return end + (/^\s*:/.exec(text.slice(end, end + 200))?.[0].length ?? 0);
}

/** The source of a node, including its tag and anchor. */
export function sourceOf(document: SourceDocument, node: SourceNode): string {
  return document.text.slice(node.start, contentEnd(document.text, node));
}

/** The end of the last line of a pair in block style, including a trailing comment. */
export function pairLineEnd(text: string, pair: Pair): number {
  return lineEnd(text, pairEnd(text, pair));
}
