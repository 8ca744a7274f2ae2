import { compileGlob, matchesGlob } from '../glob.js';
import { through } from '../route.js';
import { hasUnknown, unknownVariable } from '../unknown-text.js';
import { depthLimit, mentionsGoBuild, type Origin, type World } from '../world.js';
import { expandFields, expandPattern, expandText } from './expand-word.js';
import { parseScript } from './parse-script.js';
import { expanderOf, runFields, runSimple } from './run-command.js';
import { type Frame, knownText, newOutput, print, type Shell, type Status } from './shell.js';
import { assign, fork, type ShellState } from './shell-state.js';
import { ShellSyntaxError, type Statement } from './syntax.js';

/** More turns than a build's loop takes. */
const turnLimit = 1_000;

/**
 * Reads a script as sh would run it, running nothing: what it builds and copies goes into the world's findings.
 *
 * @param readsUncalled whether functions that nothing calls are read as well
 * @returns what it prints; undefined where that is not known
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
    // Nobody calls it with arguments that could be read: it is read once, for what it builds.
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

/** The lines of a script that cannot be read as a whole, each on its own. */
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

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

function readInput(shell: Shell, { input }: Statement, frame: Frame): string | null {
  if (input === null || input.kind === 'heredoc') return null;
  const text = expandText(input.word, expanderOf(shell, frame));
  if (input.kind === 'text') return hasUnknown(text) ? null : `${text}\n`;
  // `< <(command)`: the word is what the command prints.
  if (input.word[0]?.kind === 'command') return hasUnknown(text) ? null : `${text}\n`;
  return null;
}

function runChain(shell: Shell, { first, rest }: Of<'chain'>, frame: Frame): Status {
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

function runPipeline(shell: Shell, { stages, negated }: Of<'pipeline'>, frame: Frame): Status {
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

function runFor(shell: Shell, { name, words, body }: Of<'for'>, frame: Frame): Status {
  const { state } = frame;
  const values = words === null ? state.positional : expandFields(words, expanderOf(shell, frame));
  for (const value of (values ?? [unknownVariable(name)]).slice(0, turnLimit)) {
    // A word that is not known may stand for several, so its turn stands for many.
    state.variables.set(name, { values: [hasUnknown(value) ? renamed(value, name) : value], keys: null });
    run(shell, body, frame);
    if (endsLoop(state)) break;
  }
  return null;
}

function renamed(value: string, name: string): string {
  return value.startsWith('\uE000') && value.indexOf('\uE001') === value.length - 1
    ? unknownVariable(name)
    : value;
}

function runWhile(shell: Shell, { condition, body }: Of<'while'>, frame: Frame): Status {
  const { state } = frame;
  const names = readNames(shell, condition, frame);
  if (names === undefined || frame.input === null) {
    // `while [ $# -gt 0 ]` without arguments.
    if (run(shell, condition, { ...frame, certain: false }) === false) return true;
    for (const name of names ?? []) assign(state, name, unknownVariable(name));
    run(shell, body, { ...frame, certain: false });
    return null;
  }
  const lines = frame.input.split('\n').filter((line) => line !== '');
  for (const line of lines.slice(0, turnLimit)) {
    const fields = names.length === 1 ? [line] : line.trim().split(/\s+/);
    names.forEach((name, index) => {
      const rest = index === names.length - 1 ? fields.slice(index).join(' ') : fields[index];
      assign(state, name, rest ?? '');
    });
    run(shell, body, { ...frame, input: null });
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

function runIf(shell: Shell, { branches, otherwise }: Of<'if'>, frame: Frame): Status {
  const open: Alternative[] = [];
  const conditions: string[] = [];
  for (const { condition, body } of branches) {
    const status = run(shell, condition, open.length > 0 ? { ...frame, certain: false } : frame);
    if (status === false) continue;
    if (status === true && open.length === 0) return run(shell, body, frame);
    const text = sourceOf(condition, frame);
    open.push({ body, name: status === true || isNegated(text) ? null : askedFor(text) });
    conditions.push(text);
    if (status === true) return runAlternatives(shell, open, conditions.join(' '), frame, false);
  }
  if (open.length === 0) return otherwise === null ? true : run(shell, otherwise, frame);
  const [negated] = conditions.filter(isNegated).map(askedFor);
  const all = otherwise === null ? open : [...open, { body: otherwise, name: negated ?? null }];
  return runAlternatives(shell, all, conditions.join(' '), frame, otherwise === null);
}

/** One of several bodies of which nobody knows which is run. */
interface Alternative {
  readonly body: Statement;
  /** What it is run for, as the condition or pattern has it; null if nothing says so. */
  readonly name: string | null;
}

/** The variables that a condition asks for, and the words that it compares them with. */
function askedFor(condition: string): string | null {
  const words = condition.match(/\$\{?\w+|(?<=[!=]=?[ \t]?["']?)[\w.-]+/g) ?? [];
  return words.length === 0 ? null : words.slice(0, 8).join(' ');
}

/** Whether the other branch is the one that is asked for: `!= debug`, `-z "$DEBUG"`. */
function isNegated(condition: string): boolean {
  return /!=|(?:^|\s)!\s|\s-z\s/.test(condition);
}

function sourceOf(statement: Statement, { origin }: Pick<Frame, 'origin'>): string {
  switch (statement.kind) {
    case 'simple':
      return origin.place(statement.start, statement.end).source;
    case 'list':
      return statement.statements.map((each) => sourceOf(each, { origin })).join(' ');
    case 'chain':
      return [statement.first, ...statement.rest.map((each) => each.statement)]
        .map((each) => sourceOf(each, { origin }))
        .join(' ');
    case 'pipeline':
      return statement.stages.map((each) => sourceOf(each, { origin })).join(' ');
    default:
      return '';
  }
}

function runCase(shell: Shell, { word, branches }: Of<'case'>, frame: Frame): Status {
  const expander = expanderOf(shell, frame);
  const text = expandText(word, expander);
  const open: Alternative[] = [];
  for (const { patterns, body } of branches) {
    const texts = patterns.map((pattern) => expandPattern(pattern, expander));
    if (hasUnknown(text) || texts.some(hasUnknown)) open.push({ body, name: texts.join(' ') });
    else if (texts.some((pattern) => matchesGlob(compileGlob(pattern), text))) {
      if (open.length === 0) return run(shell, body, frame);
      open.push({ body, name: null });
      break;
    }
  }
  return open.length === 0 ? true : runAlternatives(shell, open, text, frame, true);
}

/**
 * Runs bodies of which one, or none where `orNone`, is taken; what they leave different is not known afterwards.
 *
 * @param condition what decides, as it is written
 */
function runAlternatives(
  shell: Shell,
  bodies: readonly Alternative[],
  condition: string,
  frame: Frame,
  orNone: boolean,
): null {
  const { state, origin } = frame;
  const ends = bodies.map(({ body, name }) => {
    const inside = fork(state);
    const routes = name === null ? origin.routes : through(origin.routes, name);
    run(shell, body, { ...frame, state: inside, certain: false, origin: { ...origin, routes } });
    return inside;
  });
  const before = orNone ? [fork(state)] : [];
  const [first, ...rest] = [...ends, ...before];
  if (first === undefined) return null;
  for (const name of new Set([...ends].flatMap((end) => [...end.variables.keys()]))) {
    const value = first.variables.get(name);
    const differs = rest.some((end) => {
      const other = end.variables.get(name);
      return (
        other !== undefined && JSON.stringify(other.values) !== JSON.stringify(value?.values ?? other.values)
      );
    });
    // What nothing set before may well be what the branch sets: `if [ -z "$X" ]; then X=default; fi`. Flags that only some
    // branches set, as those of `if [ "$MODE" = debug ]`, are for those who ask for them.
    const isPartial = [first, ...rest].some((end) => !end.variables.has(name));
    const isOptional = isPartial && /flag|opt|arg|tags|cgo/i.test(name) && !condition.includes(name);
    const kept = [first, ...rest].map((end) => end.variables.get(name)).find((each) => each !== undefined);
    if (differs || isOptional) assign(state, name, unknownVariable(name));
    else if (kept !== undefined) state.variables.set(name, kept);
    if (ends.some((end) => end.exported.has(name))) state.exported.add(name);
  }
  if (new Set([...ends, ...before].map((end) => end.directory)).size === 1) state.directory = first.directory;
  return null;
}
