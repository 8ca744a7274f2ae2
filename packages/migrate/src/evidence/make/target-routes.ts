import { deploys, type Route, route } from '../route.js';
import type { Makefile } from './makefile.js';
import { recipeFor, type TargetRecipe } from './target-rules.js';

/** More routes to a target than any hand-written makefile has. */
const wayLimit = 64;

/** The routes to a target with its own variables only: as a goal, or as a prerequisite of a target that sets none. */
export function routesTo(
  makefile: Makefile,
  target: string,
  exists: (path: string) => boolean,
): readonly Route[] {
  const first = defaultGoal(makefile);
  const setting = new Set(makefile.targetVariables.flatMap(({ targets }) => targets));
  const pending: (readonly string[])[] = [[target]];
  const seen = new Set([target]);
  const routes: Route[] = [];
  for (
    let names = pending.shift();
    names !== undefined && routes.length < wayLimit;
    names = pending.shift()
  ) {
    const start = names[0] ?? target;
    routes.push(
      route(names, {
        deploys: deploys(recipeText(recipeFor(makefile, start, exists))),
        isDefault: start === first,
        byTool: samTargetOf(makefile, start, exists) !== null,
      }),
    );
    for (const { targets, prerequisites } of makefile.rules) {
      if (!prerequisites.includes(start)) continue;
      for (const each of targets) {
        if (seen.has(each) || setting.has(each) || /^\.|%/.test(each)) continue;
        seen.add(each);
        pending.push([each, ...names]);
      }
    }
  }
  return routes;
}

/** Make's default target. */
export function defaultGoal(makefile: Makefile): string | undefined {
  const first = makefile.rules.flatMap(({ targets }) => targets).find((name) => !/^\.|%/.test(name));
  return makefile.variables.get('.DEFAULT_GOAL')?.value ?? first;
}

/** The target itself if it is one that `sam build` runs: `build-<LogicalId>`, whose files go to ARTIFACTS_DIR. */
export function samTargetOf(
  makefile: Makefile,
  target: string,
  exists: (path: string) => boolean,
): string | null {
  if (!/^build-./.test(target)) return null;
  const seen = new Set<string>();
  const pending = [target];
  for (let name = pending.pop(); name !== undefined && seen.size < wayLimit; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const recipe = recipeFor(makefile, name, exists);
    // A recursive make is followed, wherever it writes.
    if (/ARTIFACTS_DIR|\$[({]MAKE[)}]|\bmake\s/.test(recipeText(recipe))) return target;
    pending.push(...(recipe?.prerequisites ?? []));
  }
  return null;
}

export function recipeText(recipe: TargetRecipe | undefined): string {
  return (recipe?.recipe ?? []).map(({ text }) => text).join('\n');
}
