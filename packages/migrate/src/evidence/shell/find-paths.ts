import { compileGlob, matchesGlob } from '../glob.js';
import type { ProjectTree } from '../project-tree.js';
import { hasUnknown } from '../unknown-text.js';

interface Found {
  /** In the form find prints. */
  readonly written: string;
  readonly path: string;
  /** 0 for the starting point. */
  readonly depth: number;
}

type Test = (found: Found) => boolean;

const resultLimit = 20_000;

/** The output of `find` with these arguments, sorted; undefined if some are unsupported. */
export function findPaths(
  args: readonly string[],
  directory: string,
  tree: ProjectTree,
): readonly string[] | undefined {
  if (args.some(hasUnknown)) return undefined;
  const first = args.findIndex((each) => /^[-!(]/.test(each));
  const starts = first === -1 ? args : args.slice(0, first);
  const tests =
    first === -1 ? { kept: [[() => true]], least: 0, most: 100 } : readTests(args.slice(first), tree);
  if (tests === undefined) return undefined;
  const results: string[] = [];
  const visit = (found: Found): void => {
    if (results.length >= resultLimit) return;
    if (found.depth >= tests.least && tests.kept.some((all) => all.every((test) => test(found)))) {
      results.push(found.written);
    }
    if (found.depth >= tests.most) return;
    for (const name of tree.namesIn(found.path)) {
      visit({
        written: `${found.written.replace(/\/$/, '')}/${name}`,
        path: found.path === '.' ? name : `${found.path}/${name}`,
        depth: found.depth + 1,
      });
    }
  };
  for (const start of starts.length === 0 ? ['.'] : starts) {
    const path = tree.resolve(directory, start);
    if (tree.isFile(path) || tree.isDirectory(path)) visit({ written: start, path, depth: 0 });
  }
  return results;
}

/** Alternatives (`-o`) of tests that must all hold. */
function readTests(
  args: readonly string[],
  tree: ProjectTree,
): { kept: readonly (readonly Test[])[]; least: number; most: number } | undefined {
  const kept: Test[][] = [[]];
  let [least, most, negated] = [0, 100, false];
  for (let at = 0; at < args.length; at += 1) {
    const name = args[at] ?? '';
    if (name === '!' || name === '-not') {
      negated = !negated;
      continue;
    }
    if (/^(?:-print0?|-a|-and|-follow|-L|-H|\(|\))$/.test(name)) continue;
    if (name === '-o' || name === '-or') {
      kept.push([]);
      continue;
    }
    const value = args[at + 1];
    if (value === undefined) return undefined;
    at += 1;
    if (name === '-maxdepth') most = Number(value);
    else if (name === '-mindepth') least = Number(value);
    else {
      const test = testOf(name, value, tree);
      if (test === undefined) return undefined;
      const asked = negated;
      kept.at(-1)?.push((found) => test(found) !== asked);
      negated = false;
    }
  }
  return Number.isNaN(least + most) ? undefined : { kept, least, most };
}

function testOf(name: string, value: string, tree: ProjectTree): Test | undefined {
  const last = ({ path }: Found): string => path.slice(path.lastIndexOf('/') + 1);
  switch (name) {
    case '-type':
      return ({ path }) => (value === 'd' ? tree.isDirectory(path) : value === 'f' && tree.isFile(path));
    case '-name': {
      const glob = compileGlob(value);
      return (found) => matchesGlob(glob, last(found));
    }
    case '-iname': {
      const glob = compileGlob(value.toLowerCase());
      return (found) => matchesGlob(glob, last(found).toLowerCase());
    }
    case '-path':
    case '-wholename': {
      const glob = compileGlob(value);
      return ({ written }) => matchesGlob(glob, written);
    }
    default:
      return undefined;
  }
}
