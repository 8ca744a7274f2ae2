import {
  allPairs,
  concrete,
  nodeAt,
  type SourceDocument,
  type SourceNode,
} from '../documents/source-node.js';
import { matrixOf } from './matrix.js';
import { unknownVariable } from './unknown-text.js';
import type { World } from './world.js';
import { runYamlScript, scalarsOf, valuesOf, yamlState } from './yaml-script.js';

type Values = ReadonlyMap<string, string>;

/** Reads the `run:` steps of a GitHub workflow, or of the project's own actions. */
export function runWorkflow(world: World, document: SourceDocument): void {
  const { root } = document;
  const environment = valuesOf(nodeAt(root, 'env'));
  const shared = nodeAt(root, 'defaults', 'run', 'working-directory');
  const jobs = nodeAt(root, 'jobs');
  for (const { key, value } of jobs?.kind === 'map' ? allPairs(jobs) : []) {
    const own = new Map([...environment, ...valuesOf(nodeAt(value, 'env'))]);
    const directory = nodeAt(value, 'defaults', 'run', 'working-directory') ?? shared;
    for (const matrix of matrixOf(nodeAt(value, 'strategy', 'matrix'))) {
      runSteps(world, document, nodeAt(value, 'steps'), key.text, own, matrix, directory);
    }
  }
  const name = document.file.split('/').at(-2) ?? 'action';
  runSteps(world, document, nodeAt(root, 'runs', 'steps'), name, environment, new Map(), undefined);
}

function runSteps(
  world: World,
  document: SourceDocument,
  steps: SourceNode | undefined,
  job: string,
  environment: Values,
  matrix: Values,
  directory: SourceNode | undefined,
): void {
  const list = steps === undefined ? undefined : concrete(steps);
  for (const [index, step] of (list?.kind === 'list' ? list.items : []).entries()) {
    const run = nodeAt(step, 'run');
    if (run?.kind !== 'scalar') continue;
    const own = new Map([...environment, ...valuesOf(nodeAt(step, 'env'))]);
    const fill = (text: string): string => fillExpressions(text, own, matrix, world.tree.root);
    const given = new Map([...own].map(([name, value]) => [name, fill(value)]));
    const working = scalarsOf(nodeAt(step, 'working-directory') ?? directory)[0]?.text ?? '.';
    const name = scalarsOf(nodeAt(step, 'name'))[0]?.text ?? String(index + 1);
    const target = `${job}/${fill(name)}`;
    const state = yamlState(world.tree.resolve('.', fill(working)), given);
    runYamlScript(world, { document, node: run, file: 'GitHub workflow', target, fill }, state);
  }
}

/** `${{ matrix.x }}`, `${{ env.X }}`; others are unknown. */
function fillExpressions(text: string, environment: Values, matrix: Values, root: string): string {
  return text.replace(/\$\{\{([^{}]*)\}\}/g, (_, written: string) => {
    const expression = written.trim();
    const [, kind, name = ''] = /^(matrix|env)\.([\w.-]+)$/.exec(expression) ?? [];
    const value = kind === 'matrix' ? matrix.get(name) : kind === 'env' ? environment.get(name) : undefined;
    if (expression === 'github.workspace') return root;
    return value !== undefined && !value.includes('${{') ? value : unknownVariable(expression);
  });
}

/** Reads the scripts of a GitLab pipeline. */
export function runGitLab(world: World, document: SourceDocument): void {
  const { root } = document;
  const map = concrete(root);
  const environment = valuesOf(nodeAt(root, 'variables'));
  const words = new Set([
    'default',
    'variables',
    'stages',
    'include',
    'workflow',
    'image',
    'services',
    'cache',
    'before_script',
    'after_script',
  ]);
  for (const { key, value } of map.kind === 'map' ? allPairs(map) : []) {
    const script = nodeAt(value, 'script') ?? nodeAt(root, ...parentOf(value), 'script');
    if (words.has(key.text) || script === undefined) continue;
    const before =
      nodeAt(value, 'before_script') ??
      nodeAt(root, 'default', 'before_script') ??
      nodeAt(root, 'before_script');
    for (const matrix of matrixOf(nodeAt(value, 'parallel', 'matrix'))) {
      const own = new Map([...environment, ...valuesOf(nodeAt(value, 'variables')), ...matrix]);
      // All lines of a job run in one shell.
      const state = yamlState('.', own);
      for (const node of [...scalarsOf(before), ...scalarsOf(script)]) {
        runYamlScript(
          world,
          { document, node, file: 'GitLab CI', target: key.text, fill: (text) => text },
          state,
        );
      }
    }
  }
}

function parentOf(job: SourceNode): readonly string[] {
  const names = scalarsOf(nodeAt(job, 'extends'));
  return [names.at(-1)?.text ?? ' '];
}

/** Reads the commands of a CodeBuild buildspec, which all run in one shell. */
export function runBuildspec(world: World, document: SourceDocument, directory: string): void {
  const { root } = document;
  const environment = valuesOf(nodeAt(root, 'env', 'variables'));
  const phases = nodeAt(root, 'phases');
  const state = yamlState(directory, environment);
  const keeps = scalarsOf(nodeAt(root, 'version'))[0]?.text !== '0.1';
  for (const { key, value } of phases?.kind === 'map' ? allPairs(phases) : []) {
    for (const node of [...scalarsOf(nodeAt(value, 'commands')), ...scalarsOf(nodeAt(value, 'finally'))]) {
      const own = keeps ? state : yamlState(directory, environment);
      runYamlScript(
        world,
        { document, node, file: 'buildspec', target: key.text, fill: (text) => text },
        own,
      );
    }
  }
}

/** Reads the `scripts` of a package.json. */
export function runPackageScripts(world: World, document: SourceDocument, directory: string): void {
  const scripts = nodeAt(document.root, 'scripts');
  for (const { key, value } of scripts?.kind === 'map' ? scripts.pairs : []) {
    const node = concrete(value);
    if (node.kind !== 'scalar') continue;
    const script = {
      document,
      node,
      file: 'package.json' as const,
      target: key.text,
      fill: (text: string) => text,
    };
    runYamlScript(world, script, yamlState(directory, new Map()));
  }
}
