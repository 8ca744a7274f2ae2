import { unknownVariable } from '../unknown-text.js';
import { findPaths } from './find-paths.js';
import { type Ended, ended, type Frame, print, type Shell } from './shell.js';

const callLimit = 1_000;

/** `xargs` and `find -exec`, which run a command for each of many words; undefined for other commands. */
export function runForEach(
  shell: Shell,
  fields: readonly string[],
  frame: Frame,
  start: number,
  end: number,
): Ended | undefined {
  const [name, ...args] = fields;
  if (name === 'xargs' || name === 'parallel') {
    const { command, each, mark } = readXargs(name, args);
    if (command.length === 0) return undefined;
    const items =
      frame.input === null ? [unknownVariable(mark ?? 'xargs')] : itemsOf(frame.input, mark !== null);
    const calls = each || mark !== null ? items.slice(0, callLimit).map((item) => [item]) : [items];
    for (const call of calls) {
      const filled =
        mark === null ? [...command, ...call] : command.map((word) => word.split(mark).join(call[0] ?? ''));
      shell.runFields(filled, { ...frame, input: null }, start, end);
    }
    return ended(null);
  }
  if (name !== 'find') return undefined;
  const at = args.findIndex((each) => /^-(?:exec|execdir|ok)$/.test(each));
  if (at === -1) return undefined;
  const length = args.slice(at + 1).findIndex((each) => each === ';' || each === '+');
  const command = args.slice(at + 1, length === -1 ? undefined : at + 1 + length);
  const found = findPaths(args.slice(0, at), frame.state.directory, shell.world.tree) ?? [
    unknownVariable('find'),
  ];
  shell.world.budget.spend(1 + shell.world.tree.size / 200);
  for (const path of found.slice(0, callLimit)) {
    const isInside = args[at] === '-execdir';
    const slash = path.lastIndexOf('/');
    const { state } = frame;
    const directory =
      isInside && slash !== -1
        ? shell.world.tree.resolve(state.directory, path.slice(0, slash))
        : state.directory;
    const item = isInside ? `./${path.slice(slash + 1)}` : path;
    const filled = command.map((word) => word.split('{}').join(item));
    shell.runFields(filled, { ...frame, input: null, state: { ...state, directory } }, start, end);
  }
  if (command.length === 0) print(frame, null);
  return ended(null);
}

function readXargs(
  name: string,
  args: readonly string[],
): { command: readonly string[]; each: boolean; mark: string | null } {
  let mark: string | null = null;
  let each = name === 'parallel';
  let at = 0;
  for (; at < args.length; at += 1) {
    const option = args[at] ?? '';
    if (!option.startsWith('-')) break;
    if (/^-[IJ]/.test(option)) {
      mark = (option.length > 2 ? option.slice(2) : args[at + 1]) || '{}';
      if (option.length === 2) at += 1;
    } else if (option === '-i') mark = '{}';
    else if (/^-[nL]/.test(option)) {
      each = /1$/.test(option) || args[at + 1] === '1';
      if (option.length === 2) at += 1;
    } else if (/^-[PdsaEj]$/.test(option)) at += 1;
  }
  const command = args.slice(at);
  if (name === 'parallel' && command.some((word) => word.includes('{}'))) mark = '{}';
  return { command, each, mark };
}

function itemsOf(input: string, lines: boolean): readonly string[] {
  return input.split(lines ? /[\n\0]/ : /[\s\0]+/).filter((item) => item !== '');
}
