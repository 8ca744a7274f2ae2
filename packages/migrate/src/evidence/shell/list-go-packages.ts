import { compareStrings, importPathOf, isGoFile } from '@lambdazip/core/internal';
import type { World } from '../world.js';

/** The output of `go list` for patterns and for `-m`; undefined for other options, and outside a module. */
export function listGoPackages(args: readonly string[], directory: string, world: World): string | undefined {
  const { tree } = world;
  if (args[0] === '-m') {
    const module = args.length === 1 ? importPathOf(directory, world)?.module : undefined;
    return module === undefined ? undefined : `${module}\n`;
  }
  if (args.some((each) => each.startsWith('-'))) return undefined;
  const found: string[] = [];
  for (const pattern of args) {
    const isTree = pattern.endsWith('...');
    const start = tree.resolve(directory, isTree ? pattern.slice(0, -3) : pattern);
    const pending = [start];
    for (let path = pending.shift(); path !== undefined; path = pending.shift()) {
      world.budget.spend();
      const names = tree.namesIn(path);
      const below = (name: string): string => (path === '.' ? name : `${path}/${name}`);
      if (names.some(isGoFile)) {
        const own = importPathOf(path, world);
        if (own === undefined) return undefined;
        found.push(own.path);
      }
      if (isTree)
        pending.push(
          ...names
            .filter((name) => !/^[._]/.test(name))
            .map(below)
            .filter(tree.isDirectory),
        );
    }
  }
  return found
    .sort(compareStrings)
    .map((path) => `${path}\n`)
    .join('');
}
