import {
  allPairs,
  type ConcreteNode,
  concrete,
  type MapNode,
  nodeAt,
  type ScalarNode,
  type SourceDocument,
  type SourceNode,
} from '../../documents/source-node.js';
import type { Site } from '../template-function.js';

/** The names that values in a template can refer to. */
export interface TemplateScope {
  readonly document: SourceDocument;
  readonly parameters: MapNode | null;
  readonly mappings: MapNode | null;
  /** The variables of the `Fn::ForEach` around a value; null if the values of the loop are unknown. */
  readonly loops: ReadonlyMap<string, string | null>;
}

/** The scope outside of loops. */
export function scopeOf(document: SourceDocument): TemplateScope {
  return {
    document,
    parameters: mapOrNull(nodeAt(document.root, 'Parameters')),
    mappings: mapOrNull(nodeAt(document.root, 'Mappings')),
    loops: new Map(),
  };
}

export function mapOrNull(node: ConcreteNode | undefined): MapNode | null {
  return node?.kind === 'map' ? node : null;
}

export function siteOf({ document }: TemplateScope, node: ScalarNode): Site {
  return { document, node, value: node.text };
}

/** A value as written, on one line. */
export function sourceText({ document }: TemplateScope, node: SourceNode): string {
  const shown = concrete(node);
  const text = document.text.slice(shown.start, shown.span.end).trim().replace(/\s+/g, ' ');
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** Expands loop variables (`${Name}`, and `&{Name}` for only letters and digits) in a text; null if one is unknown. */
export function fillLoops(text: string, loops: TemplateScope['loops']): string | null {
  if (loops.size === 0) return text;
  let known = true;
  const filled = text.replace(/([$&])\{([^${}!]+)\}/g, (whole, sign: string, name: string) => {
    const value = loops.get(name.trim());
    if (value === undefined) return whole;
    if (value === null) known = false;
    return sign === '&' ? (value ?? '').replace(/[^A-Za-z0-9]/g, '') : (value ?? '');
  });
  return known ? filled : null;
}

/** The pairs of a map, without those that `Fn::Transform` and `Fn::ForEach` would add. */
export function plainPairs(map: MapNode): ReturnType<typeof allPairs> {
  return allPairs(map).filter(({ key }) => !key.text.startsWith('Fn::'));
}
