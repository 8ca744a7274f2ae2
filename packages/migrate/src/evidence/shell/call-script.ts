import { isScript, scriptOrigin } from '../script-file.js';
import { depthLimit } from '../world.js';
import { type Ended, ended, type Frame, type Shell } from './shell.js';
import { environmentOf, newState, outsidePath } from './shell-state.js';

/** Runs a script of the project: `./build.sh a`, `sh -x build.sh`, `. ./build.sh`; undefined for other commands. */
export function callScript(shell: Shell, fields: readonly string[], frame: Frame): Ended | undefined {
  const { world } = shell;
  const { state } = frame;
  const [name = ''] = fields;
  const isSource = name === '.' || name === 'source';
  const isShell = /^(?:.*\/)?(?:ba|da|z|k|a)?sh$/.test(name);
  const from = isShell
    ? fields.findIndex((each, index) => index > 0 && !/^[-+]/.test(each))
    : isSource
      ? 1
      : 0;
  const written = fields[from];
  if (written === undefined || !(isShell || isSource || name.includes('/'))) return undefined;
  const path = world.tree.resolve(state.directory, outsidePath(state, world.tree, written));
  const text = world.texts.get(path);
  if (text === undefined || !isScript(path, text)) return undefined;
  if (frame.depth > depthLimit || state.stack.includes(path)) return ended(null);
  world.reached.add(path);
  const args = fields.slice(from + 1);
  const origin = scriptOrigin(world, path, text, frame.origin, args);
  const { positional, stack } = state;
  if (!isSource) {
    const inside = newState(state.directory, environmentOf(state), args, path);
    inside.stack = [...stack, path];
    return ended(shell.runText(text, { ...frame, state: inside, origin }));
  }
  state.stack = [...stack, path];
  if (args.length > 0) state.positional = args;
  const status = shell.runText(text, { ...frame, origin });
  state.stack = stack;
  state.positional = positional;
  return ended(status);
}
