import { hasUnknown, unknownVariable } from '../unknown-text.js';
import { type Ended, ended, type Frame, print, type Shell } from './shell.js';
import { assign, outsidePath, type Variable } from './shell-state.js';

/** Commands that change the shell itself; undefined for all others. */
export function runBuiltin(shell: Shell, fields: readonly string[], frame: Frame): Ended | undefined {
  const { state, certain } = frame;
  const [name, ...args] = fields;
  switch (name) {
    case ':':
    case 'true':
      return ended(true);
    case 'false':
      return ended(false);
    case 'cd':
    case 'pushd':
      return changeDirectory(
        shell,
        args.filter((each) => !/^-[LPe@n]+$/.test(each)),
        frame,
        name === 'pushd',
      );
    case 'popd': {
      const [directory, ...rest] = state.directories;
      state.directory = directory ?? state.directory;
      state.directories = rest;
      return ended(true);
    }
    case 'eval':
      return ended(shell.runText(args.join(' '), { ...frame, origin: fixed(frame) }));
    case 'set':
      return setOptions(args, frame);
    case 'shift': {
      const count = Number(args[0] ?? 1);
      if (!certain) state.positional = null;
      else state.positional = state.positional?.slice(Number.isInteger(count) ? count : 1) ?? null;
      return ended(true);
    }
    case 'unset':
      for (const each of args) state.variables.delete(each);
      return ended(true);
    case 'read':
      return readLine(args, frame);
    case 'mapfile':
    case 'readarray':
      state.variables.set(args.at(-1) ?? '', linesOf(frame, args.at(-1) ?? ''));
      return ended(true);
    case 'break':
      if (certain) state.leaving = 'loop';
      return ended(true);
    case 'continue':
      if (certain) state.leaving = 'turn';
      return ended(true);
    case 'return':
      if (certain && state.stack.length > 0) state.leaving = 'function';
      return ended(true);
    // Commands after an `exit` are evidence too: the branch that exits is often a check of arguments.
    case 'exit':
    case 'trap':
    case 'shopt':
    case 'umask':
      return ended(true);
    default:
      return undefined;
  }
}

function fixed(frame: Frame): Frame['origin'] {
  const place = frame.origin.place(0, 0);
  return { ...frame.origin, place: () => place };
}

function changeDirectory(shell: Shell, args: readonly string[], frame: Frame, push: boolean): Ended {
  const { state } = frame;
  const { tree } = shell.world;
  const [written] = args;
  const before = state.directory;
  if (written === '-') state.directory = state.before;
  else if (written !== undefined) {
    const directory = tree.resolve(state.directory, outsidePath(state, tree, written));
    state.directory =
      hasUnknown(directory) && directory.length > 2_000 ? unknownVariable('directory') : directory;
    if (!tree.isDirectory(directory)) shell.world.missing.add(directory);
  }
  state.before = before;
  if (push) state.directories = [before, ...state.directories].slice(0, 100);
  if (written === '-') print(frame, null);
  return ended(tree.isDirectory(state.directory) ? true : null);
}

/** `read -ra NAMES <<< "a b"`, `IFS=, read A B`. */
function readLine(args: readonly string[], { state, input }: Frame): Ended {
  const names = args.filter((each) => /^[A-Za-z_]\w*$/.test(each));
  const separators = state.variables.get('IFS')?.values[0] ?? ' \t';
  const line = input?.split('\n')[0];
  if (line === undefined) {
    for (const name of names) assign(state, name, unknownVariable(name));
    return ended(null);
  }
  const fields: string[] = [''];
  for (const character of line) {
    if (separators.includes(character)) fields.push('');
    else fields.push((fields.pop() ?? '') + character);
  }
  const words = fields.filter((field) => field !== '');
  if (args.some((each) => /^-\w*a$/.test(each))) {
    state.variables.set(names[0] ?? 'REPLY', { values: words, keys: null });
  } else {
    names.forEach((name, index) => {
      assign(state, name, index === names.length - 1 ? words.slice(index).join(' ') : (words[index] ?? ''));
    });
  }
  return ended(true);
}

function setOptions(args: readonly string[], { state, certain }: Frame): Ended {
  const [first] = args;
  if (first === '--') state.positional = certain ? args.slice(1) : null;
  // `set GOOS=linux`, the cmd.exe syntax, in scripts of package.json.
  const [, name = '', value = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(first ?? '') ?? [];
  if (name !== '') {
    assign(state, name, value);
    state.exported.add(name);
  }
  return ended(true);
}

function linesOf({ input }: Frame, name: string): Variable {
  if (input === null) return { values: [unknownVariable(name)], keys: null };
  return { values: input.split('\n').filter((line) => line !== ''), keys: null };
}
