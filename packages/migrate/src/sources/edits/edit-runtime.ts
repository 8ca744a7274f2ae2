import { changeSetting } from './change-setting.js';
import type { EditContext } from './edit-context.js';

/** A key of a format, and the keys after which to insert a new one, the best one first. */
export interface SettingKey {
  readonly key: string;
  readonly behind: readonly string[];
}

/** Sets the runtime of every migrated function, unless it is neither go1.x nor `provided.*`. */
export function editRuntimes(context: EditContext, { key, behind }: SettingKey): void {
  changeSetting(context, {
    key,
    behind,
    viewOf: ({ runtime }) => (runtime === null ? null : { ...runtime, values: [runtime.value] }),
    wanted: ({ runtime }) => runtime,
    changes: (value) => /^(go1\.x|provided(\..*)?)$/.test(value),
  });
}

/** Sets a unique Handler on functions that shared one. */
export function editHandlers(context: EditContext, { key, behind }: SettingKey): void {
  changeSetting(context, {
    key,
    behind,
    viewOf: ({ handler }) => (handler === null ? null : { ...handler, values: [handler.value] }),
    wanted: ({ newHandler }) => newHandler,
    unknown: (move, wanted) => context.setOwn(move.function, key, wanted, behind),
  });
}
