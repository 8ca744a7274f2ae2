import { hasUnknown, heldBy, unknownVariable } from '../unknown-text.js';
import { depthLimit, type World } from '../world.js';
import { expandMake, type MakeScope } from './expand-make.js';
import { splitOutside, splitWords } from './make-words.js';
import type { Makefile, MakeVariable, RecipeLine } from './makefile.js';
import { type MakefileLine, makefileLines } from './makefile-lines.js';

/** The state of a conditional: this branch is read, a different one is, or it is unknown. */
interface Conditional {
  reading: boolean;
  /** A branch was definitely taken, so no other is. */
  taken: boolean;
  /** Undecidable: all branches are read. */
  open: boolean;
  /** For undecidable ones: the variables before, and the values the branches set. */
  readonly before: ReadonlyMap<string, MakeVariable>;
}

/** Reads a makefile line by line, as make does. */
export function readMakefile(world: World, makefile: Makefile, scope: MakeScope, text: string): void {
  readLines(world, makefile, scope, [makefile.path], makefileLines(text));
}

/** The variables visible to a makefile's lines. */
export function scopeOf(
  world: World,
  makefile: Makefile,
  shell: (script: string) => string | undefined,
): MakeScope {
  const { tree, budget } = world;
  let evaluating = 0;
  const scope: MakeScope = {
    lookUp: (name) => makefile.variables.get(name),
    unset: unknownVariable,
    shell,
    glob: (pattern) => {
      budget.spend(1 + tree.size / 500);
      return hasUnknown(pattern) ? [pattern] : tree.glob(makefile.directory, pattern);
    },
    absolute: (path) => (hasUnknown(path) ? path : tree.absolute(tree.resolve(makefile.directory, path))),
    evaluate: (text) => {
      if (evaluating >= depthLimit) return;
      evaluating += 1;
      readLines(world, makefile, scope, [makefile.path], makefileLines(text));
      evaluating -= 1;
    },
    spend: (steps) => budget.spend(steps),
  };
  return scope;
}

function readLines(
  world: World,
  makefile: Makefile,
  scope: MakeScope,
  paths: readonly string[],
  lines: readonly MakefileLine[],
): void {
  const path = paths.at(-1) ?? makefile.path;
  const conditionals: Conditional[] = [];
  let recipe: RecipeLine[] | undefined;
  let definition: { name: string; operator: string; lines: string[] } | undefined;
  for (const line of lines) {
    world.budget.spend(0.2);
    if (definition !== undefined) {
      if (/^endef\b/.test(line.text)) {
        define(makefile, scope, definition.name, definition.operator, definition.lines.join('\n'));
        definition = undefined;
      } else definition.lines.push(line.recipe === null ? line.source : `\t${line.recipe}`);
      continue;
    }
    if (readConditional(makefile, scope, line.text, conditionals)) continue;
    if (conditionals.some(({ reading }) => !reading)) continue;
    if (line.recipe !== null && recipe !== undefined) {
      const { number, column, source } = line;
      recipe.push({ text: line.recipe, source, line: number, column, path });
      continue;
    }
    if (line.text === '') continue;
    const begun = /^(?:override\s+|export\s+)*define\s+(\S+)\s*([:?+]*=)?$/.exec(line.text);
    if (begun !== null) {
      definition = { name: begun[1] ?? '', operator: begun[2] ?? '=', lines: [] };
      continue;
    }
    recipe = readPlainLine(world, makefile, scope, paths, line) ?? undefined;
  }
}

/** Reads a line outside recipes; returns the recipe it begins, if it is a rule. */
function readPlainLine(
  world: World,
  makefile: Makefile,
  scope: MakeScope,
  paths: readonly string[],
  line: MakefileLine,
): RecipeLine[] | null {
  const { text } = line;
  const included = /^[-s]?include\s+(\S.*)$/.exec(text);
  if (included !== null) {
    const names = splitWords(expandMake(included[1] ?? '', scope)).flatMap((each) => scope.glob(each));
    for (const name of names) {
      const file = world.tree.resolve(makefile.directory, name);
      const found = world.texts.get(file);
      if (found === undefined || paths.includes(file) || paths.length > depthLimit) continue;
      world.reached.add(file);
      readLines(world, makefile, scope, [...paths, file], makefileLines(found));
    }
    return null;
  }
  const exported = /^(un)?export(?:\s+(\S.*)?)?$/.exec(text);
  const assigned = assignmentIn(exported?.[2] ?? text);
  if (exported !== null && assigned === undefined) {
    const names = splitWords(expandMake(exported[2] ?? '', scope));
    if (names.length === 0) makefile.exportsAll = exported[1] === undefined;
    for (const name of names) {
      if (exported[1] === undefined) makefile.exported.add(name);
      else makefile.exported.delete(name);
    }
    return null;
  }
  if (assigned !== undefined) {
    const name = expandMake(assigned.name, scope).trim();
    define(makefile, scope, name, assigned.operator, assigned.value);
    if (exported !== null) makefile.exported.add(name);
    return null;
  }
  return readRule(makefile, scope, paths.at(-1) ?? makefile.path, line);
}

/** `NAME = value` before any colon of a rule; undefined for other lines. */
function assignmentIn(text: string): { name: string; operator: string; value: string } | undefined {
  const plain = text.replace(/^(?:(?:override|private|export)\s+)+/, '');
  const found = /^((?:[^\s:#=$!?+(){}]|\$[({][^(){}]*[)}]|\$\w)+)\s*(=|::?:?=|\?=|\+=|!=)\s*([\s\S]*)$/.exec(
    plain,
  );
  if (found === null) return undefined;
  return { name: found[1] ?? '', operator: found[2] ?? '=', value: found[3] ?? '' };
}

/** Sets a variable with one of the assignment operators. */
export function define(
  makefile: Makefile,
  scope: MakeScope,
  name: string,
  operator: string,
  value: string,
): void {
  const { variables, fixed } = makefile;
  const before = variables.get(name);
  if (fixed.has(name) || name === '' || (operator === '?=' && before !== undefined)) return;
  if (operator === '+=' && before !== undefined) {
    const added = before.recursive ? value : expandMake(value, scope);
    variables.set(name, { ...before, value: `${before.value} ${added}`.slice(0, 65_536) });
  } else if (operator === '!=') {
    const output = expandMake(`$(shell ${value})`, scope);
    variables.set(name, { value: heldBy(name, output), recursive: false });
  } else if (operator.startsWith(':')) {
    variables.set(name, { value: heldBy(name, expandMake(value, scope)), recursive: false });
  } else variables.set(name, { value, recursive: true });
}

function readRule(
  makefile: Makefile,
  scope: MakeScope,
  path: string,
  line: MakefileLine,
): RecipeLine[] | null {
  // Expanded values may contain colons, so a rule is split before it is expanded, if it contains a colon.
  const own = splitRule(line.text);
  const text = own === undefined ? expandMake(line.text, scope) : line.text;
  const split = own ?? splitRule(text);
  if (split === undefined) return null;
  const targets = splitWords(expandMake(split.targets, scope));
  const assigned = assignmentIn(split.rest);
  if (assigned !== undefined) {
    const isExported = /^(?:\w+\s+)*export\s/.test(split.rest);
    makefile.targetVariables.push({ targets, ...assigned, isExported });
    return null;
  }
  const [head = '', ...commands] = splitOutside(split.rest, ';');
  const second = splitRule(head.replace(/^:/, ''));
  const prerequisites = splitWords(
    expandMake((second === undefined ? head : second.rest).replace(/^:/, ''), scope),
  );
  if (targets.includes('.PHONY')) for (const name of prerequisites) makefile.phony.add(name);
  if (targets.includes('.ONESHELL')) makefile.oneShell = true;
  const recipe: RecipeLine[] = [];
  if (commands.length > 0) {
    const { number, column, source } = line;
    recipe.push({ text: commands.join(';').trim(), source, line: number, column, path });
  }
  makefile.rules.push({
    targets,
    pattern: second === undefined ? null : expandMake(second.targets, scope).trim(),
    prerequisites: prerequisites.filter((name) => name !== '|'),
    recipe,
  });
  return recipe;
}

function splitRule(text: string): { targets: string; rest: string } | undefined {
  const [targets = '', ...rest] = splitOutside(text, ':');
  if (rest.length === 0) return undefined;
  return { targets: targets.replace(/&$/, ''), rest: rest.join(':').trim() };
}

/** Reads `ifeq`, `else` and `endif`; returns whether the line was one of them. */
function readConditional(makefile: Makefile, scope: MakeScope, text: string, open: Conditional[]): boolean {
  const [, word = '', rest = ''] = /^(ifn?eq|ifn?def|else|endif)\b\s*([\s\S]*)$/.exec(text) ?? [];
  if (word === '') return false;
  const last = open.at(-1);
  if (word === 'endif') {
    open.pop();
    if (last?.open === true) blur(makefile, last.before);
    return true;
  }
  const skipped = open.slice(0, word === 'else' ? -1 : undefined).some(({ reading }) => !reading);
  if (word !== 'else') {
    const holds = skipped ? false : conditionHolds(scope, word, rest);
    const before = new Map(makefile.variables);
    open.push({ reading: holds !== false, taken: holds === true, open: holds === null, before });
    return true;
  }
  if (last === undefined) return true;
  const [, next = '', condition = ''] = /^(ifn?eq|ifn?def)\b\s*([\s\S]*)$/.exec(rest) ?? [];
  const holds = skipped || last.taken ? false : next === '' ? true : conditionHolds(scope, next, condition);
  last.reading = holds !== false;
  last.taken ||= holds === true;
  last.open ||= holds === null;
  return true;
}

/** Whether a condition holds; null if it depends on an unknown value. As in make, unset variables are empty. */
function conditionHolds(scope: MakeScope, word: string, rest: string): boolean | null {
  const plain: MakeScope = { ...scope, unset: () => '' };
  if (word === 'ifdef' || word === 'ifndef') {
    const value = scope.lookUp(expandMake(rest, plain).trim())?.value ?? '';
    return (value !== '') === (word === 'ifdef');
  }
  const inner = /^\(([\s\S]*)\)$/.exec(rest.trim())?.[1];
  const quoted = /^(["'])((?:(?!\1)[\s\S])*)\1\s+(["'])((?:(?!\3)[\s\S])*)\3$/.exec(rest.trim());
  const [left, right] =
    inner === undefined
      ? [quoted?.[2], quoted?.[4]]
      : [splitOutside(inner, ',')[0], splitOutside(inner, ',').slice(1).join(',')];
  if (left === undefined || right === undefined) return null;
  const [first, second] = [expandMake(left, plain).trim(), expandMake(right, plain).trim()];
  if (hasUnknown(first) || hasUnknown(second)) return null;
  return (first === second) === (word === 'ifeq');
}

/** Variables changed in an undecidable conditional are unknown after it. */
function blur(makefile: Makefile, before: ReadonlyMap<string, MakeVariable>): void {
  for (const [name, { value }] of makefile.variables) {
    const was = before.get(name);
    if (was !== undefined && was.value !== value) {
      makefile.variables.set(name, { value: unknownVariable(name), recursive: false });
    }
  }
}
