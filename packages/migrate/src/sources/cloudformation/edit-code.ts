import type { Location } from '@lambdazip/core/internal';
import { diagnose } from '../../diagnostics/diagnose.js';
import { concrete, ownPair, pairOf } from '../../documents/source-node.js';
import { changeSetting, type SettingView } from '../edits/change-setting.js';
import { type EditContext, isSamePath } from '../edits/edit-context.js';
import type { Resolved, WrittenFunction } from '../template-function.js';
import { takesGlobals } from './takes-globals.js';

/** SAM and CloudFormation: sets the code of every migrated function to its archive. */
export function editCode(context: EditContext): void {
  moveOutOfGlobals(context);
  for (const [key, format] of [
    ['CodeUri', 'sam'],
    ['Code', 'cloudformation'],
  ] as const) {
    const behind = ['Handler', 'Runtime'];
    changeSetting(context, {
      key,
      behind,
      viewOf: (each) => (each.format === format ? viewOf(each) : null),
      wanted: ({ function: { format: own, code }, archive }) =>
        own === format && (code.kind === 'local' || code.kind === 'unknown') ? archive : null,
      same: isSamePath,
      unknown: (move, wanted, text) => {
        const { id, code } = move.function;
        context.setOwn(move.function, key, wanted, behind);
        const location: Location = 'location' in code ? code.location : move.function.location;
        context.report(diagnose('migrate-code-replaced', { id, text, archive: wanted }, location));
      },
    });
  }
}

/** The location of the code; null if it is not set, or set in the globals. */
function viewOf({ code }: WrittenFunction): SettingView | null {
  if (code.kind === 'unknown') {
    const value: Resolved = { kind: 'unknown', text: code.text };
    return { values: [value], sites: [], location: code.location };
  }
  if (code.kind !== 'local' || code.path.origin !== 'function') return null;
  const { value, node, sites, location } = code.path;
  const target = node === null ? null : concrete(node);
  const literal = target?.kind === 'scalar' && target.tag === null;
  // The values of `!If` or a parameter are paths of the old build: replace the whole expression.
  return { values: [value], sites: literal ? sites : [], location };
}

/** `sam build` does not adjust paths in the globals, so they would be wrong in its output: the path is set on the functions. */
function moveOutOfGlobals(context: EditContext): void {
  const globals = context.globals();
  if (globals === undefined || ownPair(globals.map, 'CodeUri') === undefined) return;
  const users = context.template.functions.filter(takesCodeFromGlobals);
  if (users.length === 0 || users.some((each) => context.moveOf(each) === undefined)) return;
  context.plan.change(globals.document, globals.map, { kind: 'remove', key: 'CodeUri' }, globals.parent);
}

function takesCodeFromGlobals(each: WrittenFunction): boolean {
  const { code, properties } = each;
  if (!takesGlobals(each) || code.kind === 'image' || code.kind === 'inline') return false;
  return properties === null || pairOf(properties, 'CodeUri') === undefined;
}
