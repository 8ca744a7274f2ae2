import { changeSetting } from './change-setting.js';
import type { EditContext } from './edit-context.js';

/** A key of a format, and the keys that a new one comes behind, the best one first. */
export interface SettingKey {
  readonly key: string;
  readonly behind: readonly string[];
}

/** Gives every moved function its runtime; what runs neither on go1.x nor on `provided.*` is left. */
export function editRuntimes(context: EditContext, { key, behind }: SettingKey): void {
  changeSetting(context, {
    key,
    behind,
    viewOf: ({ runtime }) => (runtime === null ? null : { ...runtime, values: [runtime.value] }),
    wanted: ({ runtime }) => runtime,
    changes: (value) => /^(go1\.x|provided(\..*)?)$/.test(value),
  });
}

/** Gives a Handler of their own to the functions that shared one. */
export function editHandlers(context: EditContext, { key, behind }: SettingKey): void {
  changeSetting(context, {
    key,
    behind,
    viewOf: ({ handler }) => (handler === null ? null : { ...handler, values: [handler.value] }),
    wanted: ({ newHandler }) => newHandler,
    unknown: (move, wanted) => context.setOwn(move.function, key, wanted, behind),
  });
}
