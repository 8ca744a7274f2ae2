import { changeSetting, type SettingChange } from '../edits/change-setting.js';
import type { EditContext } from '../edits/edit-context.js';
import { placedOnce } from '../edits/placed-once.js';

/** Gives every moved function its architecture: its own replaces that of the provider. */
export function editArchitecture(context: EditContext): void {
  const change: SettingChange = {
    key: 'architecture',
    behind: ['runtime', 'handler'],
    viewOf: (each) => each.architectures ?? each.inheritedArchitectures,
    wanted: ({ architecture }) => architecture,
    missing: (move, wanted) => {
      // AWS takes x86_64 where nothing is said.
      if (
        wanted === 'x86_64' ||
        placedOnce(context, context.template.functions, 'architecture', 'runtime', wanted)
      )
        return;
      context.setOwn(move.function, 'architecture', wanted, ['runtime', 'handler']);
    },
  };
  changeSetting(context, change);
}
