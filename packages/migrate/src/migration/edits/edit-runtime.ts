import { changeSetting } from './change-setting.js';
import type { EditContext } from './edit-context.js';

/** Gives every moved function its runtime; what runs neither on go1.x nor on `provided.*` is left. */
export function editRuntimes(context: EditContext): void {
  const serverless = context.template.format === 'serverless';
  changeSetting(context, {
    key: serverless ? 'runtime' : 'Runtime',
    behind: serverless ? ['handler'] : ['Handler', 'CodeUri', 'Code'],
    viewOf: ({ runtime }) => (runtime === null ? null : { ...runtime, values: [runtime.value] }),
    wanted: ({ runtime }) => runtime,
    changes: (value) => /^(go1\.x|provided(\..*)?)$/.test(value),
  });
}

/** Gives a Handler of their own to the functions that shared one. */
export function editHandlers(context: EditContext): void {
  const serverless = context.template.format === 'serverless';
  const key = serverless ? 'handler' : 'Handler';
  const behind = serverless ? [] : ['CodeUri', 'Code', 'Runtime'];
  changeSetting(context, {
    key,
    behind,
    viewOf: ({ handler }) => (handler === null ? null : { ...handler, values: [handler.value] }),
    wanted: ({ newHandler }) => newHandler,
    unknown: (move, wanted) => context.setOwn(move.function, key, wanted, behind),
  });
}
