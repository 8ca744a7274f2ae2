import type { Pair, SourceDocument, SourceNode } from './source-node.js';
import { lineEnd } from './text-lines.js';

/** Where what a node is written with ends: without the line breaks and comments that block style counts to it. */
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

/** Where a pair ends, its value included. */
export function pairEnd(text: string, pair: Pair): number {
  return Math.max(colonEnd(text, pair), contentEnd(text, pair.value));
}

/** The offset after the colon of a pair; that after the key where it has none. */
export function colonEnd(text: string, pair: Pair): number {
  const { end } = pair.key.span;
  return end + (/^\s*:/.exec(text.slice(end, end + 200))?.[0].length ?? 0);
}

/** The source of a node, its tag and anchor included. */
export function sourceOf(document: SourceDocument, node: SourceNode): string {
  return document.text.slice(node.start, contentEnd(document.text, node));
}

/** The end of the line that a pair in block style ends with: after its trailing comment. */
export function pairLineEnd(text: string, pair: Pair): number {
  return lineEnd(text, pairEnd(text, pair));
}
