import { insertItem } from '../../documents/list-edits.js';
import { concrete, type MapNode, nodeAt, ownPair, type SourceDocument } from '../../documents/source-node.js';
import type { TextEdit } from '../../documents/text-edit.js';
import type { Site } from '../template-function.js';

/** The parameter of a CloudFormation template that contains a literal. */
export interface TemplateParameter {
  readonly name: string;
  readonly map: MapNode;
  readonly role: 'default' | 'allowed';
  readonly hasDefault: boolean;
}

/** The parameter with the literal as its default or as an allowed value; null if missing. */
export function parameterAt({ document, node }: Site): TemplateParameter | null {
  const parameters = nodeAt(document.root, 'Parameters');
  if (parameters?.kind !== 'map') return null;
  for (const { key, value } of parameters.pairs) {
    const name = key.text;
    const map = concrete(value);
    if (map.kind !== 'map') continue;
    const standard = nodeAt(map, 'Default');
    const allowed = nodeAt(map, 'AllowedValues');
    const hasDefault = standard !== undefined;
    if (standard?.span.start === node.span.start) return { name, map, role: 'default', hasDefault };
    const items = allowed?.kind === 'list' ? allowed.items.map(concrete) : [];
    if (items.some((item) => item.span.start === node.span.start))
      return { name, map, role: 'allowed', hasDefault };
  }
  return null;
}

/** Adds a value to the allowed values of a parameter, after the old one, if it has such a list without it. */
export function allowValue(
  document: SourceDocument,
  parameter: MapNode,
  old: string,
  value: string,
): readonly TextEdit[] {
  const pair = ownPair(parameter, 'AllowedValues');
  if (pair?.value.kind !== 'list') return [];
  const texts = pair.value.items.map((item) => {
    const node = concrete(item);
    return node.kind === 'scalar' ? node.text : '';
  });
  if (texts.includes(value)) return [];
  const at = texts.indexOf(old);
  return insertItem(document, pair.value, at === -1 ? texts.length - 1 : at, value);
}
