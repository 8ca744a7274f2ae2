import { through } from '../route.js';
import { hasUnknown } from '../unknown-text.js';
import { depthLimit, mentionsGoBuild, type Origin, type World } from '../world.js';
import { expandText } from './expand-word.js';
import { parseScript } from './parse-script.js';
import { runCase, runIf } from './run-branches.js';
import { expanderOf, runFields, runSimple } from './run-command.js';
import { runFor, runWhile } from './run-loops.js';
import { type Frame, knownText, newOutput, print, type Shell, type Status } from './shell.js';
import { fork, type ShellState } from './shell-state.js';
import { ShellSyntaxError, type Statement, type StatementOf } from './syntax.js';

/**
 * Interprets a script as sh would run it, without running anything: its builds and copies are added to the world's
 * findings.
 *
 * @param readsUncalled whether uncalled functions are read as well
 * @returns its output; undefined if unknown
 * @throws BudgetSpent
 */
export function runScript(
  world: World,
  text: string,
  state: ShellState,
  origin: Origin,
  depth = 0,
  readsUncalled = true,
): string | undefined {
  const shell: Shell = {
    world,
    run: (statement, frame) => run(shell, statement, frame),
    runText: (script, frame) => runText(shell, script, frame),
    runFields: (fields, frame, start, end) => runFields(shell, fields, frame, start, end),
  };
  const output = newOutput();
  const reading = Symbol('reading');
  const frame: Frame = { state, input: null, output, origin, reading, depth, certain: true };
  runText(shell, text, frame);
  for (const [name, { body, origin: own }] of state.functions) {
    if (!readsUncalled || state.called.has(name)) continue;
    // It is never called with known arguments, so it is read once for what it builds.
    const inside = { ...fork(state), positional: null, leaving: null };
    const target = own.target ?? name;
    run(shell, body, {
      ...frame,
      state: inside,
      output: null,
      origin: { ...own, target, routes: through(own.routes, name) },
    });
  }
  return knownText(output);
}

function runText(shell: Shell, text: string, frame: Frame): Status {
  if (frame.depth > depthLimit) return null;
  shell.world.budget.spend(1 + text.length / 2_000);
  const inside = { ...frame, depth: frame.depth + 1 };
  try {
    return run(shell, parseScript(text), inside);
  } catch (problem) {
    if (!(problem instanceof ShellSyntaxError)) throw problem;
    return runLines(shell, text, inside, problem.message);
  }
}

/** The lines of a script that cannot be parsed as a whole, one by one. */
function runLines(shell: Shell, text: string, frame: Frame, reason: string): Status {
  const lines = text.match(/(?:[^\\\n]|\\[\s\S])*\n|[\s\S]+$/g) ?? [];
  let offset = 0;
  for (const line of lines) {
    const start = offset;
    offset += line.length;
    const { origin } = frame;
    const placed = { ...origin, place: (from: number, to: number) => origin.place(start + from, start + to) };
    try {
      if (lines.length > 1) run(shell, parseScript(line), { ...frame, origin: placed });
      else throw new ShellSyntaxError(reason);
    } catch (problem) {
      if (!(problem instanceof ShellSyntaxError)) throw problem;
      if (mentionsGoBuild(line)) {
        shell.world.findings.addUnread(origin.place(start, start + line.trimEnd().length), problem.message);
      }
    }
  }
  print(frame, null);
  return null;
}

function run(shell: Shell, statement: Statement, outer: Frame): Status {
  shell.world.budget.spend();
  const frame = statement.input === null ? outer : { ...outer, input: readInput(shell, statement, outer) };
  switch (statement.kind) {
    case 'simple':
      return runSimple(shell, statement, frame);
    case 'list': {
      let status: Status = true;
      for (const each of statement.statements) {
        if (frame.state.leaving !== null) break;
        status = run(shell, each, frame);
      }
      return status;
    }
    case 'chain':
      return runChain(shell, statement, frame);
    case 'pipeline':
      return runPipeline(shell, statement, frame);
    case 'for':
      return runFor(shell, statement, frame);
    case 'while':
      return runWhile(shell, statement, frame);
    case 'if':
      return runIf(shell, statement, frame);
    case 'case':
      return runCase(shell, statement, frame);
    case 'group':
      return run(shell, statement.body, statement.subshell ? { ...frame, state: fork(frame.state) } : frame);
    case 'function':
      frame.state.functions.set(statement.name, { body: statement.body, origin: frame.origin });
      return true;
  }
}

function readInput(shell: Shell, { input }: Statement, frame: Frame): string | null {
  if (input === null || input.kind === 'heredoc') return null;
  const text = expandText(input.word, expanderOf(shell, frame));
  if (input.kind === 'text') return hasUnknown(text) ? null : `${text}\n`;
  // `< <(command)`: the word is the output of the command.
  if (input.word[0]?.kind === 'command') return hasUnknown(text) ? null : `${text}\n`;
  return null;
}

function runChain(shell: Shell, { first, rest }: StatementOf<'chain'>, frame: Frame): Status {
  let status = run(shell, first, frame);
  for (const { operator, statement } of rest) {
    if (frame.state.leaving !== null) break;
    if (status === (operator === '||')) continue;
    const inside: Frame = status === null ? { ...frame, certain: false } : frame;
    const next = run(shell, statement, inside);
    status = status === null ? null : next;
  }
  return status;
}

function runPipeline(shell: Shell, { stages, negated }: StatementOf<'pipeline'>, frame: Frame): Status {
  let input = frame.input;
  let status: Status = true;
  for (const [index, stage] of stages.entries()) {
    const isLast = index === stages.length - 1;
    const output = isLast ? frame.output : newOutput();
    const state = stages.length === 1 ? frame.state : fork(frame.state);
    status = run(shell, stage, { ...frame, state, input, output });
    if (!isLast && output !== null) input = knownText(output) ?? null;
  }
  return negated && status !== null ? !status : status;
}
