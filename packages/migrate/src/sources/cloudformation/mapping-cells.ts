import { type ConcreteNode, concrete, nodeAt, type SourceNode } from '../../documents/source-node.js';
import type { Outcome } from './outcome.js';
import { mapOrNull, plainPairs, type TemplateScope } from './template-scope.js';

/**
 * The possible results of `!FindInMap [Map, Key, Key]`, those of its default keys first. If the deployment can choose any
 * key, the result may be any value of the map: changing only the default row would leave the others behind.
 *
 * @returns null if unknown
 */
export function mappingCells(
  scope: TemplateScope,
  [map, ...keys]: readonly SourceNode[],
  outcomeOf: (scope: TemplateScope, node: SourceNode) => Outcome,
): readonly SourceNode[] | null {
  const [name, ...others] = map === undefined ? [] : outcomeOf(scope, map).values;
  const [first, second, options] = keys;
  if (name === undefined || others.length > 0 || scope.mappings === null) return null;
  if (first === undefined || second === undefined) return null;
  const table = nodeAt(scope.mappings, name);
  const rows = table === undefined ? [] : step([table], outcomeOf(scope, first));
  const cells = step(rows, outcomeOf(scope, second));
  const fallback = options === undefined ? undefined : nodeAt(options, 'DefaultValue');
  const found = fallback === undefined ? cells : [...cells, fallback];
  return found.length === 0 ? null : found;
}

function step(maps: readonly ConcreteNode[], key: Outcome): readonly ConcreteNode[] {
  return maps.flatMap((node) => {
    const map = mapOrNull(node);
    if (map === null) return [];
    const cells = new Map(plainPairs(map).map((pair) => [pair.key.text, concrete(pair.value)]));
    const names = new Set([...key.values, ...(key.unknown || key.open ? cells.keys() : [])]);
    return [...names].flatMap((name) => cells.get(name) ?? []);
  });
}
