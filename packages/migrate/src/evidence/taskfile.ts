import { parseSource } from '../documents/parse-source.js';
import {
  allPairs,
  concrete,
  nodeAt,
  type SourceDocument,
  type SourceNode,
} from '../documents/source-node.js';
import { matrixOf } from './matrix.js';
import { deploys, type Route, route, through } from './route.js';
import { runScript } from './shell/run-script.js';
import { fillTemplate } from './task-template.js';
import { plainText, unknownVariable } from './unknown-text.js';
import { depthLimit, type World } from './world.js';
import { runYamlScript, scalarsOf, valuesOf, yamlOrigin, yamlState } from './yaml-script.js';

type Values = ReadonlyMap<string, string>;

/** A Taskfile, and the settings for all of its tasks. */
interface Taskfile {
  readonly document: SourceDocument;
  readonly directory: string;
  /** By the name used in calls; included tasks with their prefix. */
  readonly variables: Values;
  readonly environment: Values;
}

/** Reads everything that the tasks of a Taskfile build. */
export function runTaskfile(world: World, document: SourceDocument, directory: string): void {
  runTaskfileWith(world, document, directory, new Map(), 0);
}

function runTaskfileWith(
  world: World,
  document: SourceDocument,
  directory: string,
  given: Values,
  depth: number,
): void {
  if (depth > depthLimit) return;
  const { root } = document;
  const own = new Map([
    ['TASKFILE_DIR', world.tree.absolute(directory)],
    ['ROOT_DIR', world.tree.absolute(directory)],
    ['USER_WORKING_DIR', world.tree.absolute(directory)],
    ['CLI_ARGS', ''],
  ]);
  const variables = variablesOf(world, document, nodeAt(root, 'vars'), directory, own, new Map());
  const environment = variablesOf(world, document, nodeAt(root, 'env'), directory, variables, new Map());
  const exported = new Map([...environment].filter(([name]) => nodeAt(root, 'env', name) !== undefined));
  const taskfile: Taskfile = {
    document,
    directory,
    variables: new Map([...variables, ...given]),
    environment: exported,
  };
  const tasks = nodeAt(root, 'tasks');
  for (const { key, value } of tasks?.kind === 'map' ? allPairs(tasks) : []) {
    const more = { deploys: deploys(textOf(document, value)), isDefault: key.text === 'default' };
    const routes = [route([key.text], more), ...callersOf(document, tasks, key.text)];
    runTask(world, taskfile, key.text, value, new Map(), 0, routes);
  }
  includeTaskfiles(world, taskfile, depth);
}

function includeTaskfiles(world: World, { document, directory, variables }: Taskfile, depth: number): void {
  const includes = nodeAt(document.root, 'includes');
  for (const { value } of includes?.kind === 'map' ? allPairs(includes) : []) {
    const written = scalarsOf(nodeAt(value, 'taskfile') ?? value)[0]?.text;
    if (written === undefined) continue;
    const path = world.tree.resolve(
      directory,
      fillTemplate(written, (name) => variables.get(name)),
    );
    const names = ['Taskfile.yml', 'Taskfile.yaml', 'taskfile.yml', 'taskfile.yaml'].map((name) =>
      path === '.' ? name : `${path}/${name}`,
    );
    const file = [path, ...names].find((each) => world.texts.has(each));
    const text = file === undefined ? undefined : world.texts.get(file);
    const reading = file === undefined || text === undefined ? undefined : parseSource(file, text);
    const working = scalarsOf(nodeAt(value, 'dir'))[0]?.text;
    // Without `dir`, an included Taskfile runs in the directory of the one that includes it.
    const given = valuesOf(nodeAt(value, 'vars'));
    if (file === undefined || reading?.kind !== 'read') continue;
    world.reached.add(file);
    runTaskfileWith(world, reading.document, world.tree.resolve(directory, working ?? '.'), given, depth + 1);
  }
}

/** Variables in order, each expanded with those before it; `sh` is interpreted. */
function variablesOf(
  world: World,
  document: SourceDocument,
  node: SourceNode | undefined,
  directory: string,
  before: Values,
  environment: Values,
): Map<string, string> {
  const values = new Map(before);
  const map = node === undefined ? undefined : concrete(node);
  for (const { key, value } of map?.kind === 'map' ? allPairs(map) : []) {
    const fill = (text: string): string => fillTemplate(plainText(text), (name) => values.get(name));
    const target = concrete(value);
    const script = nodeAt(target, 'sh');
    let text: string | undefined;
    if (target.kind === 'scalar') text = fill(target.text);
    else if (target.kind === 'list')
      text = scalarsOf(target)
        .map((each) => fill(each.text))
        .join('\n');
    else if (script?.kind === 'scalar') {
      const origin = yamlOrigin(world, { document, node: script, file: 'Taskfile', target: null });
      text = runScript(world, fill(script.text), yamlState(directory, environment), origin)?.trimEnd();
    }
    values.set(key.text, text ?? unknownVariable(key.text));
  }
  return values;
}

function runTask(
  world: World,
  taskfile: Taskfile,
  name: string,
  node: SourceNode,
  given: Values,
  depth: number,
  routes: readonly Route[],
): void {
  world.budget.spend();
  if (depth > depthLimit) return;
  const { document } = taskfile;
  const defaults = variablesOf(
    world,
    document,
    nodeAt(node, 'vars'),
    taskfile.directory,
    new Map([...taskfile.variables, ...given]),
    taskfile.environment,
  );
  const variables = new Map([...taskfile.variables, ['TASK', name], ...defaults, ...given]);
  const fill = (text: string): string => fillTemplate(text, (asked) => variables.get(asked));
  const written = scalarsOf(nodeAt(node, 'dir'))[0]?.text;
  const directory = world.tree.resolve(
    taskfile.directory,
    written === undefined ? '.' : fill(plainText(written)),
  );
  const own = variablesOf(world, document, nodeAt(node, 'env'), directory, variables, taskfile.environment);
  const environment = new Map(taskfile.environment);
  for (const key of valuesOf(nodeAt(node, 'env')).keys())
    environment.set(key, own.get(key) ?? unknownVariable(key));
  const map = concrete(node);
  const commands =
    map.kind === 'map' ? [nodeAt(map, 'deps'), nodeAt(map, 'cmds'), nodeAt(map, 'cmd')] : [map];
  for (const [index, list] of commands.entries()) {
    for (const item of itemsOf(list)) {
      for (const turn of turnsOf(world, item, node, variables, directory)) {
        runCommand(
          world,
          taskfile,
          { name, item, isTask: index === 0 && map.kind === 'map', routes },
          new Map([...variables, ...turn]),
          environment,
          directory,
          depth,
        );
      }
    }
  }
}

function runCommand(
  world: World,
  taskfile: Taskfile,
  {
    name,
    item,
    isTask,
    routes,
  }: { name: string; item: SourceNode; isTask: boolean; routes: readonly Route[] },
  variables: Values,
  environment: Values,
  directory: string,
  depth: number,
): void {
  const fill = (text: string): string => fillTemplate(text, (asked) => variables.get(asked));
  const target = concrete(item);
  const called = isTask && target.kind === 'scalar' ? target : nodeAt(target, 'task');
  if (called?.kind === 'scalar') {
    const task = nodeAt(taskfile.document.root, 'tasks', fill(plainText(called.text)));
    const given = new Map([...valuesOf(nodeAt(target, 'vars'))].map(([key, value]) => [key, fill(value)]));
    // A task that is called without variables is read on its own.
    if (task !== undefined && given.size > 0)
      runTask(world, taskfile, fill(called.text), task, given, depth + 1, through(routes, fill(called.text)));
    return;
  }
  const script = target.kind === 'scalar' ? target : (nodeAt(target, 'cmd') ?? nodeAt(target, 'defer'));
  if (script?.kind !== 'scalar') return;
  const { document } = taskfile;
  runYamlScript(
    world,
    { document, node: script, file: 'Taskfile', target: name, routes, fill },
    yamlState(directory, environment),
  );
}

/** The tasks that call a task without variables; calls with variables are followed from the caller. */
function callersOf(document: SourceDocument, tasks: SourceNode | undefined, name: string): readonly Route[] {
  if (tasks?.kind !== 'map') return [];
  return allPairs(tasks).flatMap(({ key, value }) => {
    const calls = [...itemsOf(nodeAt(value, 'deps')), ...itemsOf(nodeAt(value, 'cmds'))].some((item) => {
      const target = concrete(item);
      const called = target.kind === 'scalar' ? target : nodeAt(target, 'task');
      return called?.kind === 'scalar' && called.text === name && nodeAt(target, 'vars') === undefined;
    });
    if (!calls || key.text === name) return [];
    const more = { deploys: deploys(textOf(document, value)), isDefault: key.text === 'default' };
    return [route([key.text, name], more)];
  });
}

function textOf({ text }: SourceDocument, { span }: SourceNode): string {
  return text.slice(span.start, span.end);
}

function itemsOf(node: SourceNode | undefined): readonly SourceNode[] {
  const found = node === undefined ? undefined : concrete(node);
  return found === undefined ? [] : found.kind === 'list' ? found.items : [found];
}

/** The iterations of a command's `for`; one without a variable if it has none. */
function turnsOf(
  world: World,
  item: SourceNode,
  task: SourceNode,
  variables: Values,
  directory: string,
): readonly Values[] {
  const loop = nodeAt(item, 'for');
  if (loop === undefined) return [new Map()];
  const turns = (values: readonly string[], name = 'ITEM'): readonly Values[] =>
    values.slice(0, 1_000).map((value) => new Map([[name, value]]));
  const fill = (text: string): string => fillTemplate(plainText(text), (name) => variables.get(name));
  const name = scalarsOf(nodeAt(loop, 'as'))[0]?.text ?? 'ITEM';
  if (loop.kind === 'list')
    return turns(
      scalarsOf(loop).map(({ text }) => fill(text)),
      name,
    );
  if (loop.kind === 'scalar') {
    const sources = scalarsOf(nodeAt(task, loop.text === 'generates' ? 'generates' : 'sources'));
    return turns(
      sources.flatMap(({ text }) => world.tree.glob(directory, fill(text))),
      name,
    );
  }
  const held = scalarsOf(nodeAt(loop, 'var'))[0]?.text;
  if (held !== undefined) {
    const text = variables.get(held) ?? unknownVariable(held);
    const split = scalarsOf(nodeAt(loop, 'split'))[0]?.text;
    return turns(
      text.split(split ?? /\s+/).filter((each) => each !== ''),
      name,
    );
  }
  // Values of a matrix are named `.ITEM.OS`; the template reader leaves them as gaps.
  return nodeAt(loop, 'matrix') === undefined ? [new Map()] : matrixOf(nodeAt(loop, 'matrix'));
}
