import type { ProjectTree } from '../project-tree.js';
import { heldBy, unknownVariable } from '../unknown-text.js';
import type { Origin } from '../world.js';
import { valueLimit } from '../world.js';
import type { Statement } from './syntax.js';

/** A variable: its elements, and their keys if it is an associative array. A plain one has one element. */
export interface Variable {
  readonly values: readonly string[];
  readonly keys: readonly string[] | null;
}

/** A function, and the location of its text. */
export interface ShellFunction {
  readonly body: Statement;
  readonly origin: Origin;
}

/** The state of a running script. */
export interface ShellState {
  /** Relative to the project's root. */
  directory: string;
  /** The target of `cd -`, and the stack of `popd`. */
  before: string;
  directories: readonly string[];
  readonly variables: Map<string, Variable>;
  readonly exported: Set<string>;
  readonly functions: Map<string, ShellFunction>;
  /** Functions that were called. */
  readonly called: Set<string>;
  /** `$1` and so on; null if unknown. */
  positional: readonly string[] | null;
  /** `$0`: relative to the project's root; null if the line is not in a file. */
  readonly script: string | null;
  /** Mounted directories of a container: the absolute path inside, and the path relative to the project's root. */
  mounts: readonly (readonly [inside: string, outside: string])[];
  /** The functions and scripts that are running. */
  stack: readonly string[];
  /** Set by `break`, `continue` and `return` until it takes effect. */
  leaving: 'loop' | 'turn' | 'function' | null;
}

export function newState(
  directory: string,
  environment: ReadonlyMap<string, string>,
  positional: readonly string[] | null,
  script: string | null,
): ShellState {
  const variables = new Map([...environment].map(([name, value]) => [name, { values: [value], keys: null }]));
  return {
    directory,
    before: directory,
    directories: [],
    variables,
    exported: new Set(environment.keys()),
    functions: new Map(),
    called: new Set(),
    positional,
    script,
    mounts: [],
    stack: [],
    leaving: null,
  };
}

/** A copy that a subshell may change. */
export function fork(state: ShellState): ShellState {
  return { ...state, variables: new Map(state.variables), exported: new Set(state.exported) };
}

export function assign(state: ShellState, name: string, value: string): void {
  const kept = value.length > valueLimit ? unknownVariable(name) : heldBy(name, value);
  state.variables.set(name, { values: [kept], keys: null });
}

/** The value of a variable; undefined if unset. */
export function lookUp(state: ShellState, tree: ProjectTree, name: string): Variable | undefined {
  const set = state.variables.get(name);
  if (set !== undefined) return set;
  const plain = (value: string): Variable => ({ values: [value], keys: null });
  if (name === 'PWD') return plain(tree.absolute(state.directory));
  if (name === 'CODEBUILD_SRC_DIR' || name === 'GITHUB_WORKSPACE' || name === 'CI_PROJECT_DIR')
    return plain(tree.root);
  if (name === '0' || name === 'BASH_SOURCE') {
    return state.script === null ? undefined : plain(tree.absolute(state.script));
  }
  if (name === '@' || name === '*') {
    return { values: state.positional ?? [unknownVariable('@')], keys: null };
  }
  if (name === '#') return state.positional === null ? undefined : plain(String(state.positional.length));
  if (/^[1-9]\d?$/.test(name)) {
    return state.positional === null ? undefined : plain(state.positional[Number(name) - 1] ?? '');
  }
  return undefined;
}

/** The variables that a program started here would inherit. */
export function environmentOf(state: ShellState): ReadonlyMap<string, string> {
  const environment = new Map<string, string>();
  for (const name of state.exported) {
    const value = state.variables.get(name)?.values[0];
    if (value !== undefined) environment.set(name, value);
  }
  return environment;
}

/** The path outside of a path in a container, if its mount is known. */
export function outsidePath({ mounts }: ShellState, tree: ProjectTree, path: string): string {
  for (const [inside, outside] of mounts) {
    if (path === inside || path.startsWith(`${inside}/`))
      return tree.absolute(outside) + path.slice(inside.length);
  }
  return path;
}
