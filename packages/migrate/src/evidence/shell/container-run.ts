import type { ProjectTree } from '../project-tree.js';
import { assign, type ShellState } from './shell-state.js';

/**
 * Parses `docker run -v "$PWD":/src -w /src -e GOOS=linux image command` and sets its directories and variables in `state`.
 *
 * @returns the words after the options; undefined for other commands
 */
export function readContainerRun(
  fields: readonly string[],
  state: ShellState,
  tree: ProjectTree,
): readonly string[] | undefined {
  const [written = '', ...args] = fields;
  if (!/^(?:.*\/)?(?:docker|podman|nerdctl|docker-compose)$/.test(written)) return undefined;
  const run = args.findIndex((each) => each === 'run' || each === 'exec');
  if (run === -1) return undefined;
  let working: string | undefined;
  let at = run + 1;
  for (; at < args.length; at += 1) {
    const each = args[at] ?? '';
    if (!each.startsWith('-')) break;
    const [, option = each, attached] =
      /^(--?[\w-]+)=([\s\S]*)$/.exec(each) ?? /^(-[vwe])([\s\S]+)$/.exec(each) ?? [];
    const takesValue =
      /^(?:-[vweulpmh]|--(?:volume|workdir|env|user|name|platform|network|entrypoint|mount|env-file|publish|label))$/;
    if (!takesValue.test(option)) continue;
    const value = attached ?? args[at + 1] ?? '';
    if (attached === undefined) at += 1;
    if (option === '-w' || option === '--workdir') working = value;
    if (option === '-v' || option === '--volume') mount(state, tree, value);
    if (option === '-e' || option === '--env') {
      const [, name = '', text = ''] = /^(\w+)=([\s\S]*)$/.exec(value) ?? [];
      if (name !== '') assign(state, name, text);
      state.exported.add(name === '' ? value : name);
    }
  }
  if (working !== undefined) enter(state, tree, working);
  return args.slice(at);
}

function mount(state: ShellState, tree: ProjectTree, value: string): void {
  const [, source = '', inside = ''] = /^([^:]+):(\/[^:]*)/.exec(value) ?? [];
  if (inside !== '')
    state.mounts = [...state.mounts, [inside, tree.resolve(state.directory, source)]].slice(
      -20,
    ) as ShellState['mounts'];
}

function enter(state: ShellState, tree: ProjectTree, working: string): void {
  for (const [inside, outside] of state.mounts) {
    if (working === inside || working.startsWith(`${inside}/`)) {
      state.directory = tree.resolve(outside, `.${working.slice(inside.length)}`);
      return;
    }
  }
}
