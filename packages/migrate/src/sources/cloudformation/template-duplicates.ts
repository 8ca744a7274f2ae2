import {
  concrete,
  type MapNode,
  nodeAt,
  type Pair,
  type SourceDocument,
} from '../../documents/source-node.js';

/** A duplicate key of a map, with all of its pairs. */
export interface Duplicate {
  readonly key: string;
  readonly pairs: readonly Pair[];
  /** Whether their values are the same text. */
  readonly equal: boolean;
}

/** The duplicate keys of a map, in its order. Pairs merged through `<<` do not count: overriding them is intended. */
export function duplicatesOf(document: SourceDocument, map: MapNode): readonly Duplicate[] {
  const byKey = new Map<string, Pair[]>();
  for (const pair of map.pairs) {
    const pairs = byKey.get(pair.key.text);
    if (pairs === undefined) byKey.set(pair.key.text, [pair]);
    else pairs.push(pair);
  }
  return [...byKey].flatMap(([key, pairs]) => {
    if (pairs.length < 2 || key === '<<') return [];
    const texts = new Set(pairs.map(({ value }) => written(document, value)));
    return [{ key, pairs, equal: texts.size === 1 }];
  });
}

/** The maps of a function in which duplicates affect what is read. */
export function mapsOf(resource: MapNode): readonly MapNode[] {
  const paths = [
    [],
    ['Properties'],
    ['Metadata'],
    ['Properties', 'Code'],
    ['Properties', 'CodeUri'],
  ] as const;
  return paths.map((path) => nodeAt(resource, ...path)).filter((node) => node?.kind === 'map');
}

function written({ text }: SourceDocument, value: Pair['value']): string {
  const node = concrete(value);
  return text.slice(node.start, node.span.end).trim();
}
