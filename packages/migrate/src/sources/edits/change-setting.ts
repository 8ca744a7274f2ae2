import type { Location } from '@lambdazip/core/internal';
import { diagnose } from '../../diagnostics/diagnose.js';
import { replaceScalar } from '../../documents/map-edits.js';
import type { NewValue } from '../../documents/new-value.js';
import { ownPair, type SourceNode } from '../../documents/source-node.js';
import { valuesOf } from '../resolved-values.js';
import type { Resolved, Site, WrittenFunction } from '../template-function.js';
import type { EditContext } from './edit-context.js';
import type { FunctionMove } from './function-move.js';
import { allowValue, parameterAt } from './template-parameter.js';

/** How to read and change a setting of a function. */
export interface SettingView {
  readonly values: readonly Resolved[];
  readonly sites: readonly Site[];
  readonly location: Location;
}

/** How to change one setting. */
export interface SettingChange {
  readonly key: string;
  /** Keys after which to insert a new pair, the best one first. */
  readonly behind: readonly string[];
  /** null if it is not set, neither here nor inherited. */
  readonly viewOf: (each: WrittenFunction) => SettingView | null;
  /** null if the migration does not change this setting. */
  readonly wanted: (move: FunctionMove) => string | null;
  /** Sets the value in a place that only migrated functions inherit from. Default: on the function itself. */
  readonly writeOwn?: (move: FunctionMove, wanted: string) => void;
  /** For a function without the setting. Default: it is set. */
  readonly missing?: (move: FunctionMove, wanted: string) => void;
  /** For a value that is not known from the files. Default: it is not changed, but reported. */
  readonly unknown?: (move: FunctionMove, wanted: string, text: string) => void;
  /** Whether to change a literal. Default: all. */
  readonly changes?: (value: string) => boolean;
  readonly same?: (a: string, b: string) => boolean;
  /** The value as written, for example as a list. Default: the text. */
  readonly write?: (text: string) => NewValue;
}

/**
 * Changes a setting of all migrated functions: at the literals that define it if only they use them, otherwise on the
 * functions themselves. Other functions keep their values.
 */
export function changeSetting(context: EditContext, change: SettingChange): void {
  const { same = (a, b) => a === b, write = (text) => text } = change;
  for (const move of context.moves) {
    const wanted = change.wanted(move);
    if (wanted === null) continue;
    const own = (): void =>
      change.writeOwn === undefined
        ? context.setOwn(move.function, change.key, write(wanted), change.behind)
        : change.writeOwn(move, wanted);
    const view = change.viewOf(move.function);
    if (view === null) {
      (change.missing ?? own)(move, wanted);
      continue;
    }
    const unknown = view.values.find(({ kind }) => kind === 'unknown');
    if (unknown?.kind === 'unknown') {
      if (change.unknown !== undefined) change.unknown(move, wanted, unknown.text);
      else
        context.reportLeft(`\`${change.key}\` of ${move.function.id}`, unknown.text, wanted, view.location);
      continue;
    }
    const texts = view.values.flatMap(valuesOf);
    if (texts.length > 0 && view.values.length === 1 && texts.every((text) => same(text, wanted))) continue;
    const isOld = (value: string): boolean => !same(value, wanted) && (change.changes?.(value) ?? true);
    const sites = view.sites
      .filter(({ value }) => isOld(value))
      .map((site) => ({ ...site, parameter: parameterAt(site) }));
    const direct =
      view.values.length === 1 &&
      texts.every((text) => same(text, wanted) || view.sites.some(({ value }) => value === text)) &&
      // The deployment must then choose one of the allowed values.
      sites.every(({ parameter }) => parameter?.role !== 'allowed' || parameter.hasDefault);
    if (direct && sites.every((site) => isOnlyFor(context, change, site, wanted))) {
      for (const { document, node, parameter } of sites) {
        if (parameter?.role === 'allowed') continue;
        context.plan.edit(document, replaceScalar(document, node, wanted));
        if (parameter === null) continue;
        context.plan.edit(document, ...allowValue(document, parameter.map, node.text, wanted));
        const values = { parameter: parameter.name, before: node.text, after: wanted };
        context.reportOnce(diagnose('migrate-parameter-default', values, context.locate(document, node)));
      }
      continue;
    }
    own();
    keepForOthers(context, change, move.function, view.sites);
  }
}

/** Whether every function that uses this literal gets the same new value. */
function isOnlyFor(context: EditContext, change: SettingChange, site: Site, wanted: string): boolean {
  return usersOf(context, change, site).every((each) => {
    const move = context.moveOf(each);
    return move !== undefined && change.wanted(move) === wanted;
  });
}

/** If a literal with an anchor changes on a migrated function, others that refer to it get the old value. */
function keepForOthers(
  context: EditContext,
  change: SettingChange,
  owner: WrittenFunction,
  sites: readonly Site[],
): void {
  const pair = owner.properties === null ? undefined : ownPair(owner.properties, change.key);
  if (pair === undefined) return;
  for (const site of sites.filter(
    ({ document, node }) => document === owner.document && isWithin(node, pair.value),
  )) {
    for (const each of usersOf(context, change, site)) {
      if (context.moveOf(each) !== undefined) continue;
      context.setOwn(each, change.key, (change.write ?? ((text) => text))(site.value), change.behind);
    }
  }
}

function usersOf({ template }: EditContext, { viewOf }: SettingChange, site: Site): WrittenFunction[] {
  return template.functions.filter((each) => viewOf(each)?.sites.some((other) => isSame(other, site)));
}

function isSame(a: Site, b: Site): boolean {
  return a.document.file === b.document.file && a.node.span.start === b.node.span.start;
}

function isWithin(node: SourceNode, outer: SourceNode): boolean {
  return outer.kind !== 'alias' && outer.start <= node.start && node.span.end <= outer.span.end;
}
