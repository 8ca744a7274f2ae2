/** A part of a text: UTF-16 offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface NodeBase {
  /** Of the value alone: without its tag, its anchor, and comments. An empty value has an empty span. */
  readonly span: Span;
  /** Where the node begins, its tag and anchor included. */
  readonly start: number;
  /** A tag as it is written, such as `!Sub`; null where there is none. */
  readonly tag: string | null;
  /** The name of its anchor (`&name`); null where there is none. */
  readonly anchor: string | null;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as a string, as it is written where it is a number or truth value: `1.10` stays `1.10`; empty for null. */
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'block';
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  /** `{a: 1}`, as in JSON, and not lines. */
  readonly flow: boolean;
  /** As written, `<<` among them. */
  readonly pairs: readonly Pair[];
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  /** `[a, b]`, as in JSON, and not lines. */
  readonly flow: boolean;
  readonly items: readonly SourceNode[];
}

/** `*name`, standing for the node that carries the anchor. */
export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly target: ConcreteNode;
}

export interface Pair {
  readonly key: ScalarNode;
  readonly value: SourceNode;
}

export type ConcreteNode = ScalarNode | MapNode | ListNode;
export type SourceNode = ConcreteNode | AliasNode;

/** A YAML or JSON file as it is written: every node knows its place in the text. */
export interface SourceDocument {
  /** Relative to the project's root. */
  readonly file: string;
  readonly text: string;
  readonly format: 'yaml' | 'json';
  /** `\n` or `\r\n`: what most lines end with. */
  readonly lineEnd: string;
  readonly root: SourceNode;
}

/** What an alias stands for; the node itself for all others. */
export function concrete(node: SourceNode): ConcreteNode {
  return node.kind === 'alias' ? node.target : node;
}

/** The pair of a key that stands in the map itself, `<<` not followed; the last one where it stands twice. */
export function ownPair(map: MapNode, key: string): Pair | undefined {
  return map.pairs.findLast((pair) => pair.key.text === key);
}

/** The pair of a key, also where it comes through `<<`; own pairs win, then earlier maps of a `<<` list. */
export function pairOf(map: MapNode, key: string): Pair | undefined {
  const own = ownPair(map, key);
  if (own !== undefined) return own;
  for (const source of mergedMaps(map)) {
    const found = pairOf(source, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value of a key of a map, aliases and `<<` followed; undefined where there is none, or `node` is no map. */
export function nodeAt(node: SourceNode | undefined, ...keys: readonly string[]): ConcreteNode | undefined {
  let found = node === undefined ? undefined : concrete(node);
  for (const key of keys) {
    if (found?.kind !== 'map') return undefined;
    const pair = pairOf(found, key);
    found = pair === undefined ? undefined : concrete(pair.value);
  }
  return found;
}

/** All pairs of a map, those that come through `<<` included. */
export function allPairs(map: MapNode): readonly Pair[] {
  const byKey = new Map<string, Pair>();
  for (const source of [...mergedMaps(map)].reverse()) {
    for (const pair of allPairs(source)) byKey.set(pair.key.text, pair);
  }
  for (const pair of map.pairs) if (pair.key.text !== '<<') byKey.set(pair.key.text, pair);
  return [...byKey.values()];
}

/** The value as plain data: tags dropped, `<<` resolved. Strings, numbers and truth values as they are read. */
export function plainValue(node: SourceNode): unknown {
  const target = concrete(node);
  if (target.kind === 'scalar') return target.value;
  if (target.kind === 'list') return target.items.map(plainValue);
  return Object.fromEntries(allPairs(target).map(({ key, value }) => [key.text, plainValue(value)]));
}

function mergedMaps(map: MapNode): MapNode[] {
  const merge = ownPair(map, '<<');
  if (merge === undefined) return [];
  const value = concrete(merge.value);
  const sources = value.kind === 'list' ? value.items.map(concrete) : [value];
  return sources.filter((source) => source.kind === 'map');
}
