import { concrete, type SourceNode } from '../../documents/source-node.js';
import type { Resolved, Site } from '../template-function.js';
import { type Intrinsic, intrinsicOf } from './intrinsic.js';
import { mappingCells } from './mapping-cells.js';
import { absent, eitherOf, joinedOf, known, type Outcome, settled, unknown } from './outcome.js';
import { parameterOutcome } from './parameter-outcome.js';
import { fillLoops, siteOf, sourceText, type TemplateScope } from './template-scope.js';

/** The possible values of a node, and the literals that define them. */
export function resolve(
  scope: TemplateScope,
  node: SourceNode,
): { readonly value: Resolved; readonly sites: readonly Site[] } {
  return settled(outcomeOf(scope, node), sourceText(scope, node));
}

/** The same, with omitted and deployment-defined values marked. */
export function outcomeOf(scope: TemplateScope, node: SourceNode): Outcome {
  const target = concrete(node);
  const intrinsic = intrinsicOf(target);
  if (intrinsic !== null) return intrinsicOutcome(scope, intrinsic);
  if (target.kind !== 'scalar') return unknown;
  if (target.value === null) return absent;
  const text = fillLoops(target.text, scope.loops);
  // A secret or parameter that CloudFormation looks up at deployment.
  if (text === null || text.includes('{{resolve:')) return unknown;
  return known(text, text === target.text ? [siteOf(scope, target)] : []);
}

function intrinsicOutcome(scope: TemplateScope, { name, argument }: Intrinsic): Outcome {
  const target = concrete(argument);
  if (name === 'Ref') return target.kind === 'scalar' ? refOutcome(scope, target.text) : unknown;
  if (name === 'Sub') return subOutcome(scope, argument);
  if (target.kind !== 'list') return unknown;
  const { items } = target;
  const [first, second, third] = items;
  if (first === undefined || second === undefined) return unknown;
  switch (name) {
    case 'If':
      return third === undefined ? unknown : eitherOf([outcomeOf(scope, second), outcomeOf(scope, third)]);
    case 'FindInMap': {
      const cells = mappingCells(scope, items, outcomeOf);
      return cells === null ? unknown : eitherOf(cells.map((cell) => outcomeOf(scope, cell)));
    }
    case 'Select':
      return selectOutcome(scope, first, second);
    case 'Join':
      return joinOutcome(scope, first, second);
    default:
      return unknown;
  }
}

function refOutcome(scope: TemplateScope, name: string): Outcome {
  if (name === 'AWS::NoValue') return absent;
  const loop = scope.loops.get(name);
  if (loop !== undefined) return loop === null ? unknown : known(loop);
  return parameterOutcome(scope, name);
}

/** `!Sub text`, or `!Sub [text, {Name: value}]`. `${!Name}` is an escaped `${Name}`. */
function subOutcome(scope: TemplateScope, argument: SourceNode): Outcome {
  const target = concrete(argument);
  const [template, names] = target.kind === 'list' ? target.items.map(concrete) : [target];
  if (template?.kind !== 'scalar') return unknown;
  const text = fillLoops(template.text, scope.loops);
  if (text === null || text.includes('{{resolve:')) return unknown;
  const given = names?.kind === 'map' ? names.pairs : [];
  const parts = text.split(/(\$\{[^{}]*\})/).filter((part) => part !== '');
  const outcomes = parts.map((part) => {
    const name = /^\$\{([^{}]*)\}$/.exec(part)?.[1]?.trim();
    if (name === undefined) return known(part);
    if (name.startsWith('!')) return known(`\${${name.slice(1)}}`);
    const pair = given.findLast(({ key }) => key.text === name);
    return pair === undefined ? refOutcome(scope, name) : outcomeOf(scope, pair.value);
  });
  const joined = joinedOf(outcomes);
  const [only] = joined.values;
  const written = parts.length <= 1 && only === template.text;
  return written ? { ...joined, sites: [siteOf(scope, template)] } : joined;
}

function selectOutcome(scope: TemplateScope, index: SourceNode, list: SourceNode): Outcome {
  const items = concrete(list);
  const [at, ...more] = outcomeOf(scope, index).values;
  if (items.kind !== 'list' || intrinsicOf(items) !== null || at === undefined || more.length > 0)
    return unknown;
  const item = /^\d+$/.test(at) ? items.items[Number(at)] : undefined;
  return item === undefined ? unknown : outcomeOf(scope, item);
}

function joinOutcome(scope: TemplateScope, delimiter: SourceNode, list: SourceNode): Outcome {
  const items = concrete(list);
  const between = concrete(delimiter);
  if (items.kind !== 'list' || intrinsicOf(items) !== null || between.kind !== 'scalar') return unknown;
  return joinedOf(
    items.items.map((item) => outcomeOf(scope, item)),
    between.text,
  );
}
