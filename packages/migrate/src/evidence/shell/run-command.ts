import { readFileUse } from '../file-arguments.js';
import { goCommandOf, readGoBuild, readToolRun, toolOf } from '../go-arguments.js';
import { through } from '../route.js';
import { depthLimit, type Origin } from '../world.js';
import { runBuiltin } from './builtins.js';
import { callMake } from './call-make.js';
import { callScript } from './call-script.js';
import { type Expander, expandFields, expandText } from './expand-word.js';
import { innerCommand } from './inner-command.js';
import { runForEach } from './run-for-each.js';
import {
  type Ended,
  ended,
  type Frame,
  knownText,
  newOutput,
  print,
  type Shell,
  type Status,
} from './shell.js';
import { assign, environmentOf, fork, lookUp, outsidePath, type ShellFunction } from './shell-state.js';
import type { Assignment, Statement } from './syntax.js';
import { testStatus } from './test-command.js';
import { printedBy } from './text-commands.js';

/** The environment of expansions in a frame. */
export function expanderOf(shell: Shell, frame: Frame): Expander {
  const { tree, budget } = shell.world;
  const { state } = frame;
  return {
    lookUp: (name) => lookUp(state, tree, name),
    assign: (name, value) => assign(state, name, value),
    spend: (steps) => budget.spend(steps),
    glob: (pattern) => {
      budget.spend(1 + tree.size / 500);
      return tree.glob(state.directory, pattern);
    },
    capture: (script) => {
      const output = newOutput();
      shell.runText(script, { ...frame, state: fork(state), input: null, output, origin: heldIn(frame) });
      return knownText(output);
    },
  };
}

/**
 * Commands inside `$(...)` are located at the start of the script that contains it: their offsets belong to a different
 * text.
 */
function heldIn(frame: Frame): Frame['origin'] {
  const place = frame.origin.place(0, 0);
  return { ...frame.origin, place: () => place };
}

export function runSimple(
  shell: Shell,
  statement: Extract<Statement, { kind: 'simple' }>,
  frame: Frame,
): Status {
  const { words, assignments, start, end } = statement;
  const fields = expandFields(words, expanderOf(shell, frame));
  shell.world.budget.spend(1 + fields.length / 50);
  const isDeclaration = /^(?:export|declare|local|readonly|typeset)$/.test(fields[0] ?? '');
  if (fields.length === 0 || isDeclaration) {
    for (const assignment of assignments) set(shell, assignment, frame);
    if (fields.length > 0) declare(fields, assignments, frame);
    return true;
  }
  if (assignments.length === 0) return runFields(shell, fields, frame, start, end);
  const state = fork(frame.state);
  const inside = { ...frame, state };
  for (const assignment of assignments) {
    set(shell, assignment, inside);
    state.exported.add(assignment.name);
  }
  if (fields[0] !== 'read') return runFields(shell, fields, inside, start, end);
  // `IFS=, read a b`: the variables that are read persist, the assignments before it do not.
  const status = runFields(shell, fields, inside, start, end);
  for (const name of fields.slice(1)) {
    const value = state.variables.get(name);
    if (value !== undefined) frame.state.variables.set(name, value);
  }
  return status;
}

function set(shell: Shell, { name, index, append, value }: Assignment, frame: Frame): void {
  const { state } = frame;
  const expander = expanderOf(shell, frame);
  const before = state.variables.get(name);
  if (value.kind === 'list') {
    const isKeyed = value.items.some(({ key }) => key !== null);
    const values = isKeyed
      ? value.items.map(({ word }) => expandText(word, expander))
      : expandFields(
          value.items.map(({ word }) => word),
          expander,
        );
    const keys = isKeyed
      ? value.items.map(({ key }) => (key === null ? '' : expandText(key, expander)))
      : null;
    const kept = append ? (before?.values ?? []) : [];
    const keptKeys = append ? (before?.keys ?? []) : [];
    state.variables.set(name, {
      values: [...kept, ...values],
      keys: keys === null ? null : [...keptKeys, ...keys],
    });
    return;
  }
  const text = expandText(value.word, expander);
  if (index !== null) {
    const key = expandText(index, expander);
    const [keys, values] = [before?.keys ?? [], before?.keys == null ? [] : before.values];
    state.variables.set(name, { keys: [...keys, key], values: [...values, text] });
    return;
  }
  assign(state, name, append ? (before?.values[0] ?? '') + text : text);
}

function declare(
  [command, ...rest]: readonly string[],
  assignments: readonly Assignment[],
  { state }: Frame,
): void {
  const exports = command === 'export' || rest.some((each) => /^-\w*x/.test(each));
  if (!exports) return;
  for (const { name } of assignments) state.exported.add(name);
  for (const name of rest) {
    const [, key = '', value] = /^(\w+)(?:=([\s\S]*))?$/.exec(name) ?? [];
    if (key === '') continue;
    if (value !== undefined) assign(state, key, value);
    state.exported.add(key);
  }
}

export function runFields(
  shell: Shell,
  fields: readonly string[],
  frame: Frame,
  start: number,
  end: number,
): Status {
  const { world } = shell;
  const { state, origin } = frame;
  world.budget.spend();
  const own = state.functions.get(fields[0] ?? '');
  if (own !== undefined) return callFunction(shell, own, fields, frame);
  const inner = innerCommand(fields, state, world.tree);
  if (inner !== undefined) {
    if (frame.depth > depthLimit) return null;
    const deeper = { ...frame, state: inner.state, depth: frame.depth + 1 };
    if (inner.kind === 'fields') return shell.runFields(inner.fields, deeper, start, end);
    const place = origin.place(start, end);
    return shell.runText(inner.script, { ...deeper, origin: { ...origin, place: () => place } });
  }
  const resolve = (directory: string, path: string): string =>
    world.tree.resolve(directory, outsidePath(state, world.tree, path));
  const go = goCommandOf(fields);
  if (go !== undefined) {
    const isSet = (name: string): boolean => state.variables.has(name);
    for (const build of readGoBuild(go, state.directory, environmentOf(state), world, resolve, isSet)) {
      const target = holderOf(origin);
      const place = origin.place(start, end);
      world.findings.addBuild(build, origin.file, target, place, frame.reading, origin.routes);
    }
    return null;
  }
  const tool = toolOf(fields);
  if (tool !== undefined) {
    const build = readToolRun(state.directory, environmentOf(state), world);
    world.findings.addTool(
      tool,
      build,
      origin.file,
      holderOf(origin),
      origin.place(start, end),
      origin.routes,
    );
  }
  const use = readFileUse(fields, (path) => resolve(state.directory, path), world.tree);
  if (use !== undefined) {
    world.findings.addFileUse(use, origin.file, holderOf(origin), origin.place(start, end));
    return null;
  }
  return (
    runForEach(shell, fields, frame, start, end) ??
    callMake(shell, fields, frame) ??
    runBuiltin(shell, fields, frame) ??
    testStatus(fields, state, world.tree) ??
    callScript(shell, fields, frame) ??
    printText(shell, fields, frame)
  ).status;
}

/** The target that a line is attributed to: the one SAM runs, whatever else it calls. */
function holderOf({ target, samTarget }: Origin): string | null {
  return samTarget ?? target;
}

/** Commands that only print. All others are unknown. */
function printText(shell: Shell, fields: readonly string[], frame: Frame): Ended {
  const text = printedBy(fields, frame, shell.world);
  print(frame, text ?? null);
  return ended(text === undefined ? null : true);
}

function callFunction(
  shell: Shell,
  { body, origin }: ShellFunction,
  fields: readonly string[],
  frame: Frame,
): Status {
  const { state } = frame;
  const [name = '', ...args] = fields;
  state.called.add(name);
  if (frame.depth > depthLimit || state.stack.filter((each) => each === name).length > 1) return null;
  const { positional, stack } = state;
  state.positional = args;
  state.stack = [...stack, name];
  const target = origin.target ?? frame.origin.target ?? name;
  const status = shell.run(body, {
    ...frame,
    depth: frame.depth + 1,
    origin: { ...origin, target, routes: through(frame.origin.routes, name) },
  });
  if (state.leaving === 'function') state.leaving = null;
  state.positional = positional;
  state.stack = stack;
  return status;
}
