import { compileGlob, hasGlob, matchesGlob } from '../glob.js';
import type { ProjectTree } from '../project-tree.js';
import { hasUnknown } from '../unknown-text.js';
import { type Ended, ended, type Status } from './shell.js';
import type { ShellState } from './shell-state.js';

/** The result of `[ ... ]`, `[[ ... ]]` and `test`, if it is known from the arguments; undefined for other commands. */
export function testStatus(
  fields: readonly string[],
  state: ShellState,
  tree: ProjectTree,
): Ended | undefined {
  const [name, ...rest] = fields;
  if (name !== '[' && name !== '[[' && name !== 'test') return undefined;
  const words = rest.at(-1) === ']' || rest.at(-1) === ']]' ? rest.slice(0, -1) : rest;
  if (words.some((word) => /^(?:&&|\|\||-a|-o|[()<>])$/.test(word))) return ended(null);
  const negated = words[0] === '!';
  const status = statusOf(negated ? words.slice(1) : words, state, tree, name === '[[');
  return ended(negated && status !== null ? !status : status);
}

function statusOf(words: readonly string[], state: ShellState, tree: ProjectTree, patterns: boolean): Status {
  const [first = '', second = '', third = ''] = words;
  if (words.some(hasUnknown)) return null;
  if (words.length === 3) {
    const equal = patterns && hasGlob(third) ? matchesGlob(compileGlob(third), first) : first === third;
    if (second === '=' || second === '==') return equal;
    if (second === '!=') return !equal;
    return compare(second, Number(first), Number(third));
  }
  if (words.length === 1) return first !== '';
  if (words.length !== 2) return null;
  const path = tree.resolve(state.directory, second);
  switch (first) {
    case '-z':
      return second === '';
    case '-n':
      return second !== '';
    // An existing file is certain; a missing one may be created by the build.
    case '-d':
      return tree.isDirectory(path) ? true : tree.isFile(path) ? false : null;
    case '-f':
      return tree.isFile(path) ? true : tree.isDirectory(path) || isSource(path) ? false : null;
    case '-e':
      return tree.isFile(path) || tree.isDirectory(path) ? true : isSource(path) ? false : null;
    default:
      return null;
  }
}

/** Input files of a build: if they are missing, nothing will create them. */
function isSource(path: string): boolean {
  return /\.go$|(?:^|\/)(?:go\.mod|[Mm]akefile)$/.test(path);
}

function compare(operator: string, left: number, right: number): Status {
  if (Number.isNaN(left) || Number.isNaN(right)) return null;
  const answers: ReadonlyMap<string, boolean> = new Map([
    ['-eq', left === right],
    ['-ne', left !== right],
    ['-lt', left < right],
    ['-le', left <= right],
    ['-gt', left > right],
    ['-ge', left >= right],
  ]);
  return answers.get(operator) ?? null;
}
