import { lambdaDefaultArchitecture } from '@lambdazip/core/internal';
import { sourceOf } from '../../documents/pair-source.js';
import { concrete, ownPair, type SourceDocument } from '../../documents/source-node.js';
import { changeSetting } from '../edits/change-setting.js';
import type { EditContext } from '../edits/edit-context.js';
import { placedOnce } from '../edits/placed-once.js';
import { valuesOf } from '../resolved-values.js';
import type { ArchitectureSetting, WrittenFunction } from '../template-function.js';
import { takesGlobals } from './takes-globals.js';

/**
 * Sets the architecture of every migrated function. SAM joins the function's list with that of the globals, so only one of
 * them may have any.
 */
export function editArchitectures(context: EditContext): void {
  const behind = ['Runtime', 'Handler', 'CodeUri', 'Code'];
  const inherited = takersOf(context)[0]?.inheritedArchitectures ?? null;
  const handled =
    inherited === null ? new Set<WrittenFunction>() : editGlobalList(context, inherited, behind);
  changeSetting(context, {
    key: 'Architectures',
    behind,
    viewOf: (each) => (handled.has(each) ? null : each.architectures),
    wanted: (move) => (handled.has(move.function) ? null : move.architecture),
    missing: (move, wanted) => {
      if (wanted === lambdaDefaultArchitecture) return;
      if (
        takesGlobals(move.function) &&
        placedOnce(context, takersOf(context), 'Architectures', 'Runtime', [wanted])
      )
        return;
      context.setOwn(move.function, 'Architectures', [wanted], behind);
    },
    write: (text) => [text],
  });
}

/**
 * Changes the list in the globals, which all SAM functions inherit, including images.
 *
 * @returns the functions whose architecture this settles
 */
function editGlobalList(
  context: EditContext,
  inherited: ArchitectureSetting,
  behind: readonly string[],
): ReadonlySet<WrittenFunction> {
  const takers = takersOf(context);
  const moves = takers.flatMap((each) => context.moveOf(each) ?? []);
  const handled = new Set<WrittenFunction>(moves.map((move) => move.function));
  const globals = context.globals();
  const pair = globals === undefined ? undefined : ownPair(globals.map, 'Architectures');
  const [first] = moves;
  if (first === undefined) return handled;
  const unknown = inherited.values.find(({ kind }) => kind === 'unknown');
  if (unknown?.kind === 'unknown' || globals === undefined || pair === undefined) {
    const text = unknown?.kind === 'unknown' ? unknown.text : 'a value defined elsewhere';
    context.reportLeft('`Architectures` of `Globals`', text, first.architecture, inherited.location);
    return handled;
  }
  const isAgreed = moves.every(({ architecture }) => architecture === first.architecture);
  const isThere =
    inherited.values.length === 1 &&
    inherited.values.flatMap(valuesOf).every((text) => text === first.architecture);
  if (isAgreed && (isThere || takers.every((each) => context.moveOf(each) !== undefined))) {
    for (const each of handled) removeOwn(context, each);
    if (!isThere) changeGlobals();
    return handled;
  }
  const old = itemsOf(inherited, globals.document);
  if (old === undefined) {
    const text = sourceOf(globals.document, pair.value).replace(/\s+/g, ' ');
    context.reportLeft('`Architectures` of `Globals`', text, first.architecture, inherited.location);
    return handled;
  }
  context.plan.change(
    globals.document,
    globals.map,
    { kind: 'remove', key: 'Architectures' },
    globals.parent,
  );
  for (const each of takers) {
    const move = context.moveOf(each);
    const own = each.architectures === null ? [] : itemsOf(each.architectures, each.document);
    if (own === undefined) continue;
    const value = move === undefined ? { raw: `[${[...old, ...own].join(', ')}]` } : [move.architecture];
    context.setOwn(each, 'Architectures', value, behind);
  }
  return handled;

  function changeGlobals(): void {
    changeSetting(context, {
      key: 'Architectures',
      behind,
      viewOf: (each) => (handled.has(each) ? inherited : each.architectures),
      wanted: (move) => (handled.has(move.function) ? move.architecture : null),
      writeOwn: (_, wanted) => {
        if (globals !== undefined)
          context.set(globals.document, globals.map, 'Architectures', [wanted], behind);
      },
      write: (text) => [text],
    });
  }
}

/** The functions that inherit from the globals. */
function takersOf({ template }: EditContext): readonly WrittenFunction[] {
  return template.functions.filter(takesGlobals);
}

function removeOwn(context: EditContext, each: WrittenFunction): void {
  const map = each.properties;
  if (map === null || ownPair(map, 'Architectures') === undefined) return;
  context.plan.change(each.document, map, { kind: 'remove', key: 'Architectures' });
}

/** The items of a list as written; undefined if they cannot be written on one line. */
function itemsOf(
  { node, values }: ArchitectureSetting,
  document: SourceDocument,
): readonly string[] | undefined {
  const list = node === null ? undefined : concrete(node);
  if (list?.kind === 'list' && list.tag === null) {
    const items = list.items.map((item) => sourceOf(document, item));
    return items.some((item) => /[\r\n#]/.test(item)) && document.format !== 'json'
      ? undefined
      : items.map((item) => item.replace(/\s+/g, ' '));
  }
  const [only] = values;
  return values.length === 1 && only?.kind === 'known' ? [only.value] : undefined;
}
