import type { SourceNode, Span } from '../../documents/source-node.js';

/** Whether a remaining alias refers to an anchor inside a removed node. */
export function isNeeded(node: SourceNode, root: SourceNode, gone: readonly SourceNode[]): boolean {
  const anchors = anchorsIn(node);
  if (anchors.size === 0) return false;
  return refersTo(root);

  function refersTo(each: SourceNode): boolean {
    if (gone.includes(each)) return false;
    if (each.kind === 'alias') return [...anchors].some((anchor) => sameSpan(anchor, each.target.span));
    if (each.kind === 'list') return each.items.some(refersTo);
    return each.kind === 'map' && each.pairs.some(({ value }) => refersTo(value));
  }
}

/** The offsets of all nodes with an anchor in a node, including itself. */
export function anchorsIn(node: SourceNode): ReadonlySet<Span> {
  const anchors = new Set<Span>();
  const visit = (each: SourceNode): void => {
    if (each.kind === 'alias') return;
    if (each.anchor !== null) anchors.add(each.span);
    if (each.kind === 'list') each.items.forEach(visit);
    if (each.kind === 'map') for (const { value } of each.pairs) visit(value);
  };
  visit(node);
  return anchors;
}

function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
