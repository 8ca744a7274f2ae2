import { changeSetting } from './change-setting.js';
import type { EditContext } from './edit-context.js';

/** A key in a format, and the keys after which a new one is inserted, the preferred one first. */
export interface SettingKey {
  readonly key: string;
  readonly behind: readonly string[];
}

/** Sets the runtime of every migrated function, except for runtimes other than go1.x and `provided.*`. */
export function editRuntimes(context: EditContext, { key, behind }: SettingKey): void {
  changeSetting(context, {
    key,
    behind,
    viewOf: ({ runtime }) => (runtime === null ? null : { ...runtime, values: [runtime.value] }),
    wanted: ({ runtime }) => runtime,
    changes: (value) => /^(go1\.x|provided(\..*)?)$/.test(value),
  });
}

/** Gives functions that shared a Handler one of their own. */
export function editHandlers(context: EditContext, { key, behind }: SettingKey): void {
  changeSetting(context, {
    key,
    behind,
    viewOf: ({ handler }) => (handler === null ? null : { ...handler, values: [handler.value] }),
    wanted: ({ newHandler }) => newHandler,
    unknown: (move, wanted) => context.setOwn(move.function, key, wanted, behind),
  });
}
