import { compileGlob, matchesGlob } from '../glob.js';
import { through } from '../route.js';
import { hasUnknown, unknownVariable } from '../unknown-text.js';
import { expandPattern, expandText } from './expand-word.js';
import { expanderOf } from './run-command.js';
import type { Frame, Shell, Status } from './shell.js';
import { assign, fork } from './shell-state.js';
import type { Statement, StatementOf } from './syntax.js';

/** The branch whose condition holds, or all that may be taken. */
export function runIf(shell: Shell, { branches, otherwise }: StatementOf<'if'>, frame: Frame): Status {
  const open: Alternative[] = [];
  const conditions: string[] = [];
  for (const { condition, body } of branches) {
    const status = shell.run(condition, open.length > 0 ? { ...frame, certain: false } : frame);
    if (status === false) continue;
    if (status === true && open.length === 0) return shell.run(body, frame);
    const text = sourceOf(condition, frame);
    open.push({ body, name: status === true || isNegated(text) ? null : askedFor(text) });
    conditions.push(text);
    if (status === true) return runAlternatives(shell, open, conditions.join(' '), frame, false);
  }
  if (open.length === 0) return otherwise === null ? true : shell.run(otherwise, frame);
  const [negated] = conditions.filter(isNegated).map(askedFor);
  const all = otherwise === null ? open : [...open, { body: otherwise, name: negated ?? null }];
  return runAlternatives(shell, all, conditions.join(' '), frame, otherwise === null);
}

/** One of several bodies, when it is unknown which one runs. */
interface Alternative {
  readonly body: Statement;
  /** The case in which it runs, as in its condition or pattern; null if not specified. */
  readonly name: string | null;
}

/** The variables in a condition, and the words it compares them with. */
function askedFor(condition: string): string | null {
  const words = condition.match(/\$\{?\w+|(?<=[!=]=?[ \t]?["']?)[\w.-]+/g) ?? [];
  return words.length === 0 ? null : words.slice(0, 8).join(' ');
}

/** Whether the condition means the opposite: `!= debug`, `-z "$DEBUG"`. */
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

/** The branch whose pattern matches, or all that may. */
export function runCase(shell: Shell, { word, branches }: StatementOf<'case'>, frame: Frame): Status {
  const expander = expanderOf(shell, frame);
  const text = expandText(word, expander);
  const open: Alternative[] = [];
  for (const { patterns, body } of branches) {
    const texts = patterns.map((pattern) => expandPattern(pattern, expander));
    if (hasUnknown(text) || texts.some(hasUnknown)) open.push({ body, name: texts.join(' ') });
    else if (texts.some((pattern) => matchesGlob(compileGlob(pattern), text))) {
      if (open.length === 0) return shell.run(body, frame);
      open.push({ body, name: null });
      break;
    }
  }
  return open.length === 0 ? true : runAlternatives(shell, open, text, frame, true);
}

/**
 * Runs bodies of which one (or none, with `orNone`) is taken; values that differ between them are unknown afterwards.
 *
 * @param condition the condition as written
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
    shell.run(body, { ...frame, state: inside, certain: false, origin: { ...origin, routes } });
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
    // A variable that was unset before probably gets the value that the branch sets: `if [ -z "$X" ]; then X=default; fi`.
    // Flags set only in some branches, as in `if [ "$MODE" = debug ]`, only apply when that mode is selected.
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
