import { hasUnknown, unknownVariable } from '../unknown-text.js';
import { expandFields } from './expand-word.js';
import { expanderOf } from './run-command.js';
import type { Frame, Shell, Status } from './shell.js';
import { assign, type ShellState } from './shell-state.js';
import type { Statement, StatementOf } from './syntax.js';

/** More iterations than a build's loop has. */
const turnLimit = 1_000;

/** Each known iteration of `for`. */
export function runFor(shell: Shell, { name, words, body }: StatementOf<'for'>, frame: Frame): Status {
  const { state } = frame;
  const values = words === null ? state.positional : expandFields(words, expanderOf(shell, frame));
  for (const value of (values ?? [unknownVariable(name)]).slice(0, turnLimit)) {
    // An unknown word may stand for several, so its iteration stands for many.
    state.variables.set(name, { values: [hasUnknown(value) ? renamed(value, name) : value], keys: null });
    shell.run(body, frame);
    if (endsLoop(state)) break;
  }
  return null;
}

function renamed(value: string, name: string): string {
  return value.startsWith('\uE000') && value.indexOf('\uE001') === value.length - 1
    ? unknownVariable(name)
    : value;
}

/** The lines that `while read` reads, one iteration each; any other loop runs once. */
export function runWhile(shell: Shell, { condition, body }: StatementOf<'while'>, frame: Frame): Status {
  const { state } = frame;
  const names = readNames(shell, condition, frame);
  if (names === undefined || frame.input === null) {
    // `while [ $# -gt 0 ]` without arguments.
    if (shell.run(condition, { ...frame, certain: false }) === false) return true;
    for (const name of names ?? []) assign(state, name, unknownVariable(name));
    shell.run(body, { ...frame, certain: false });
    return null;
  }
  const lines = frame.input.split('\n').filter((line) => line !== '');
  for (const line of lines.slice(0, turnLimit)) {
    const fields = names.length === 1 ? [line] : line.trim().split(/\s+/);
    names.forEach((name, index) => {
      const rest = index === names.length - 1 ? fields.slice(index).join(' ') : fields[index];
      assign(state, name, rest ?? '');
    });
    shell.run(body, { ...frame, input: null });
    if (endsLoop(state)) break;
  }
  return null;
}

/** The variables of `while read -r a b`; undefined for other conditions. */
function readNames(shell: Shell, condition: Statement, frame: Frame): readonly string[] | undefined {
  const [statement] = condition.kind === 'list' ? condition.statements : [];
  if (statement?.kind !== 'simple') return undefined;
  const [command, ...options] = expandFields(statement.words, expanderOf(shell, frame));
  if (command !== 'read') return undefined;
  const names = options.filter(
    (each, index) => /^[A-Za-z_]\w*$/.test(each) && !/^-[dnptu]$/.test(options[index - 1] ?? ''),
  );
  return names.length === 0 ? ['REPLY'] : names;
}

function endsLoop(state: ShellState): boolean {
  const { leaving } = state;
  if (leaving === 'turn' || leaving === 'loop') state.leaving = null;
  return leaving === 'loop' || leaving === 'function';
}
