import { linePosition } from '../documents/line-position.js';
import { concrete, type ScalarNode, type SourceDocument, type SourceNode } from '../documents/source-node.js';
import type { BuildFile } from './build-command.js';
import { deploys, type Route, route } from './route.js';
import { asLine } from './script-file.js';
import { runScript } from './shell/run-script.js';
import { newState, type ShellState } from './shell/shell-state.js';
import { plainText, unknownVariable } from './unknown-text.js';
import type { Origin, World } from './world.js';

/** A script in a YAML or JSON file, and its context. */
export interface YamlScript {
  readonly document: SourceDocument;
  readonly node: ScalarNode;
  readonly file: BuildFile;
  readonly target: string | null;
  /** The routes by which it is reached. Default: {@link YamlScript.target} is run. */
  readonly routes?: readonly Route[];
  /** Expands the file's own template language, such as `${{ matrix.x }}`. */
  readonly fill: (text: string) => string;
}

export function runYamlScript(world: World, script: YamlScript, state: ShellState): void {
  runScript(world, script.fill(plainText(script.node.text)), state, yamlOrigin(world, script));
}

/** The initial state of scripts in a directory. */
export function yamlState(directory: string, environment: ReadonlyMap<string, string>): ShellState {
  return newState(directory, environment, null, null);
}

/** The positions of a scalar's lines: lines of a block are below each other, all others count as one. */
export function yamlOrigin(
  world: World,
  { document, node, file, target, routes }: Omit<YamlScript, 'fill'>,
): Origin {
  const display = world.display(document.file);
  const first = linePosition(document.text, node.span.start);
  const isBlock = node.style === 'block' && document.text.charAt(node.span.start) === '|';
  const lines = document.text.split('\n');
  return {
    file,
    target,
    samTarget: null,
    routes: routes ?? [startOf(document, node, file, target)],
    place: (start, end) => {
      const source = asLine(node.text.slice(start, end)) || asLine(node.text);
      if (!isBlock) return { location: { file: display, ...first }, source };
      const line = first.line + 1 + (node.text.slice(0, start).split('\n').length - 1);
      const written = lines[line - 1] ?? '';
      const column = 1 + (written.length - written.trimStart().length);
      return { location: { file: display, line, column }, source };
    },
  };
}

const pipelines: ReadonlySet<BuildFile> = new Set(['GitHub workflow', 'GitLab CI', 'buildspec']);

function startOf(document: SourceDocument, node: ScalarNode, file: BuildFile, target: string | null): Route {
  // A pipeline often builds in one job and deploys in a different one.
  if (pipelines.has(file)) {
    const job = file === 'GitHub workflow' ? (target ?? '').split('/').slice(0, 1) : [target ?? ''];
    return route([document.file, ...job], { inPipeline: true, deploys: deploys(document.text) });
  }
  return route([target ?? document.file], { deploys: deploys(node.text), isDefault: target === 'default' });
}

/** The scalars of a list, or the single scalar. */
export function scalarsOf(node: SourceNode | undefined): readonly ScalarNode[] {
  const found = node === undefined ? undefined : concrete(node);
  if (found === undefined || found.kind === 'map') return [];
  if (found.kind === 'scalar') return found.text === '' ? [] : [found];
  return found.items.flatMap(scalarsOf);
}

/** Variables of a map: only scalars; others are unknown. */
export function valuesOf(node: SourceNode | undefined): ReadonlyMap<string, string> {
  const found = node === undefined ? undefined : concrete(node);
  if (found?.kind !== 'map') return new Map();
  return new Map(
    found.pairs.map(({ key, value }) => {
      const target = concrete(value);
      const text = target.kind === 'scalar' ? plainText(target.text) : unknownVariable(key.text);
      return [key.text, text];
    }),
  );
}
