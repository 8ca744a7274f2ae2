import type { ProjectTree } from '../project-tree.js';
import { readContainerRun } from './container-run.js';
import { assign, fork, type ShellState } from './shell-state.js';

/** A command started by another one, such as `env`, and its initial state. */
export type InnerCommand =
  | { readonly kind: 'fields'; readonly fields: readonly string[]; readonly state: ShellState }
  | { readonly kind: 'script'; readonly script: string; readonly state: ShellState };

/** Programs that run the command after their options. */
const wrappers: ReadonlySet<string> = new Set([
  'env',
  'time',
  'sudo',
  'nohup',
  'command',
  'exec',
  'nice',
  'builtin',
  'cross-env',
]);
/** Programs whose arguments are text or files, never a command. */
const texts: ReadonlySet<string> = new Set([
  'echo',
  'printf',
  'grep',
  'sed',
  'awk',
  'find',
  'xargs',
  'parallel',
  'cp',
  'mv',
  'export',
  'set',
  '[',
  'test',
  '[[',
  'trap',
]);

/** The command inside `env GOOS=linux go build`, `sh -c '...'`, `docker run ... go build` and the like. */
export function innerCommand(
  fields: readonly string[],
  state: ShellState,
  tree: ProjectTree,
): InnerCommand | undefined {
  const [written = '', ...args] = fields;
  const name = written.slice(written.lastIndexOf('/') + 1);
  const inside = fork(state);
  if (/^(?:ba|da|z|k|a)?sh$/.test(name)) {
    const at = args.findIndex((each) => /^-[a-z]*c$/.test(each));
    const script =
      at === -1 || args.slice(0, at).some((each) => !each.startsWith('-')) ? undefined : args[at + 1];
    if (script === undefined) return undefined;
    inside.positional = args.slice(at + 3);
    return { kind: 'script', script, state: inside };
  }
  if (wrappers.has(name)) return { kind: 'fields', fields: behindOptions(args, inside), state: inside };
  if (texts.has(name)) return undefined;
  const container = readContainerRun(fields, inside, tree);
  const rest = container ?? args;
  const at = rest.findIndex((each, index) => startsCommand(each, rest[index + 1]));
  if (at === -1) return undefined;
  let from = at;
  while (from > 0 && /^[A-Za-z_]\w*=/.test(rest[from - 1] ?? '')) from -= 1;
  return { kind: 'fields', fields: behindOptions(rest.slice(from), inside), state: inside };
}

function startsCommand(field: string, next: string | undefined): boolean {
  if (/^(?:.*\/)?go[\d.]*$/.test(field)) return next === 'build' || next === 'install';
  return /^(?:.*\/)?(?:ba|da|z|k|a)?sh$/.test(field) && next !== undefined && /^-[a-z]*c$/.test(next);
}

/** Takes options and `NAME=value` from the front; the variables are set for the rest. */
function behindOptions(args: readonly string[], state: ShellState): readonly string[] {
  let at = 0;
  for (; at < args.length; at += 1) {
    const each = args[at] ?? '';
    const [, name, value = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(each) ?? [];
    if (name !== undefined) {
      assign(state, name, value);
      state.exported.add(name);
    } else if (/^-[nu]$/.test(each)) at += 1;
    else if (!each.startsWith('-')) break;
  }
  return args.slice(at);
}
