import {
  allPairs,
  concrete,
  type MapNode,
  nodeAt,
  type ScalarNode,
  type SourceNode,
} from '../../documents/source-node.js';
import { intrinsicOf } from './intrinsic.js';
import { defaultOf } from './parameter-outcome.js';
import { outcomeOf } from './resolve-value.js';
import { fillLoops, type TemplateScope } from './template-scope.js';

/** A resource of a template; in an `Fn::ForEach`, one for each value of the loop. */
export interface Resource {
  /** The logical ID, with known loop variables expanded. */
  readonly id: string;
  readonly key: ScalarNode;
  /** `Type`; '' if missing. */
  readonly type: string;
  readonly node: MapNode;
  readonly scope: TemplateScope;
}

/** Nested loops multiply; CloudFormation accepts at most 500 resources. */
const resourceLimit = 2000;

/** All resources in a template, in order. */
export function resourcesOf(scope: TemplateScope, resources: MapNode): readonly Resource[] {
  const found: Resource[] = [];
  collect(scope, resources);
  return found;

  function collect(at: TemplateScope, map: MapNode): void {
    for (const { key, value } of allPairs(map)) {
      if (found.length >= resourceLimit) return;
      const target = concrete(value);
      if (key.text.startsWith('Fn::ForEach::')) loop(at, value);
      else if (target.kind === 'map') found.push(resourceOf(at, key, target));
    }
  }

  /** `[Name, [value, ...], {"${Name}Function": {...}}]` */
  function loop(at: TemplateScope, node: SourceNode): void {
    const target = concrete(node);
    if (target.kind !== 'list') return;
    const [name, collection, body] = target.items.map(concrete);
    if (name?.kind !== 'scalar' || collection === undefined || body?.kind !== 'map') return;
    for (const value of collectionOf(at, collection))
      collect({ ...at, loops: new Map([...at.loops, [name.text, value]]) }, body);
  }
}

/** A single resource. */
export function resourceOf(scope: TemplateScope, key: ScalarNode, node: MapNode): Resource {
  const type = nodeAt(node, 'Type');
  const id = fillLoops(key.text, scope.loops) ?? key.text;
  return { id, key, type: type?.kind === 'scalar' ? type.text : '', node, scope };
}

/** The values of a loop; a single null if they are unknown. */
function collectionOf(scope: TemplateScope, node: SourceNode): readonly (string | null)[] {
  const target = concrete(node);
  const intrinsic = intrinsicOf(target);
  if (intrinsic?.name === 'Ref') {
    const argument = concrete(intrinsic.argument);
    const list = argument.kind === 'scalar' ? defaultOf(scope, argument.text) : null;
    return list === null ? [null] : list.text.split(',').map((item) => item.trim());
  }
  if (target.kind !== 'list' || intrinsic !== null) return [null];
  return target.items.map((item) => {
    const { values, unknown } = outcomeOf(scope, item);
    return values.length === 1 && !unknown ? (values[0] ?? null) : null;
  });
}
