import {
  concrete,
  type MapNode,
  pairOf,
  type SourceDocument,
  type SourceNode,
} from '../../documents/source-node.js';
import { type Evaluated, foundText, type VariableScope } from './variable-scope.js';

/** A map of settings, such as `provider` or a function, as far as it is known. */
export interface Section {
  /** Its value as written under its key, which may be a `${file(...)}`. */
  readonly document: SourceDocument;
  readonly node: SourceNode;
  readonly found: Evaluated;
}

/** A map and its file. */
export interface PlacedMap {
  readonly document: SourceDocument;
  readonly map: MapNode;
}

/** The value of a key of a section; null if missing. */
export function sectionOf(scope: VariableScope, parent: Section | null, key: string): Section | null {
  if (parent === null) return null;
  // An unknown section may have the key.
  if (parent.found.kind === 'unknown') return parent;
  const within = mapOf(parent);
  const pair = within === null ? undefined : pairOf(within.map, key);
  if (within === null || pair === undefined) return null;
  const found = scope.settle(within.document, pair.value);
  return found.kind === 'absent' ? null : { document: within.document, node: pair.value, found };
}

/** The section's map; null if it is not a map. */
export function mapOf(section: Section | null): PlacedMap | null {
  if (section?.found.kind !== 'node' || section.found.node.kind !== 'map') return null;
  return { document: section.found.document, map: section.found.node };
}

/** The items of a section that is a list, as written. */
export function itemsOf(section: Section | null): readonly { document: SourceDocument; node: SourceNode }[] {
  if (section?.found.kind !== 'node' || section.found.node.kind !== 'list') return [];
  const { document, node } = section.found;
  return node.items.map((item) => ({ document, node: item }));
}

/** The value of a section as a string; undefined if it is not a string or unknown. */
export function textOf(section: Section | null): string | undefined {
  return section === null ? undefined : foundText(section.found);
}

/** A value as written, on one line, for messages. */
export function sourceText(document: SourceDocument, node: SourceNode): string {
  const target = concrete(node);
  const plain = target.kind === 'scalar' && target.tag === null;
  const text = plain ? target.text : document.text.slice(target.start, target.span.end);
  const [line = ''] = text.trim().split(/\r?\n/);
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}

/** The service itself. */
export function serviceSection(scope: VariableScope): Section {
  const { service } = scope;
  return { document: service, node: service.root, found: scope.settle(service, service.root) };
}
