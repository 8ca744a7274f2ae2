import { lambdaDefaultArchitecture } from '@lambdazip/core/internal';
import type { NewValue } from '../../documents/new-value.js';
import { ownPair } from '../../documents/source-node.js';
import type { WrittenFunction } from '../template-function.js';
import type { EditContext } from './edit-context.js';

/** Sets the architecture in the globals, next to the runtime, if every function that inherits it needs it. */
export function placedOnce(
  context: EditContext,
  takers: readonly WrittenFunction[],
  key: string,
  beside: string,
  value: NewValue,
): boolean {
  const globals = context.globals();
  if (globals === undefined || ownPair(globals.map, beside) === undefined) return false;
  const isShared = takers.every((each) => {
    const wanted = context.moveOf(each)?.architecture;
    return each.architectures === null && wanted !== undefined && wanted !== lambdaDefaultArchitecture;
  });
  return isShared && context.set(globals.document, globals.map, key, value, [beside]);
}
