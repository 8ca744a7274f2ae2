import type { MapChange } from '../../documents/map-change.js';
import { editMap } from '../../documents/map-edits.js';
import type { MapNode, SourceDocument } from '../../documents/source-node.js';
import type { TextEdit } from '../../documents/text-edit.js';

/** The map whose pair has an inner map as its value; the pair is removed if the inner map becomes empty. */
export interface Parent {
  readonly map: MapNode;
  readonly key: string;
  readonly parent?: Parent;
}

interface MapPlan {
  readonly document: SourceDocument;
  readonly map: MapNode;
  readonly changes: MapChange[];
  parent: Parent | undefined;
}

/** Collects changes, so that several changes to one map become compatible edits. */
export class EditPlan {
  readonly #maps = new Map<string, MapPlan>();
  readonly #edits = new Map<string, TextEdit[]>();

  /**
   * Plans a change to a map's own pairs.
   *
   * @returns false if a different change is already planned for the key, which is kept
   */
  change(document: SourceDocument, map: MapNode, change: MapChange, parent?: Parent): boolean {
    const name = `${document.file}\0${map.span.start}`;
    const plan = this.#maps.get(name) ?? { document, map, changes: [], parent };
    this.#maps.set(name, plan);
    plan.parent ??= parent;
    const planned = plan.changes.find(({ key }) => key === change.key);
    if (planned === undefined) plan.changes.push(change);
    return planned === undefined || newValueOf(planned) === newValueOf(change);
  }

  edit(document: SourceDocument, ...edits: readonly TextEdit[]): void {
    this.#edits.set(document.file, [...(this.#edits.get(document.file) ?? []), ...edits]);
  }

  /** All edits by file. */
  finish(): ReadonlyMap<string, readonly TextEdit[]> {
    for (let plan = this.#emptied(); plan !== undefined; plan = this.#emptied()) {
      const { document, map, parent } = plan;
      this.#maps.delete(`${document.file}\0${map.span.start}`);
      if (parent !== undefined) {
        this.change(document, parent.map, { kind: 'remove', key: parent.key }, parent.parent);
      }
    }
    // If an outer map and its last pair both grow at the end of the same line, the inner text comes first.
    const inwards = [...this.#maps.values()].sort((a, b) => b.map.span.start - a.map.span.start);
    for (const { document, map, changes } of inwards) {
      this.edit(document, ...editMap(document, map, changes));
    }
    return new Map([...this.#edits].filter(([, edits]) => edits.length > 0));
  }

  #emptied(): MapPlan | undefined {
    return [...this.#maps.values()].find(
      ({ map, changes, parent }) =>
        parent !== undefined &&
        changes.every(({ kind }) => kind === 'remove') &&
        map.pairs.every(({ key }) => changes.some((change) => change.key === key.text)),
    );
  }
}

function newValueOf(change: MapChange): string {
  return JSON.stringify('value' in change ? change.value : null);
}
