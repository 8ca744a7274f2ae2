import { deploys, type Route, through } from '../route.js';
import { runScript } from '../shell/run-script.js';
import { newState } from '../shell/shell-state.js';
import { unknownVariable } from '../unknown-text.js';
import { depthLimit, type Origin, type World } from '../world.js';
import { expandMake, type MakeScope } from './expand-make.js';
import { splitWords } from './make-words.js';
import type { Makefile, MakeVariable, RecipeLine } from './makefile.js';
import { define, readMakefile, scopeOf } from './read-makefile.js';
import { defaultGoal, recipeText, routesTo, samTargetOf } from './target-routes.js';
import { isImplicit, recipeFor, type TargetRecipe } from './target-rules.js';
import { wantedStems } from './wanted-stems.js';

/** How make is invoked. */
export interface MakeStart {
  readonly directory: string;
  /** `NAME=value` on the command line. */
  readonly overrides: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
  readonly depth: number;
  /** The SAM target that requires this one; null if none. */
  readonly samTarget: string | null;
  /** The routes by which it is invoked. */
  readonly routes: readonly Route[];
}

/** Make's special targets. */
const special =
  /^\.(?:PHONY|ONESHELL|DEFAULT|DEFAULT_GOAL|SUFFIXES|SILENT|IGNORE|PRECIOUS|INTERMEDIATE|SECONDARY|SECONDEXPANSION|EXPORT_ALL_VARIABLES|NOTPARALLEL|DELETE_ON_ERROR|POSIX)$/;

/** Reads a makefile; undefined if it does not exist. */
function loadMakefile(
  world: World,
  path: string,
  start: MakeStart,
): { makefile: Makefile; scope: MakeScope } | undefined {
  const text = world.texts.get(path);
  if (text === undefined) return undefined;
  const { directory, overrides, environment, depth } = start;
  const simple = (value: string): MakeVariable => ({ value, recursive: false });
  const variables = new Map<string, MakeVariable>([
    ['MAKE', simple('make')],
    ['SHELL', simple('/bin/sh')],
    ['OS', simple('')],
    ['CURDIR', simple(world.tree.absolute(directory))],
    ['PWD', simple(world.tree.absolute(directory))],
    ['MAKEFILE_LIST', simple(world.tree.absolute(path))],
    ...[...environment, ...overrides].map(([name, value]) => [name, simple(value)] as const),
  ]);
  const makefile: Makefile = {
    path,
    directory,
    variables,
    fixed: new Set(overrides.keys()),
    exported: new Set([...environment.keys(), ...overrides.keys()]),
    exportsAll: false,
    rules: [],
    targetVariables: [],
    phony: new Set(),
    oneShell: false,
    environment,
  };
  const origin: Origin = {
    file: 'Makefile',
    target: null,
    samTarget: null,
    routes: [],
    place: () => ({ location: { file: world.display(path), line: 1, column: 1 }, source: '' }),
  };
  const scope = scopeOf(world, makefile, (script) =>
    runScript(world, script, newState(directory, environment, null, null), origin, depth + 1),
  );
  readMakefile(world, makefile, scope, text);
  return { makefile, scope };
}

/** Reads everything a makefile builds, running each target once as a goal. */
export function runAllTargets(world: World, path: string, directory: string): void {
  const start: MakeStart = {
    directory,
    overrides: new Map(),
    environment: new Map(),
    depth: 0,
    samTarget: null,
    routes: [],
  };
  const loaded = loadMakefile(world, path, start);
  if (loaded === undefined) return;
  const { makefile, scope } = loaded;
  const names = new Set(makefile.rules.filter((rule) => !isImplicit(rule)).flatMap(({ targets }) => targets));
  const wanted = makefile.rules
    .flatMap(({ prerequisites }) => prerequisites)
    .filter((name) => !name.includes('%'));
  const { stems, patterns } = wantedStems(makefile, [...names, ...wanted], world.tree, directory);
  const exists = (name: string): boolean => world.tree.isFile(world.tree.resolve(directory, name));
  for (const name of new Set([...names, ...stems])) {
    const recipe = special.test(name) ? undefined : recipeFor(makefile, name, exists);
    if (recipe === undefined) continue;
    const samTarget = samTargetOf(makefile, name, exists);
    const own = { ...start, samTarget, routes: routesTo(makefile, name, exists) };
    runRecipe(world, makefile, scope, recipe, own);
    // Target-specific variables apply to prerequisites too, and SAM's targets pass ARTIFACTS_DIR on.
    const sets = makefile.targetVariables.some(({ targets }) => targets.includes(name));
    if (sets || samTarget !== null) runNeeded(world, makefile, scope, recipe, own);
  }
  for (const { rule, target } of patterns) {
    const stem = unknownVariable('*');
    const prerequisites = rule.prerequisites.map((name) => name.replace('%', () => stem));
    const byTool = /^build-%/.test(target) && rule.recipe.some(({ text }) => text.includes('ARTIFACTS_DIR'));
    const routes = through([], target, { byTool });
    const samTarget = byTool ? target : null;
    runRecipe(
      world,
      makefile,
      scope,
      { target, recipe: rule.recipe, prerequisites, stem },
      {
        ...start,
        samTarget,
        routes,
      },
    );
  }
}

/** Runs targets and their prerequisites; the default target if the list is empty. */
export function runGoals(world: World, path: string, goals: readonly string[], start: MakeStart): void {
  if (start.depth > depthLimit) return;
  const loaded = loadMakefile(world, path, start);
  if (loaded === undefined) return;
  const { makefile, scope } = loaded;
  const meant = defaultGoal(makefile);
  const exists = (name: string): boolean => world.tree.isFile(world.tree.resolve(start.directory, name));
  for (const goal of goals.length > 0 ? goals : meant === undefined ? [] : [meant]) {
    const recipe = recipeFor(makefile, goal, exists);
    if (recipe === undefined) continue;
    const samTarget = start.samTarget ?? samTargetOf(makefile, goal, exists);
    const more = { deploys: deploys(recipeText(recipe)), byTool: samTarget !== null };
    const own = { ...start, samTarget, routes: through(start.routes, goal, more) };
    runNeeded(world, makefile, scope, recipe, own);
    runRecipe(world, makefile, scope, recipe, own);
  }
}

/** Runs the prerequisites of a target, with its target-specific variables. */
function runNeeded(
  world: World,
  makefile: Makefile,
  scope: MakeScope,
  goal: TargetRecipe,
  start: MakeStart,
): void {
  const exists = (name: string): boolean => world.tree.isFile(world.tree.resolve(start.directory, name));
  const seen = new Set([goal.target]);
  const visit = (needing: TargetRecipe, chain: readonly string[]): void => {
    world.budget.spend();
    if (chain.length > depthLimit) return;
    for (const name of needing.prerequisites) {
      if (seen.has(name)) continue;
      seen.add(name);
      const recipe = recipeFor(makefile, name, exists);
      if (recipe === undefined) continue;
      visit(recipe, [...chain, name]);
      runRecipe(world, makefile, scope, recipe, start, chain);
    }
  };
  visit(goal, [goal.target]);
}

function runRecipe(
  world: World,
  makefile: Makefile,
  scope: MakeScope,
  { target, recipe, prerequisites, stem }: TargetRecipe,
  start: MakeStart,
  chain: readonly string[] = [],
): void {
  const local = withTarget(makefile, scope, [...chain, target]);
  const first = prerequisites[0] ?? '';
  const words: ReadonlyMap<string, string> = new Map([
    ['@', target],
    ['<', first],
    ['^', [...new Set(prerequisites)].join(' ')],
    ['+', prerequisites.join(' ')],
    ['?', [...new Set(prerequisites)].join(' ')],
    ['*', stem],
    ['|', ''],
  ]);
  const automatic = (name: string): string | undefined => {
    const held = words.get(name.charAt(0));
    if (held === undefined || !/^.[DF]?$/.test(name)) return undefined;
    if (name.length === 1) return held;
    const slash = (word: string): number => word.lastIndexOf('/');
    return splitWords(held)
      .map((word) =>
        name.charAt(1) === 'F'
          ? word.slice(slash(word) + 1)
          : slash(word) === -1
            ? '.'
            : word.slice(0, slash(word)),
      )
      .join(' ');
  };
  const inside: MakeScope = {
    ...local.scope,
    lookUp: (name) => {
      const value = automatic(name);
      return value === undefined ? local.scope.lookUp(name) : { value, recursive: false };
    },
  };
  const [, ...between] = [...chain, target];
  const routes = between.reduce((all, name) => through(all, name), start.routes);
  const environment = exportedValues(local.makefile, inside, start.environment);
  const lines = makefile.oneShell ? joined(recipe) : recipe;
  for (const line of lines) {
    const text = expandMake(line.text, inside);
    const place = {
      location: { file: world.display(line.path), line: line.line, column: line.column },
      source: line.source.replace(/^[@+\-\s]+/, ''),
    };
    const { samTarget } = start;
    const named = world.tree.inProject(target);
    const origin: Origin = { file: 'Makefile', target: named, samTarget, routes, place: () => place };
    // A variable with several lines is run line by line.
    const scripts = line.text.includes('\n') || makefile.oneShell ? [text] : text.split(/(?<!\\)\n/);
    for (const script of scripts) {
      const plain = script.replace(/^[@+\-\s]+/, '');
      if (plain === '') continue;
      const state = newState(start.directory, environment, null, null);
      runScript(world, plain, state, origin, start.depth + 1);
    }
  }
}

function joined(recipe: readonly RecipeLine[]): readonly RecipeLine[] {
  const [first] = recipe;
  if (first === undefined) return [];
  return [{ ...first, text: recipe.map(({ text }) => text.replace(/^[@+-]+/, '')).join('\n') }];
}

/** The makefile as seen by a target, with its own variables and those of the targets that require it. */
function withTarget(
  makefile: Makefile,
  scope: MakeScope,
  chain: readonly string[],
): { makefile: Makefile; scope: MakeScope } {
  const settings = makefile.targetVariables.filter(({ targets }) =>
    targets.some((name) => chain.includes(name)),
  );
  if (settings.length === 0) return { makefile, scope };
  const copy: Makefile = {
    ...makefile,
    variables: new Map(makefile.variables),
    exported: new Set(makefile.exported),
  };
  const inside: MakeScope = { ...scope, lookUp: (name) => copy.variables.get(name) };
  for (const target of chain) {
    for (const setting of settings.filter(({ targets }) => targets.includes(target))) {
      define(copy, inside, setting.name, setting.operator, setting.value);
      if (setting.isExported) copy.exported.add(setting.name);
    }
  }
  return { makefile: copy, scope: inside };
}

function exportedValues(
  { exported, exportsAll, variables }: Makefile,
  scope: MakeScope,
  environment: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const own = new Set(['MAKE', 'SHELL', 'OS', 'CURDIR', 'PWD', 'MAKEFILE_LIST']);
  const values = new Map(environment);
  const names = exportsAll ? [...variables.keys()].filter((name) => !own.has(name)) : exported;
  for (const name of names) {
    if (variables.has(name)) values.set(name, expandMake(`$(${name})`, scope));
  }
  return values;
}
