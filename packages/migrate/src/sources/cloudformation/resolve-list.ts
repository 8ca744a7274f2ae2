import { concrete, type SourceNode } from '../../documents/source-node.js';
import type { Resolved, Site } from '../template-function.js';
import { intrinsicOf } from './intrinsic.js';
import { mappingCells } from './mapping-cells.js';
import { eitherOf, known, type Outcome, settled } from './outcome.js';
import { defaultOf } from './parameter-outcome.js';
import { outcomeOf } from './resolve-value.js';
import { sourceText, type TemplateScope } from './template-scope.js';

/** A possible list of a value; `null` if omitted (`AWS::NoValue`) or empty. */
type Alternative = readonly Outcome[] | null;

/**
 * The possible lists of a value, such as `Architectures: !If [UseArm, [arm64], [x86_64]]`.
 *
 * @returns null if unknown
 */
function listsOf(scope: TemplateScope, node: SourceNode): readonly Alternative[] | null {
  const target = concrete(node);
  const intrinsic = intrinsicOf(target);
  if (intrinsic === null) {
    if (target.kind === 'map') return null;
    if (target.kind === 'scalar') return [target.value === null ? null : [outcomeOf(scope, target)]];
    const items = target.items.map((item) => outcomeOf(scope, item));
    const given = items.filter(({ values, unknown }) => values.length > 0 || unknown);
    return [given.length === 0 ? null : given];
  }
  const argument = concrete(intrinsic.argument);
  if (intrinsic.name === 'Ref') {
    const name = argument.kind === 'scalar' ? argument.text : '';
    if (name === 'AWS::NoValue') return [null];
    return refLists(scope, name, node);
  }
  if (argument.kind !== 'list') return null;
  if (intrinsic.name === 'If')
    return joinLists(argument.items.slice(1, 3).map((item) => listsOf(scope, item)));
  if (intrinsic.name !== 'FindInMap') return null;
  const cells = mappingCells(scope, argument.items, outcomeOf);
  return cells === null ? null : joinLists(cells.map((cell) => listsOf(scope, cell)));
}

/**
 * The items of a value with several possible lists of the same length, item by item; otherwise one unknown item.
 *
 * @param fallback the items if the value is omitted
 * @returns null if the value is always omitted
 */
export function resolveItems(
  scope: TemplateScope,
  node: SourceNode,
  fallback: readonly Outcome[],
): { readonly values: readonly Resolved[]; readonly sites: readonly Site[] } | null {
  const text = sourceText(scope, node);
  const lists = listsOf(scope, node);
  if (lists?.every((list) => list === null)) return null;
  const alternatives = lists?.map((list) => list ?? fallback) ?? [];
  const [first] = alternatives;
  if (first === undefined || alternatives.some((list) => list.length !== first.length))
    return { values: [{ kind: 'unknown', text }], sites: [] };
  const items = first.map((_, index) =>
    settled(eitherOf(alternatives.flatMap((list) => list[index] ?? [])), text),
  );
  const sites = eitherOf(items.map((item) => ({ ...known(''), sites: item.sites }))).sites;
  return { values: items.map(({ value }) => value), sites };
}

/** The length of the longest list; an unknown list counts as one item. */
export function countItems(scope: TemplateScope, node: SourceNode): number {
  const lists = listsOf(scope, node);
  return lists === null ? 1 : Math.max(0, ...lists.map((list) => list?.length ?? 0));
}

function refLists(scope: TemplateScope, name: string, node: SourceNode): readonly Alternative[] | null {
  const literal = defaultOf(scope, name);
  if (literal === null || !literal.text.includes(',')) {
    const outcome = outcomeOf(scope, node);
    return outcome.unknown ? null : outcome.values.map((value) => [only(outcome, value)]);
  }
  return [literal.text.split(',').map((item) => known(item.trim()))];
}

/** One of several values, with its own sites. */
function only(outcome: Outcome, value: string): Outcome {
  return { ...outcome, values: [value], sites: outcome.sites.filter((site) => site.value === value) };
}

function joinLists(lists: readonly (readonly Alternative[] | null)[]): readonly Alternative[] | null {
  return lists.some((list) => list === null) ? null : lists.flatMap((list) => list ?? []);
}
