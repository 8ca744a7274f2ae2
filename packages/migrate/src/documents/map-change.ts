import type { NewValue } from './new-value.js';
import type { MapNode } from './source-node.js';

/** The place of a new pair: next to the pair of a key, or after the last pair if neither is set. */
export interface MapPlace {
  readonly after?: string;
  readonly before?: string;
}

/** A change to a map's own pairs. */
export type MapChange =
  | { readonly kind: 'insert'; readonly key: string; readonly value: NewValue; readonly place: MapPlace }
  | { readonly kind: 'remove'; readonly key: string }
  /** A new value for an existing key. Its anchor is kept, because aliases may refer to it. */
  | { readonly kind: 'replace'; readonly key: string; readonly value: NewValue };

interface NewPair {
  readonly key: string;
  readonly value: NewValue;
}

/** The changes at one pair of a map. */
export interface AnchoredChange {
  readonly removed: boolean;
  readonly before: readonly NewPair[];
  readonly after: readonly NewPair[];
}

/** The insertions and removals of a map, grouped by the pair they belong to, in the order of the pairs. */
export function anchorChanges(map: MapNode, changes: readonly MapChange[]): readonly AnchoredChange[] {
  const anchored = map.pairs.map(({ key }) => ({
    removed: changes.some((change) => change.kind === 'remove' && change.key === key.text),
    before: [] as NewPair[],
    after: [] as NewPair[],
  }));
  for (const change of changes) {
    if (change.kind !== 'insert') continue;
    const { after, before } = change.place;
    const index = (key: string | undefined): number =>
      key === undefined ? -1 : map.pairs.findLastIndex((pair) => pair.key.text === key);
    if (index(after) === -1 && index(before) !== -1) anchored[index(before)]?.before.push(change);
    else anchored.at(index(after))?.after.push(change);
  }
  return anchored;
}

/** Whether a pair is removed without a replacement. */
export function isGone(change: AnchoredChange | undefined): boolean {
  return change?.removed === true && change.before.length + change.after.length === 0;
}
