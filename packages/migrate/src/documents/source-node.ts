/** A part of a text: UTF-16 offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface NodeBase {
  /** Only the value, without its tag, anchor and comments. An empty value has an empty span. */
  readonly span: Span;
  /** The start of the node, including its tag and anchor. */
  readonly start: number;
  /** The tag as written, such as `!Sub`; null if missing. */
  readonly tag: string | null;
  /** The name of its anchor (`&name`); null if missing. */
  readonly anchor: string | null;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as a string; numbers and booleans as written: `1.10` stays `1.10`; empty for null. */
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'block';
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  /** `{a: 1}`, as in JSON, instead of lines. */
  readonly flow: boolean;
  /** As written, including `<<`. */
  readonly pairs: readonly Pair[];
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  /** `[a, b]`, as in JSON, instead of lines. */
  readonly flow: boolean;
  readonly items: readonly SourceNode[];
}

/** `*name`, a reference to the node with that anchor. */
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

/** A YAML or JSON file as written, with the offsets of every node. */
export interface SourceDocument {
  /** Relative to the project's root. */
  readonly file: string;
  readonly text: string;
  readonly format: 'yaml' | 'json';
  /** `\n` or `\r\n`, whichever most lines end with. */
  readonly lineEnd: string;
  readonly root: SourceNode;
}

/** The target of an alias; any other node itself. */
export function concrete(node: SourceNode): ConcreteNode {
  return node.kind === 'alias' ? node.target : node;
}

/** The pair of a key in the map itself, without following `<<`; the last one if there are duplicates. */
export function ownPair(map: MapNode, key: string): Pair | undefined {
  return map.pairs.findLast((pair) => pair.key.text === key);
}

/** The pair of a key, also through `<<`; own pairs take precedence, then earlier maps of a `<<` list. */
export function pairOf(map: MapNode, key: string): Pair | undefined {
  const own = ownPair(map, key);
  if (own !== undefined) return own;
  for (const source of mergedMaps(map)) {
    const found = pairOf(source, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value at a path of keys, following aliases and `<<`; undefined if missing, or `node` is not a map. */
export function nodeAt(node: SourceNode | undefined, ...keys: readonly string[]): ConcreteNode | undefined {
  let found = node === undefined ? undefined : concrete(node);
  for (const key of keys) {
    if (found?.kind !== 'map') return undefined;
    const pair = pairOf(found, key);
    found = pair === undefined ? undefined : concrete(pair.value);
  }
  return found;
}

/** All pairs of a map, including those merged through `<<`. */
export function allPairs(map: MapNode): readonly Pair[] {
  const byKey = new Map<string, Pair>();
  for (const source of [...mergedMaps(map)].reverse()) {
    for (const pair of allPairs(source)) byKey.set(pair.key.text, pair);
  }
  for (const pair of map.pairs) if (pair.key.text !== '<<') byKey.set(pair.key.text, pair);
  return [...byKey.values()];
}

/** The value as plain data: without tags, with `<<` resolved, and with strings, numbers and booleans as parsed. */
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
